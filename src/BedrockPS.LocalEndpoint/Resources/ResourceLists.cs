using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Resources;

/// <summary>
/// What the lists of the control plane have in common, read from the names of their input members: filters such as statusEquals,
/// nameContains and creationTimeAfter, the order, and pages.
/// </summary>
internal static class ResourceLists
{
    private static readonly HashSet<string> s_noFilters = new(StringComparer.Ordinal) { "sortBy", "sortOrder", "isOwned" };

    /// <param name="call">A list operation.</param>
    /// <param name="all">The facts of all there are, oldest first.</param>
    public static Answer Of(OperationCall call, IEnumerable<Dictionary<string, object?>> all)
    {
        List<(string Member, object Wanted)> filters = FiltersOf(call);
        IEnumerable<Dictionary<string, object?>> fitting = all
            .Where(facts => filters.TrueForAll(filter => Fits(facts, filter.Member, filter.Wanted)));
        if ((call.Input.Text("sortOrder") ?? call.Input.Map("sortBy")?.Text("order")) is "Descending" or "DESCENDING")
        {
            fitting = fitting.Reverse();
        }

        MemberDescription list = call.Operation.Output!.Members.First(static member => member.Shape.Kind == ShapeKind.List);
        return Pages.Of(call, list.Name, fitting.Select(facts => (object?)ShapeFiller.Fill(list.Shape.Element, facts)).ToList());
    }

    private static List<(string Member, object Wanted)> FiltersOf(OperationCall call)
    {
        List<(string, object)> filters = [];
        foreach (MemberDescription member in call.Operation.Input!.Members)
        {
            bool isFilter = member.Location == MemberLocation.Query && !s_noFilters.Contains(member.Name)
                && member.Name != call.Operation.Paging?.InputToken && member.Name != call.Operation.Paging?.LimitKey;
            if (isFilter && call.Input.Get(member.Name) is object wanted)
            {
                filters.Add((member.Name, wanted));
            }
        }

        foreach (Dictionary<string, object?> filter in call.Input.Maps("filters"))
        {
            filters.Add((filter.Text("attribute")!.ToLowerInvariant(), filter.List("values")));
        }

        return filters;
    }

    private static bool Fits(Dictionary<string, object?> facts, string filter, object wanted) => wanted switch
    {
        List<object?> any => any.Contains(facts.Get(filter)),
        DateTimeOffset time => filter.EndsWith("After", StringComparison.Ordinal)
            ? (DateTimeOffset)facts["createdAt"]! > time
            : (DateTimeOffset)facts["createdAt"]! < time,
        string text when filter.EndsWith("Contains", StringComparison.Ordinal) =>
            Without(filter, "Contains") is string member && facts.Text(member)?.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0,
        string text => facts.Text(Without(filter, "Equals")) == text,
        _ => true,
    };

    private static string Without(string name, string end) =>
        name.EndsWith(end, StringComparison.Ordinal) ? name.Substring(0, name.Length - end.Length) : name;
}
