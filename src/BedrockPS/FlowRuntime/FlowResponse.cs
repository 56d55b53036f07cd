using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using BedrockPS.FlowRuntime;

namespace BedrockPS;

/// <summary>What a flow answered to one input.</summary>
public sealed class FlowResponse
{
    internal FlowResponse(string flowId, string flowAliasId)
    {
        FlowId = flowId;
        FlowAliasId = flowAliasId;
    }

    /// <summary>What the output node gave: text, or an object where that was JSON. Of several outputs the first; null where there was none.</summary>
    public object? Output { get; internal set; }

    /// <summary>What each output node gave, by its name, in the order it came. A node that gave several things has them in a list.</summary>
    public IDictionary Outputs { get; } = new OrderedDictionary();

    /// <summary>SUCCESS, or INPUT_REQUIRED where a node wants more; null for an answer that was cut off.</summary>
    public string? CompletionReason { get; internal set; }

    /// <summary>What a node wants before the flow goes on; null where it has come to its end.</summary>
    public FlowInputRequest? InputRequest { get; internal set; }

    /// <summary>The steps of the run, where -Trace asked for them.</summary>
    public FlowTrace[] Traces { get; internal set; } = [];

    /// <summary>The run, by which it goes on.</summary>
    public string? ExecutionId { get; internal set; }

    public string FlowId { get; }

    public string FlowAliasId { get; }

    /// <summary>Where the flow is.</summary>
    public string? Region { get; internal set; }

    /// <summary>The service's id of the request, for a support case.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>What the flow was given.</summary>
    public object? InputObject { get; internal set; }

    /// <summary>The texts of all outputs, a line each, objects as JSON; where there are none, what the flow asks for.</summary>
    public string Text => Outputs.Count == 0
        ? InputRequest?.ToString() ?? ""
        : string.Join("\n", Outputs.Values.Cast<object?>().Select(FlowDocument.ToText));

    public override string ToString() => Text;
}
