using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>One operation of a service: how its request is made and what comes back.</summary>
internal sealed class OperationDescription
{
    public ServiceDescription Service { get; set; } = null!;

    public string Name { get; set; } = "";

    public string Method { get; set; } = "";

    /// <summary>URI template such as /model/{modelId}/converse.</summary>
    public string Path { get; set; } = "";

    public int SuccessStatus { get; set; } = 200;

    public ShapeDescription? Input { get; set; }

    public ShapeDescription? Output { get; set; }

    /// <summary>Names of the error shapes this operation declares.</summary>
    public IReadOnlyList<string> Errors { get; set; } = [];

    public bool IsReadOnly { get; set; }

    public bool IsIdempotent { get; set; }

    public PagingDescription? Paging { get; set; }

    /// <summary>Output member that is an event stream; null for operations with one answer.</summary>
    public MemberDescription? OutputStream { get; set; }

    /// <summary>Input member that is an event stream (bidirectional operations).</summary>
    public MemberDescription? InputStream { get; set; }
}
