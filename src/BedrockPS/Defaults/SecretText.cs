using System;
using System.Runtime.InteropServices;
using System.Security;

namespace BedrockPS.Defaults;

/// <summary>Opens a SecureString where a signature needs the text itself.</summary>
internal static class SecretText
{
    public static string? Read(SecureString? secret)
    {
        if (secret is null || secret.Length == 0)
        {
            return null;
        }

        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(text);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }
}
