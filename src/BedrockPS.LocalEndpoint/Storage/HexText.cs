namespace BedrockPS.Local.Storage;

/// <summary>Bytes as S3 writes its tags.</summary>
internal static class HexText
{
    public static string Of(byte[] bytes)
    {
        const string digits = "0123456789abcdef";
        char[] text = new char[bytes.Length * 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[i * 2] = digits[bytes[i] >> 4];
            text[(i * 2) + 1] = digits[bytes[i] & 15];
        }

        return new string(text);
    }
}
