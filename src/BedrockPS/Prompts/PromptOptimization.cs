namespace BedrockPS;

/// <summary>A prompt written anew for a model, and what was found in the one it came from.</summary>
public sealed class PromptOptimization
{
    internal PromptOptimization(string original, string model, object? inputObject)
    {
        Original = original;
        Model = model;
        InputObject = inputObject;
    }

    /// <summary>The prompt as it is now.</summary>
    public string Prompt { get; internal set; } = "";

    /// <summary>What the service found in the prompt as it was.</summary>
    public string Analysis { get; internal set; } = "";

    /// <summary>The prompt as it was.</summary>
    public string Original { get; }

    /// <summary>The model it is written for.</summary>
    public string Model { get; }

    /// <summary>What was piped.</summary>
    public object? InputObject { get; }

    /// <summary>The service's id of the request, for a support case.</summary>
    public string? RequestId { get; internal set; }

    public override string ToString() => Prompt;
}
