using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Knowledge;

/// <summary>
/// A filter over the attributes of passages: what the service looks at, and what is left for us to look at because the service has no
/// such condition.
/// </summary>
internal sealed class KnowledgeFilter
{
    private readonly FilterNode? _rest;

    private KnowledgeFilter(Dictionary<string, object?>? service, FilterNode? rest)
    {
        Service = service;
        _rest = rest;
    }

    /// <summary>The service's own description of a filter.</summary>
    public static ShapeDescription Shape => ServiceDescription.Get(KnowledgeApi.Service).GetOperation("Retrieve").Input!
        .FindMember("retrievalConfiguration")!.Shape.FindMember("vectorSearchConfiguration")!.Shape.FindMember("filter")!.Shape;

    /// <summary>For the request; null where the service can look at nothing of it.</summary>
    public Dictionary<string, object?>? Service { get; }

    /// <summary>Something is left for us to look at.</summary>
    public bool IsPartial => _rest is not null;

    /// <param name="filter">Hashtable as plain values, or text.</param>
    /// <exception cref="BedrockException">FilterInvalid.</exception>
    public static KnowledgeFilter Read(object? filter)
    {
        FilterNode node = filter switch
        {
            string text when !string.IsNullOrWhiteSpace(text) => FilterParser.Parse(text),
            Dictionary<string, object?> map => FilterMap.Read(map),
            null or string => throw FilterFailure.Of("-Filter", "it is empty"),
            _ => throw FilterFailure.Of("-Filter", "it is neither a hashtable nor a text"),
        };
        return Split(node);
    }

    /// <summary>Whether what the service could not look at fits.</summary>
    public bool Fits(IReadOnlyDictionary<string, object?> attributes) => _rest?.Fits(attributes) != false;

    /// <exception cref="BedrockException">FilterInvalid: the service alone cannot do it.</exception>
    public Dictionary<string, object?> Whole() => _rest is null
        ? Service!
        : throw new BedrockException(
            "FilterInvalid",
            "-Filter has a condition the service has no operator for: the opposite of -like or -contains, or a pattern other than 'text*' and '*text*'.")
        {
            RecommendedAction = "Search with Search-BRKnowledgeBase, which looks at such conditions itself, and give the passages to a model; or write the condition another way.",
        };

    /// <summary>Of conditions that must all hold, those the service knows are its own.</summary>
    private static KnowledgeFilter Split(FilterNode node)
    {
        IReadOnlyList<FilterNode> parts = node is FilterGroup { IsAll: true } group ? group.Parts : [node];
        FilterNode[] known = parts.Where(static part => part.ToService() is not null).ToArray();
        FilterNode[] rest = parts.Where(static part => part.ToService() is null).ToArray();
        return new KnowledgeFilter(
            known.Length == 0 ? null : FilterGroup.Of(isAll: true, known).ToService(),
            rest.Length == 0 ? null : FilterGroup.Of(isAll: true, rest));
    }
}
