using System.Collections.Generic;

namespace BedrockPS.LocalEndpoints;

/// <summary>How a local endpoint is to be started. What is null is made up.</summary>
internal sealed class LocalEndpointOptions
{
    /// <summary>0 takes a free port.</summary>
    public int Port { get; set; }

    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>Token that signed requests must bring; null: none may bring one.</summary>
    public string? SessionToken { get; set; }

    public string? ApiKey { get; set; }

    public string Region { get; set; } = "us-east-1";

    public IReadOnlyList<string> Faults { get; set; } = [];

    /// <summary>Base URL of an OpenAI-compatible server that answers text requests.</summary>
    public string? Upstream { get; set; }

    /// <summary>Model name the upstream server is asked for; null: the Bedrock model id.</summary>
    public string? UpstreamModel { get; set; }

    /// <summary>Folder of its buckets, full path; null: one of its own that goes with it.</summary>
    public string? StoragePath { get; set; }

    /// <summary>URL of an S3 server its jobs read from and write to; null: its own storage.</summary>
    public string? S3Endpoint { get; set; }
}
