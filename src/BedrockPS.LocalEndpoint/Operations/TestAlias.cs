using System.Collections.Generic;
using BedrockPS.Local.Resources;

namespace BedrockPS.Local.Operations;

/// <summary>The alias AWS gives every agent for its draft.</summary>
internal static class TestAlias
{
    public const string Id = "TSTALIASID";
    public const string Name = "AgentTestAlias";

    public static Dictionary<string, object?> Members() => new()
    {
        ["newId"] = Id,
        ["description"] = "Test Alias for Agent",
        ["routingConfiguration"] = RouteTo(ResourceVersion.Draft),
    };

    /// <summary>Leads an alias to a version.</summary>
    public static List<object?> RouteTo(string version) => [new Dictionary<string, object?> { ["agentVersion"] = version }];
}
