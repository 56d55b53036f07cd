using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Local.Embeddings;

/// <summary>The embedding and rerank families, by the catalogue's name for them.</summary>
internal static class EmbeddingModels
{
    private static readonly Dictionary<string, EmbeddingModel> s_byName = new EmbeddingModel[]
    {
        new TitanEmbedding(),
        new TitanEmbeddingV2(),
        new TitanEmbeddingImage(),
        new NovaEmbedding(),
        new CohereEmbedding(isV4: false),
        new CohereEmbedding(isV4: true),
        new MarengoEmbedding(isNested: false),
        new MarengoEmbedding(isNested: true),
        new RerankModel(),
    }.ToDictionary(static model => model.Name, StringComparer.Ordinal);

    public static EmbeddingModel? Find(string name) => s_byName.TryGetValue(name, out EmbeddingModel? model) ? model : null;
}
