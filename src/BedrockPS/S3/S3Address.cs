using BedrockPS.Engine.S3;

namespace BedrockPS.S3;

/// <summary>What users write as an address in S3.</summary>
internal static class S3Address
{
    /// <exception cref="BedrockException">S3UriInvalid.</exception>
    public static S3Location Parse(string text) => S3Location.TryParse(text.Trim()) ?? throw new BedrockException(
        "S3UriInvalid", $"'{text}' is no address in S3: write s3://bucket/key, with a slash at the end for a folder.");
}
