using System;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Storage;

/// <summary>A place in S3 as jobs name it: s3://bucket/key.</summary>
internal readonly record struct S3Address(string Bucket, string Key)
{
    /// <exception cref="ServiceFault">ValidationException: it is no such address.</exception>
    public static S3Address Parse(string? uri)
    {
        const string scheme = "s3://";
        if (uri?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) == true)
        {
            int slash = uri.IndexOf('/', scheme.Length);
            string bucket = slash < 0 ? uri.Substring(scheme.Length) : uri.Substring(scheme.Length, slash - scheme.Length);
            if (BucketName.IsValid(bucket))
            {
                return new S3Address(bucket, slash < 0 ? "" : uri.Substring(slash + 1));
            }
        }

        throw ServiceFault.Validation($"'{uri}' is no S3 address such as s3://bucket/folder/.");
    }

    /// <summary>The key as a folder: empty, or ending with a slash.</summary>
    public string Folder => Key.Length == 0 || Key[Key.Length - 1] == '/' ? Key : Key + "/";

    public override string ToString() => $"s3://{Bucket}/{Key}";
}
