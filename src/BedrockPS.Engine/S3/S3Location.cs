using System;

namespace BedrockPS.Engine.S3;

/// <summary>A bucket and a key in it, as s3://bucket/key says. The key may be empty, or end in a slash: then it is a folder.</summary>
public sealed class S3Location : IEquatable<S3Location>
{
    private const string Scheme = "s3://";

    public S3Location(string bucket, string key)
    {
        Bucket = bucket;
        Key = key;
    }

    public string Bucket { get; }

    public string Key { get; }

    /// <summary>What follows the last slash; empty for a folder.</summary>
    public string Name => Key.Substring(Key.LastIndexOf('/') + 1);

    /// <summary>Null where the text is no such address: no s3://, no bucket, or characters no bucket's name has.</summary>
    public static S3Location? TryParse(string? text)
    {
        if (text is null || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        int slash = text.IndexOf('/', Scheme.Length);
        string bucket = slash < 0 ? text.Substring(Scheme.Length) : text.Substring(Scheme.Length, slash - Scheme.Length);
        return IsBucket(bucket) ? new S3Location(bucket, slash < 0 ? "" : text.Substring(slash + 1)) : null;
    }

    /// <summary>A place below this one, which is taken for a folder whether or not its key ends in a slash.</summary>
    public S3Location Below(string relative) =>
        new(Bucket, Key.Length == 0 || Key[Key.Length - 1] == '/' ? Key + relative : Key + "/" + relative);

    public bool Equals(S3Location? other) => other is not null && Bucket == other.Bucket && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as S3Location);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Bucket) ^ StringComparer.Ordinal.GetHashCode(Key);

    public override string ToString() => Scheme + Bucket + "/" + Key;

    private static bool IsBucket(string name)
    {
        // Access point aliases and old buckets of us-east-1 are longer or freer than the rules for new buckets; ARNs are none.
        if (name.Length is < 3 or > 255)
        {
            return false;
        }

        foreach (char c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
