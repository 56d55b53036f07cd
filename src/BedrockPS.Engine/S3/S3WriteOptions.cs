namespace BedrockPS.Engine.S3;

/// <summary>How an object is to be written.</summary>
public sealed class S3WriteOptions
{
    public string? ContentType { get; set; }

    /// <summary>Key of KMS that S3 is to encrypt the object with; null: as the bucket says.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Account the bucket must belong to; S3 refuses where it is another's.</summary>
    public string? BucketOwner { get; set; }
}
