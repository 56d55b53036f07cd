using System;

namespace BedrockPS.Resources;

/// <summary>Where an object lies in S3.</summary>
internal sealed class S3Uri
{
    private const string Scheme = "s3://";

    private S3Uri(string bucket, string key)
    {
        Bucket = bucket;
        Key = key;
    }

    public string Bucket { get; }

    public string Key { get; }

    /// <returns>Null where the text is something else.</returns>
    public static S3Uri? Parse(string text)
    {
        int key = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text.IndexOf('/', Scheme.Length) : -1;
        return key > Scheme.Length && key < text.Length - 1
            ? new S3Uri(text.Substring(Scheme.Length, key - Scheme.Length), text.Substring(key + 1))
            : null;
    }

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
