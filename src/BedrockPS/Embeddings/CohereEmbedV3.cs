using System;
using System.Collections.Generic;

namespace BedrockPS.Embeddings;

/// <summary>Cohere Embed 3, English and multilingual.</summary>
internal sealed class CohereEmbedV3 : CohereEmbed
{
    public override string Name => "Cohere Embed 3";

    protected override IReadOnlyList<int> Dimensions => [1024];

    public override bool Matches(string modelId) =>
        modelId.StartsWith("cohere.embed-", StringComparison.Ordinal) && modelId.IndexOf("-v3", StringComparison.Ordinal) > 0;

    protected override string DefaultInputType(bool isImage) => isImage ? "image" : "search_document";
}
