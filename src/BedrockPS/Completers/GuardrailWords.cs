using BedrockPS.Inference;

namespace BedrockPS.Completers;

/// <summary>Whose words a guardrail looks at.</summary>
public sealed class GuardrailSourceCompleter : WordCompleter
{
    public GuardrailSourceCompleter()
        : base(("INPUT", "What a user says"), ("OUTPUT", "What a model says"))
    {
    }
}

/// <summary>How much a guardrail tells.</summary>
public sealed class GuardrailOutputScopeCompleter : WordCompleter
{
    public GuardrailOutputScopeCompleter()
        : base(("INTERVENTIONS", "What it acted upon"), ("FULL", "All it looked at"))
    {
    }
}

/// <summary>Content that can be checked without a guardrail.</summary>
public sealed class ContentCheckCompleter : GuardrailCheckCompleter
{
    public ContentCheckCompleter()
        : base(GuardrailChecks.ContentPath)
    {
    }
}

/// <summary>Attacks that can be checked for without a guardrail.</summary>
public sealed class AttackCheckCompleter : GuardrailCheckCompleter
{
    public AttackCheckCompleter()
        : base(GuardrailChecks.AttackPath)
    {
    }
}

/// <summary>Personal data that can be checked for without a guardrail.</summary>
public sealed class PiiCheckCompleter : GuardrailCheckCompleter
{
    public PiiCheckCompleter()
        : base(GuardrailChecks.PiiPath)
    {
    }
}
