using System.Globalization;
using BedrockPS.Engine.Vectors;
using BedrockPS.Inference.Families;
using BedrockPS.Similarity;

namespace BedrockPS.Indexes;

/// <summary>The model and the dimension of an index: what is put into it or searched for has to come from the same.</summary>
internal sealed class IndexSpace
{
    public IndexSpace(string path, string model, int dimension)
    {
        Path = path;
        Model = model;
        Dimension = dimension;
    }

    public string Path { get; }

    /// <summary>Empty where the vectors came without one.</summary>
    public string Model { get; }

    /// <summary>0 while it is open.</summary>
    public int Dimension { get; private set; }

    /// <exception cref="BedrockException">IndexMismatch.</exception>
    public void CheckModel(string model)
    {
        if (Model.Length > 0 && model.Length > 0 && model != Model
            && (FoundationModelId.Of(model) is not string given || FoundationModelId.Of(Model) is not string made || given != made))
        {
            throw IndexErrors.Mismatch(Path, Model, model);
        }
    }

    /// <exception cref="BedrockException">IndexMismatch.</exception>
    public void CheckDimension(int dimension)
    {
        if (Dimension != 0 && dimension != Dimension)
        {
            throw IndexErrors.Mismatch(Path, $"vectors of {Text(Dimension)} dimensions", $"of {Text(dimension)}");
        }
    }

    /// <summary>The embedding's vector with length 1; the first settles the dimension where it is open.</summary>
    /// <exception cref="BedrockException">IndexMismatch, EmbeddingUnsupported.</exception>
    public float[] Take(Embedding embedding)
    {
        CheckModel(embedding.Model);
        if (embedding.EmbeddingType != "float")
        {
            throw new BedrockException("EmbeddingUnsupported", $"An index holds float vectors, not those of type {embedding.EmbeddingType}.")
            {
                RecommendedAction = "Leave out -EmbeddingType where the embeddings are made.",
            };
        }

        VectorPair.Check(embedding);
        CheckDimension(embedding.Dimension);
        if (embedding.Dimension > IndexLimits.MaxDimension)
        {
            throw new BedrockException("EmbeddingUnsupported", $"An index holds vectors of up to {Text(IndexLimits.MaxDimension)} dimensions.");
        }

        Dimension = embedding.Dimension;
        float[] vector = new float[embedding.Dimension];
        VectorMath.Normalize(embedding.Vector, vector);
        return vector;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
