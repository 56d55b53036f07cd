using System.Text;

namespace BedrockPS.Engine.Signing;

/// <summary>Percent-encoding as AWS wants it: UTF-8, capital hex digits, only letters, digits and -._~ left alone.</summary>
internal static class PercentEncoding
{
    public static string Encode(string value)
    {
        StringBuilder text = new(value.Length + 16);
        Append(text, value, keepSlash: false);
        return text.ToString();
    }

    public static void Append(StringBuilder text, string value, bool keepSlash)
    {
        const string Digits = "0123456789ABCDEF";
        int plain = 0;
        while (plain < value.Length && IsPlain(value[plain], keepSlash))
        {
            plain++;
        }

        text.Append(value, 0, plain);
        if (plain == value.Length)
        {
            return;
        }

        foreach (byte b in Encoding.UTF8.GetBytes(value.Substring(plain)))
        {
            if (IsPlain((char)b, keepSlash))
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('%').Append(Digits[b >> 4]).Append(Digits[b & 15]);
            }
        }
    }

    private static bool IsPlain(char c, bool keepSlash) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.' or '_' or '~' || (keepSlash && c == '/');
}
