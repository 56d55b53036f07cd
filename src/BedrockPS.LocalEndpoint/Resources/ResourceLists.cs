using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Resources;

/// <summary>What the lists of the control plane have in common: filters by name, status and time, order, and pages.</summary>
internal static class ResourceLists
{
    /// <param name="call">A list operation.</param>
    /// <param name="resultKey">Output member of the items.</param>
    /// <param name="resources">All there are.</param>
    /// <param name="describe">A resource as an item of the list.</param>
    /// <param name="statusKey">The item's member that statusEquals or modelStatus speaks of.</param>
    public static Answer Of(
        OperationCall call,
        string resultKey,
        IEnumerable<Resource> resources,
        Func<Resource, Dictionary<string, object?>> describe,
        string statusKey = "status")
    {
        string? name = call.Input.Text("nameContains");
        string? status = call.Input.Text("statusEquals") ?? call.Input.Text("modelStatus");
        DateTimeOffset? after = call.Input.Get("creationTimeAfter") as DateTimeOffset?;
        DateTimeOffset? before = call.Input.Get("creationTimeBefore") as DateTimeOffset?;
        IEnumerable<Resource> fitting = resources
            .Where(r => name is null || r.Name.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0)
            .Where(r => (after is null || r.Created > after) && (before is null || r.Created < before));
        if (call.Input.Text("sortOrder") == "Descending")
        {
            fitting = fitting.Reverse();
        }

        return Pages.Of(
            call,
            resultKey,
            fitting.Select(describe).Where(item => status is null || item.Text(statusKey) == status).Cast<object?>().ToList());
    }

    /// <summary>Some members of a description, those that are there.</summary>
    public static Dictionary<string, object?> Pick(Dictionary<string, object?> members, params string[] names)
    {
        Dictionary<string, object?> picked = [];
        foreach (string name in names)
        {
            if (members.TryGetValue(name, out object? value) && value is not null)
            {
                picked[name] = value;
            }
        }

        return picked;
    }
}
