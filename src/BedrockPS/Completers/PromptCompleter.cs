namespace BedrockPS.Completers;

/// <summary>ARNs of the account's managed prompts, found by ARN or name.</summary>
public sealed class PromptCompleter : NamedResourceCompleter
{
    private static readonly AccountList s_prompts = new("bedrock-agent", "ListPrompts", "promptSummaries");

    public PromptCompleter()
        : base(s_prompts, "arn")
    {
    }
}
