using System.Collections.Generic;
using BedrockPS.Local.Resources;

namespace BedrockPS.Local.Guardrails;

/// <summary>One version of a guardrail: the draft, or a number.</summary>
internal sealed class GuardrailVersion
{
    public GuardrailVersion(Resource resource, string version, Dictionary<string, object?> config)
    {
        Resource = resource;
        Version = version;
        Config = config;
    }

    public Resource Resource { get; }

    public string Version { get; }

    /// <summary>The members CreateGuardrail or UpdateGuardrail was given.</summary>
    public Dictionary<string, object?> Config { get; }
}
