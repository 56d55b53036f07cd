using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Catalogue;

/// <summary>Facts of one foundation model.</summary>
internal sealed class CatalogueModel
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string Provider { get; set; } = "";

    /// <summary>Which simulator answers for it; several models share one.</summary>
    public string Family { get; set; } = "";

    public IReadOnlyList<string> Input { get; set; } = [];

    public IReadOnlyList<string> Output { get; set; } = [];

    public bool Streams { get; set; }

    /// <summary>ON_DEMAND, INFERENCE_PROFILE, PROVISIONED.</summary>
    public IReadOnlyList<string> Inference { get; set; } = [];

    /// <summary>Geographies with a system inference profile: us, eu, apac, global and so on.</summary>
    public IReadOnlyList<string> Profiles { get; set; } = [];

    public IReadOnlyList<string> Customizations { get; set; } = [];

    /// <summary>ACTIVE or LEGACY.</summary>
    public string Lifecycle { get; set; } = "ACTIVE";

    /// <summary>Tokens of request and answer together; 0: not said.</summary>
    public int Context { get; set; }

    /// <summary>Tokens an answer may have; 0: not said.</summary>
    public int MaxOutput { get; set; }

    /// <summary>Parts of Converse this model refuses: system, tools, documents.</summary>
    public IReadOnlyList<string> Lacks { get; set; } = [];

    /// <summary>
    /// What only some models can: schema (answers that fit one), thinking and adaptive (Claude's), reasoning (the others'), effort, tokens
    /// (counting them),
    /// citations, cache1h, latency (optimised), tiers, pdf and docx (documents over the usual size), images (many
    /// and large ones). Chosen to be plausible; AWS's own list changes.
    /// </summary>
    public IReadOnlyList<string> Features { get; set; } = [];

    /// <summary>Tokens a prefix must have to be cached; 0: the model caches nothing.</summary>
    public int CacheMin { get; set; }

    /// <summary>The account has to agree to the model's terms before it can call it.</summary>
    public bool NeedsAgreement { get; set; }

    public bool IsOnDemand => Has(Inference, "ON_DEMAND");

    public bool IsText => Has(Output, "TEXT") && Family is not ("rerank" or "nova-sonic");

    public bool IsEmbedding => Has(Output, "EMBEDDING");

    public bool Can(string feature) => Has(Features, feature);

    public static bool Has(IReadOnlyList<string> values, string value)
    {
        foreach (string item in values)
        {
            if (string.Equals(item, value, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => Id;
}
