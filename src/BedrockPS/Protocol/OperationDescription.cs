using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>One operation of a service: how its request is made and what comes back.</summary>
internal sealed class OperationDescription
{
    public ServiceDescription Service { get; init; } = null!;

    public string Name { get; init; } = "";

    public string Method { get; init; } = "";

    /// <summary>URI template such as /model/{modelId}/converse.</summary>
    public string Path { get; init; } = "";

    public int SuccessStatus { get; init; } = 200;

    public ShapeDescription? Input { get; init; }

    public ShapeDescription? Output { get; init; }

    /// <summary>Names of the error shapes this operation declares.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Changes nothing at the service and starts no work there.</summary>
    public bool IsReadOnly { get; init; }

    public bool IsIdempotent { get; init; }

    public PagingDescription? Paging { get; init; }

    /// <summary>Output member that is an event stream; null for operations with one answer.</summary>
    public MemberDescription? OutputStream => StreamOf(Output);

    /// <summary>Input member that is an event stream (bidirectional operations).</summary>
    public MemberDescription? InputStream => StreamOf(Input);

    public override string ToString() => $"{Service.Name} {Name}";

    private static MemberDescription? StreamOf(ShapeDescription? shape) =>
        shape?.Payload is { Shape.IsEventStream: true } stream ? stream : null;
}
