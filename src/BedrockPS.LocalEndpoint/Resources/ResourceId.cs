using System;
using System.Security.Cryptography;

namespace BedrockPS.Local.Resources;

/// <summary>Ids as the services make them.</summary>
internal static class ResourceId
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz" + Digits;
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + Digits;

    /// <summary>Twelve small letters and digits: the ids of bedrock.</summary>
    public static string Small() => Random(Lower, 12);

    /// <summary>Ten capital letters and digits: the ids of bedrock-agent.</summary>
    public static string Capital() => Random(Upper, 10);

    /// <summary>Twelve capital letters and digits.</summary>
    public static string LongCapital() => Random(Upper, 12);

    public static string Unique() => Guid.NewGuid().ToString();

    private static string Random(string letters, int length)
    {
        byte[] bytes = new byte[length];
        using (RandomNumberGenerator generator = RandomNumberGenerator.Create())
        {
            generator.GetBytes(bytes);
        }

        char[] id = new char[length];
        for (int i = 0; i < length; i++)
        {
            id[i] = letters[bytes[i] % letters.Length];
        }

        return new string(id);
    }
}
