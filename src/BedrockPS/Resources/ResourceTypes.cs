using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Resources;

/// <summary>Everything an account can own, an area a file.</summary>
internal static partial class ResourceTypes
{
    private static IReadOnlyList<ResourceType>? s_all;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ResourceType> All => s_all ??=
        [.. Account(), .. KnowledgeBases(), .. Agents(), .. AutomatedReasoning(), .. Flows(), .. Guardrails(), .. Jobs(), .. Models(), .. Sessions(), .. Throughput()];

    /// <summary>The type whose objects carry a member of that name as their id, such as agentId; null when there is none.</summary>
    public static ResourceType? WithId(string member) =>
        All.FirstOrDefault(type => type.Id.Length > 0 && string.Equals(type.Id[0], member, StringComparison.OrdinalIgnoreCase));

    /// <summary>The type of that name; null when there is none.</summary>
    public static ResourceType? Named(string name) => All.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase));
}
