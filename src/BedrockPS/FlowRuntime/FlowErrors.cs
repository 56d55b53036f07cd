namespace BedrockPS.FlowRuntime;

/// <summary>What goes wrong with flows, and what to do about it.</summary>
internal static class FlowErrors
{
    /// <summary>Says more than the service does of what to do next.</summary>
    public static void Advise(BedrockException exception)
    {
        switch (exception.Code)
        {
            case "Validation":
                exception.RecommendedAction =
                    "Prepare the flow (Initialize-BRFlow) if that is what is missing. The input must name the flow's input node (-InputNode, -InputName) "
                    + "and be of the type of its output; Get-BRFlow shows the definition, and Test-BRFlow finds mistakes in it.";
                break;
            case "ResourceNotFound":
                exception.RecommendedAction = "Check flow, alias and region; Get-BRFlow and Get-BRFlowAlias list what there is.";
                break;
            case "DependencyFailed":
                exception.RecommendedAction = "Look at what the node calls, its function, model or agent, and at the flow's role; -Trace shows how far the run came.";
                break;
        }
    }

    /// <summary>The stream stopped before the flow said that it was done.</summary>
    public static BedrockException Truncated(FlowResponse response) => new(
        "StreamTruncated",
        $"The flow's answer was cut off after {response.Outputs.Count} output{(response.Outputs.Count == 1 ? "" : "s")}: the stream ended before the flow said that it was done.")
    {
        Service = "bedrock-agent-runtime",
        Operation = "InvokeFlow",
        RequestId = response.RequestId,
        IsRetryable = true,
    };
}
