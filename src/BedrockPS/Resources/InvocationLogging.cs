namespace BedrockPS;

/// <summary>Where an account logs what it asks models and what they answer, in one region.</summary>
public sealed class InvocationLogging
{
    /// <summary>Something is logged somewhere.</summary>
    public bool Enabled { get; set; }

    /// <summary>Log group of CloudWatch Logs; null: none.</summary>
    public string? LogGroup { get; set; }

    /// <summary>Role that Bedrock writes to the log group as.</summary>
    public string? RoleArn { get; set; }

    /// <summary>S3 bucket for what is too large for the log group: more than 100 kB, or no text.</summary>
    public string? LargeDataBucket { get; set; }

    public string? LargeDataPrefix { get; set; }

    /// <summary>S3 bucket for everything; null: none.</summary>
    public string? Bucket { get; set; }

    public string? Prefix { get; set; }

    /// <summary>Text is logged.</summary>
    public bool Text { get; set; }

    /// <summary>Images are logged.</summary>
    public bool Image { get; set; }

    /// <summary>Embeddings are logged.</summary>
    public bool Embedding { get; set; }

    /// <summary>Videos are logged.</summary>
    public bool Video { get; set; }

    /// <summary>Sound is logged.</summary>
    public bool Audio { get; set; }

    public string Region { get; set; } = "";

    public override string ToString() => !Enabled ? "off" : LogGroup is null ? $"s3://{Bucket}" : Bucket is null ? LogGroup : $"{LogGroup}, s3://{Bucket}";
}
