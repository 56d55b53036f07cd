using System;
using System.Collections.Generic;

namespace BedrockPS.Knowledge;

/// <summary>How a knowledge base is searched, for passages or for an answer.</summary>
internal sealed class RetrievalSettings
{
    /// <summary>The search of a managed knowledge base, which decides by itself.</summary>
    public const string ManagedSearch = "MANAGED";

    /// <summary>The most the service gives at a time.</summary>
    public const int MaxPage = 100;

    private const int UsualTop = 5;

    /// <summary>Passages that are wanted; null: as many as the service gives by itself.</summary>
    public int? Top { get; init; }

    /// <summary>All there are.</summary>
    public bool IsAll { get; init; }

    /// <summary>HYBRID, SEMANTIC or <see cref="ManagedSearch"/>; null leaves it to the service.</summary>
    public string? SearchType { get; init; }

    public KnowledgeFilter? Filter { get; init; }

    public RerankSettings? Rerank { get; init; }

    /// <summary>implicitFilterConfiguration, as the service takes it.</summary>
    public Dictionary<string, object?>? ImplicitFilter { get; init; }

    /// <summary>How many passages to give; null: those of the first page.</summary>
    public int? Wanted => IsAll ? int.MaxValue : Top ?? (Filter?.IsPartial == true ? UsualTop : null);

    /// <summary>Further pages may be asked for. Each is reranked by itself, so that more than one would be out of order.</summary>
    public bool IsPaged => Wanted is not null && Rerank is not { IsCustom: true };

    /// <summary>The member retrievalConfiguration; null where nothing was said.</summary>
    /// <param name="filter">The filter, or the part of it the service is to look at.</param>
    public Dictionary<string, object?>? Members(Dictionary<string, object?>? filter)
    {
        Dictionary<string, object?> search = [];
        if (IsAll || Wanted is not null)
        {
            search["numberOfResults"] = Math.Min(Wanted ?? MaxPage, MaxPage);
        }

        if (filter is not null)
        {
            search["filter"] = filter;
        }

        bool isManaged = SearchType == ManagedSearch;
        if (Rerank is not null)
        {
            AddReranking(search, isManaged);
        }

        if (isManaged)
        {
            return new() { ["managedSearchConfiguration"] = search };
        }

        if (SearchType is not null)
        {
            search["overrideSearchType"] = SearchType;
        }

        if (ImplicitFilter is not null)
        {
            search["implicitFilterConfiguration"] = ImplicitFilter;
        }

        return search.Count == 0 ? null : new() { ["vectorSearchConfiguration"] = search };
    }

    private void AddReranking(Dictionary<string, object?> search, bool isManaged)
    {
        if (Rerank!.IsCustom)
        {
            search["rerankingConfiguration"] = Rerank.Members();
        }
        else if (!isManaged)
        {
            throw new BedrockException("ParameterInvalid", $"-RerankModel {Rerank.Model} is for managed knowledge bases.")
            {
                RecommendedAction = "Name a rerank model, or give -SearchType Managed where the knowledge base is a managed one.",
            };
        }

        if (isManaged)
        {
            search["rerankingModelType"] = Rerank.IsCustom ? "CUSTOM" : Rerank.Model;
        }
    }
}
