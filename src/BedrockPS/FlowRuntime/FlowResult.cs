using System.Collections.Generic;

namespace BedrockPS.FlowRuntime;

/// <summary>What became of one input of a flow: its answer, or why there is none.</summary>
internal readonly struct FlowResult
{
    public FlowResult(FlowResponse response)
    {
        Response = response;
        Target = response.InputObject;
        Error = null;
        Members = null;
    }

    public FlowResult(object? target, BedrockException error, Dictionary<string, object?>? members = null)
    {
        Response = null;
        Target = target;
        Error = error;
        Members = members;
    }

    public FlowResponse? Response { get; }

    public object? Target { get; }

    public BedrockException? Error { get; }

    /// <summary>What was sent; null where nothing was.</summary>
    public Dictionary<string, object?>? Members { get; }
}
