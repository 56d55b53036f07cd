using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Embeddings;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Knowledge;

/// <summary>Searches a knowledge base as a retrieval configuration says: filter, kind of search, reranking.</summary>
internal sealed class PassageRanking
{
    private const int UsualResults = 5;

    private readonly Dictionary<string, object?> _search;
    private readonly ModelResolver _models;
    private readonly string _region;

    /// <param name="knowledge">Where to search.</param>
    /// <param name="configuration">retrievalConfiguration; null for the usual one.</param>
    /// <param name="models">Knows rerank models.</param>
    /// <param name="region">The request's.</param>
    /// <exception cref="ServiceFault">ValidationException: the configuration does not fit.</exception>
    public PassageRanking(KnowledgeBase knowledge, Dictionary<string, object?>? configuration, ModelResolver models, string region)
    {
        Knowledge = knowledge;
        _models = models;
        _region = region;
        Dictionary<string, object?>? vector = configuration?.Map("vectorSearchConfiguration");
        Dictionary<string, object?>? managed = configuration?.Map("managedSearchConfiguration");
        if (vector is not null && managed is not null)
        {
            throw ServiceFault.Validation("retrievalConfiguration holds one of vectorSearchConfiguration and managedSearchConfiguration.");
        }

        if (configuration is not null && (managed is not null) != (knowledge.Type == "MANAGED"))
        {
            throw ServiceFault.Validation(managed is not null
                ? $"The knowledge base '{knowledge.Id}' is not managed: use vectorSearchConfiguration."
                : $"The knowledge base '{knowledge.Id}' is managed: use managedSearchConfiguration.");
        }

        _search = vector ?? managed ?? [];
        FilterRules.Check(_search.Map("filter"));
        CheckRerankingType(managed);
        if (Reranking is Dictionary<string, object?> reranking)
        {
            string arn = reranking.Map("modelConfiguration")?.Text("modelArn") ?? "";
            if (models.Find(arn, region)?.Model.Family != "rerank")
            {
                throw ServiceFault.Validation($"The model '{arn}' does not rerank.");
            }
        }
    }

    public KnowledgeBase Knowledge { get; }

    /// <summary>Results of one page.</summary>
    public int Count => _search.Number("numberOfResults") ?? UsualResults;

    /// <summary>Results come in an order of the rerank model's, so that there are no further pages.</summary>
    public bool IsReranked => Reranking is not null || _search.Text("rerankingModelType") == "MANAGED";

    private Dictionary<string, object?>? Reranking => _search.Map("rerankingConfiguration")?.Map("bedrockRerankingConfiguration");

    /// <summary>All that fit, best first; reranked those of the first page alone.</summary>
    /// <exception cref="ServiceFault">ValidationException: the knowledge base knows no pictures.</exception>
    public List<KeyValuePair<StoredPassage, double>> Find(RetrievalQuery query)
    {
        if (query.Image is byte[] image)
        {
            return Knowledge.IsMultimodal
                ? Knowledge.SearchLike(image, _search.Map("filter"))
                : throw ServiceFault.Validation($"The embedding model of the knowledge base '{Knowledge.Id}' does not support image queries.");
        }

        List<KeyValuePair<StoredPassage, double>> found = Knowledge.Search(query.Text, Filter(query.Text));
        if (_search.Text("overrideSearchType") == "HYBRID")
        {
            found = found.ConvertAll(result => new KeyValuePair<StoredPassage, double>(
                result.Key, (0.6 * result.Value) + (0.4 * SharedWords(query.Text, result.Key.Text))));
            found = found.OrderByDescending(static result => result.Value).ToList();
        }

        return IsReranked ? Rerank(query.Text, found.Take(Count).Select(static result => result.Key).ToList()) : found;
    }

    private List<KeyValuePair<StoredPassage, double>> Rerank(string query, List<StoredPassage> candidates)
    {
        List<string> texts = candidates.ConvertAll(passage => string.Join("\n", Attributes(passage).Prepend(passage.Text)));
        return RerankModel.Rank(query, texts)
            .Take(Reranking?.Number("numberOfRerankedResults") ?? candidates.Count)
            .Select(result => new KeyValuePair<StoredPassage, double>(candidates[result.Key], result.Value))
            .ToList();
    }

    /// <summary>The attributes the rerank model is to look at.</summary>
    private IEnumerable<string> Attributes(StoredPassage passage)
    {
        if (Reranking?.Map("metadataConfiguration") is not Dictionary<string, object?> metadata)
        {
            return [];
        }

        Dictionary<string, object?> selection = metadata.Map("selectiveModeConfiguration") ?? [];
        HashSet<string> included = [.. selection.Maps("fieldsToInclude").Select(static field => field.Text("fieldName")!)];
        HashSet<string> excluded = [.. selection.Maps("fieldsToExclude").Select(static field => field.Text("fieldName")!)];
        return passage.Metadata
            .Where(attribute => included.Count > 0 ? included.Contains(attribute.Key) : !excluded.Contains(attribute.Key))
            .Select(static attribute => $"{attribute.Key}: {JsonText.Of(attribute.Value)}");
    }

    private void CheckRerankingType(Dictionary<string, object?>? managed)
    {
        if ((managed?.Text("rerankingModelType") == "CUSTOM") != (managed?.Map("rerankingConfiguration") is not null))
        {
            throw ServiceFault.Validation("rerankingModelType CUSTOM and rerankingConfiguration go together.");
        }
    }

    /// <summary>The request's filter, and what a model makes of the question where it is asked to.</summary>
    private Dictionary<string, object?>? Filter(string question)
    {
        Dictionary<string, object?>? given = _search.Map("filter");
        if (_search.Map("implicitFilterConfiguration") is not Dictionary<string, object?> configuration)
        {
            return given;
        }

        if (!_models.ForInference(configuration.Text("modelArn") ?? "", _region).Model.IsText)
        {
            throw ServiceFault.Validation($"The model '{configuration.Text("modelArn")}' cannot make filters.");
        }

        List<object?> conditions = given is null ? [] : [given];
        foreach (Dictionary<string, object?> attribute in configuration.Maps("metadataAttributes"))
        {
            string key = attribute.Text("key")!;
            if (Knowledge.Passages.Select(passage => passage.Metadata.Get(key)).FirstOrDefault(value => value is not null && Mentions(question, value)) is object value)
            {
                conditions.Add(new Dictionary<string, object?> { ["equals"] = new Dictionary<string, object?> { ["key"] = key, ["value"] = value } });
            }
        }

        return conditions.Count == 0 ? null : new() { ["andAll"] = conditions };
    }

    private static bool Mentions(string question, object value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return text.Length > 0 && Regex.IsMatch(question, $@"(?<!\w){Regex.Escape(text)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>Share of the question's longer words that a text has, from 0 to 1.</summary>
    private static double SharedWords(string question, string text)
    {
        HashSet<string> wanted = Words(question);
        return wanted.Count == 0 ? 0 : (double)wanted.Count(Words(text).Contains) / wanted.Count;
    }

    private static HashSet<string> Words(string text) =>
        [.. Regex.Split(text.ToLowerInvariant(), @"\W+").Where(static word => word.Length > 3)];
}
