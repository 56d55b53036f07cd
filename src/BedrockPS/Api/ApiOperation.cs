namespace BedrockPS;

/// <summary>An operation of one of the four services, for Invoke-BRApi.</summary>
public sealed class ApiOperation
{
    /// <summary>bedrock, bedrock-runtime, bedrock-agent or bedrock-agent-runtime.</summary>
    public string Service { get; internal set; } = "";

    public string Operation { get; internal set; } = "";

    /// <summary>HTTP method.</summary>
    public string Method { get; internal set; } = "";

    /// <summary>URI template.</summary>
    public string Path { get; internal set; } = "";

    /// <summary>Changes nothing, so that -WhatIf and -Confirm do not ask for it.</summary>
    public bool ReadOnly { get; internal set; }

    /// <summary>Results come page by page, and Invoke-BRApi fetches all of them.</summary>
    public bool Paged { get; internal set; }

    /// <summary>Results come as a stream of events.</summary>
    public bool Streams { get; internal set; }

    /// <summary>Errors the service declares for it.</summary>
    public string[] Errors { get; internal set; } = [];

    public override string ToString() => $"{Service} {Operation}";
}
