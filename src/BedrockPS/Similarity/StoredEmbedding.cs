using System.Collections;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Inference;

namespace BedrockPS.Similarity;

/// <summary>Embeddings that come back from Import-Clixml or a job: they have the properties of one, and no longer its class.</summary>
internal static class StoredEmbedding
{
    /// <summary>The embedding an object is, live or come back; null where it is none.</summary>
    public static Embedding? Of(PSObject? value)
    {
        if (value?.BaseObject is Embedding live)
        {
            return live;
        }

        if (value is null || OwnObject.KindOf(value) != nameof(Embedding) || Read(value, nameof(Embedding.Vector)) is not IList list || VectorReader.TryRead(list) is not float[] vector)
        {
            return null;
        }

        object? source = Read(value, nameof(Embedding.InputObject));
        string model = Read(value, nameof(Embedding.Model)) as string ?? "";
        string type = Read(value, nameof(Embedding.EmbeddingType)) as string ?? "float";
        return new Embedding(vector, model, type, source, Read(value, nameof(Embedding.TokenCount)) as int?);
    }

    private static object? Read(PSObject value, string name) =>
        value.Properties[name] is PSPropertyInfo property ? ContentReader.Plain(ObjectJson.ValueOf(property)) : null;
}
