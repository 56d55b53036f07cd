namespace BedrockPS.Completers;

/// <summary>Ids of the account's guardrails, found by id or name.</summary>
public sealed class GuardrailCompleter : NamedResourceCompleter
{
    private static readonly AccountList s_guardrails = new("bedrock", "ListGuardrails", "guardrails");

    public GuardrailCompleter()
        : base(s_guardrails, "id")
    {
    }
}
