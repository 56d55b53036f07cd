namespace BedrockPS.Local.Storage;

/// <summary>What a bucket may be called. That makes its name a safe one for a folder, too.</summary>
internal static class BucketName
{
    /// <summary>The bucket that is always there.</summary>
    public const string BuiltIn = "local-bucket";

    /// <summary>The bucket that examples name; it is there too, so that they run as they stand.</summary>
    public const string Example = "example-bucket";

    public static bool IsValid(string name)
    {
        if (name.Length is < 3 or > 63 || !IsEnd(name[0]) || !IsEnd(name[name.Length - 1]))
        {
            return false;
        }

        for (int i = 0; i < name.Length; i++)
        {
            if (!IsEnd(name[i]) && name[i] != '-' && (name[i] != '.' || name[i - 1] == '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEnd(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');
}
