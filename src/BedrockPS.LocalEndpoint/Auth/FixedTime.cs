namespace BedrockPS.Local.Auth;

/// <summary>Comparison whose time tells nothing of where two secrets differ.</summary>
internal static class FixedTime
{
    public static bool Equals(string left, string right)
    {
        int difference = left.Length ^ right.Length;
        for (int i = 0; i < left.Length; i++)
        {
            difference |= left[i] ^ (i < right.Length ? right[i] : 0);
        }

        return difference == 0;
    }
}
