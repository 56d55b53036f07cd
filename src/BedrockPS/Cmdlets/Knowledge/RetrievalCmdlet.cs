using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Knowledge;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>Searches one knowledge base in one go: how many passages, found how, in which order.</summary>
public abstract class RetrievalCmdlet : KnowledgeCmdlet
{
    private static readonly string[] s_searchTypes = ["HYBRID", "SEMANTIC", RetrievalSettings.ManagedSearch];

    /// <summary>Passages to find, best first. Without it as many as the service gives by itself, which are 5.</summary>
    [Parameter]
    [Alias("NumberOfResults")]
    [ValidateRange(1, 100000)]
    public int? Top { get; set; }

    /// <summary>Hybrid to search by meaning and words, Semantic by meaning alone, Managed for a managed knowledge base; without it the service decides.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SearchTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SearchType { get; set; }

    /// <summary>With -RerankModel: passages kept of those found, 1 to 100. Without it all of them.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int? RerankTop { get; set; }

    /// <summary>With -RerankModel: attributes the model looks at beside the text; * for all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? RerankAttribute { get; set; }

    /// <summary>With -RerankModel: attributes the model does not look at, all others being looked at.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? RerankExcludeAttribute { get; set; }

    /// <summary>With -RerankModel: fields of that model's own.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? RerankField { get; set; }

    /// <summary>
    /// Attributes a model may filter by as the question suggests: names with a description, or with @{ Type = 'NUMBER'; Description = '…' };
    /// types are STRING, NUMBER, BOOLEAN and STRING_LIST. Up to 25.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? ImplicitFilter { get; set; }

    /// <summary>With -ImplicitFilter: the model that makes the filter.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ImplicitFilterModel { get; set; }

    /// <param name="api">Where models are looked for.</param>
    /// <param name="isAll">All passages there are.</param>
    private protected RetrievalSettings Settings(ApiClient api, bool isAll = false) => new()
    {
        Top = Top,
        IsAll = isAll,
        SearchType = ReadSearchType(),
        Filter = ReadFilter(),
        Rerank = ReadRerank(api),
        ImplicitFilter = ReadImplicitFilter(api),
    };

    private string? ReadSearchType()
    {
        string? word = SearchType?.Trim().ToUpperInvariant();
        return word is null || global::System.Array.IndexOf(s_searchTypes, word) >= 0 ? word : throw Conflict(
            $"-SearchType is one of Hybrid, Semantic and Managed, not '{SearchType}'.", "Give one of them, or leave the parameter out.");
    }

    private RerankSettings? ReadRerank(ApiClient api)
    {
        if (ResolveRerankModel(api) is not string model)
        {
            return (RerankTop ?? RerankAttribute ?? RerankExcludeAttribute ?? RerankField) is null ? null : throw Conflict(
                "-RerankTop, -RerankAttribute, -RerankExcludeAttribute and -RerankField need -RerankModel.", "Name the model with -RerankModel, such as rerank-v3-5.");
        }

        return RerankAttribute is not null && RerankExcludeAttribute is not null
            ? throw Conflict("-RerankAttribute and -RerankExcludeAttribute exclude each other.", "Give one of them.")
            : new RerankSettings
            {
                Model = model,
                Top = RerankTop,
                Include = RerankAttribute,
                Exclude = RerankExcludeAttribute,
                AdditionalFields = RerankField is null ? null : PlainValue.ToMap(RerankField, "-RerankField"),
            };
    }

    private Dictionary<string, object?>? ReadImplicitFilter(ApiClient api)
    {
        if ((ImplicitFilter is null) != (ImplicitFilterModel is null))
        {
            throw Conflict("-ImplicitFilter and -ImplicitFilterModel go together.", "Say with one what may be filtered by, and with the other which model does it.");
        }

        return ImplicitFilter is null ? null : new()
        {
            ["metadataAttributes"] = ImplicitFilterReader.Read(PlainValue.ToMap(ImplicitFilter, "-ImplicitFilter")),
            ["modelArn"] = Wait(ModelArns.FindCallableAsync(api, ImplicitFilterModel!, StopToken)),
        };
    }

    private protected static BedrockException Conflict(string message, string advice) =>
        new("ParameterInvalid", message) { RecommendedAction = advice, EndsPipeline = true };
}
