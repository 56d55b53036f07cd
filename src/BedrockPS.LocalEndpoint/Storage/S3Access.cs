using System;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Storage;

/// <summary>Nobody may do anything with a bucket that has 'denied' in its name.</summary>
internal static class S3Access
{
    /// <exception cref="ServiceFault">AccessDenied.</exception>
    public static void Check(string bucket)
    {
        if (bucket.IndexOf("denied", StringComparison.Ordinal) >= 0)
        {
            throw S3Fault.Denied();
        }
    }
}
