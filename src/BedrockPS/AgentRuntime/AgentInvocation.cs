using System.Text.Json;
using BedrockPS.Inference;

namespace BedrockPS;

/// <summary>One thing an agent asks its caller to do: run a function, call an API, or have the user confirm it. Prints as name and input.</summary>
public sealed class AgentInvocation
{
    private object? _input;

    internal AgentInvocation(string actionGroup, string inputJson)
    {
        ActionGroup = actionGroup;
        InputJson = inputJson;
    }

    /// <summary>The action group it belongs to.</summary>
    public string ActionGroup { get; }

    /// <summary>The function, where the action group describes functions; null else.</summary>
    public string? Function { get; internal init; }

    /// <summary>Path of the operation, where the action group describes an API; null else.</summary>
    public string? ApiPath { get; internal init; }

    /// <summary>HTTP method of the operation.</summary>
    public string? HttpMethod { get; internal init; }

    /// <summary>RESULT, USER_CONFIRMATION or USER_CONFIRMATION_AND_RESULT: what the agent wants back.</summary>
    public string InvocationType { get; internal init; } = "RESULT";

    /// <summary>The agent that asks, where it is not the one that was invoked.</summary>
    public string? AgentId { get; internal init; }

    public string? Collaborator { get; internal init; }

    /// <summary>What the agent gave, as an object with a property for each parameter.</summary>
    public object? Input => _input ??= Parse();

    /// <summary>What the agent gave, as JSON.</summary>
    public string InputJson { get; }

    /// <summary>The function, or method and path.</summary>
    public string Name => Function ?? $"{HttpMethod} {ApiPath}";

    /// <summary>The agent wants to know whether the user agrees.</summary>
    public bool NeedsConfirmation => InvocationType != "RESULT";

    /// <summary>The agent wants a result.</summary>
    public bool NeedsResult => InvocationType != "USER_CONFIRMATION";

    public override string ToString() => $"{ActionGroup}: {Name} {InputJson}";

    private object? Parse()
    {
        using JsonDocument document = JsonDocument.Parse(InputJson);
        return JsonObjects.Convert(document.RootElement);
    }
}
