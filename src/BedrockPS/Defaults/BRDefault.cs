using System.Security;

namespace BedrockPS;

/// <summary>The session's defaults, used by every cmdlet where a parameter is not given.</summary>
public sealed class BRDefault
{
    public string? Region { get; set; }

    public string? ProfileName { get; set; }

    public string? ProfileLocation { get; set; }

    /// <summary>Model of Invoke-BRModel, Start-BRChat and their like.</summary>
    public string? Model { get; set; }

    /// <summary>Model of Get-BREmbedding.</summary>
    public string? EmbeddingModel { get; set; }

    /// <summary>Model of New-BRImage.</summary>
    public string? ImageModel { get; set; }

    public string? EndpointUrl { get; set; }

    /// <summary>URL of S3, where a local endpoint has its jobs use another server than itself.</summary>
    internal string? S3EndpointUrl { get; set; }

    public string? AccessKey { get; set; }

    /// <summary>Kept encrypted in memory where the platform can.</summary>
    public SecureString? SecretKey { get; set; }

    public SecureString? SessionToken { get; set; }

    public SecureString? ApiKey { get; set; }

    /// <summary>Tokens an answer may have at most.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>What the calls of the session may cost together, since it began or Clear-BRUsage.</summary>
    public decimal? MaxCost { get; set; }

    public BRDefault Clone() => (BRDefault)MemberwiseClone();
}
