using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>The operation of a request and the values in its path, decoded.</summary>
internal sealed class RouteMatch
{
    public RouteMatch(OperationDescription operation, IReadOnlyDictionary<string, string> labels)
    {
        Operation = operation;
        Labels = labels;
    }

    public OperationDescription Operation { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }
}
