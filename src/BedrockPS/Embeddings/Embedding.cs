using System.Globalization;
using System.Text;

namespace BedrockPS;

/// <summary>A text's or image's place in a model's vector space.</summary>
public sealed class Embedding
{
    public Embedding(float[] vector, string model, string embeddingType = "float", object? inputObject = null, int? tokenCount = null)
    {
        Vector = vector;
        Model = model;
        EmbeddingType = embeddingType;
        InputObject = inputObject;
        TokenCount = tokenCount;
    }

    /// <summary>
    /// The numbers. For types other than float they are the type's own: 0 and 1 for Titan's binary, -128 to 127 for int8, eight
    /// dimensions to a number for Cohere's binary and ubinary.
    /// </summary>
    public float[] Vector { get; }

    /// <summary>Length of <see cref="Vector"/>.</summary>
    public int Dimension => Vector.Length;

    /// <summary>Model or inference profile that was asked.</summary>
    public string Model { get; }

    /// <summary>The pipeline object this embedding belongs to; the text itself where texts were given.</summary>
    public object? InputObject { get; }

    /// <summary>Tokens of this input; null where the service counts whole batches only.</summary>
    public int? TokenCount { get; }

    /// <summary>
    /// What this input cost by the price table (Get-BRPrice); null where the price is not known or the service counts whole batches only.
    /// </summary>
    public decimal? Cost { get; internal set; }

    /// <summary>Currency of Cost.</summary>
    public string? Currency { get; internal set; }

    /// <summary>float, binary, ubinary, int8 or uint8.</summary>
    public string EmbeddingType { get; }

    /// <summary>It comes from a checkpoint or the cache, or from another input with the same text: nothing was sent and nothing paid for it.</summary>
    public bool FromCache { get; internal set; }

    /// <summary>The first numbers and the dimension: [0.0123, -0.5, 0.25, … 1024].</summary>
    public override string ToString()
    {
        const int Shown = 3;
        StringBuilder text = new("[");
        for (int i = 0; i < Vector.Length && i < Shown; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(Vector[i].ToString("0.####", CultureInfo.InvariantCulture));
        }

        return Vector.Length > Shown
            ? text.Append(", … ").Append(Vector.Length.ToString(CultureInfo.InvariantCulture)).Append(']').ToString()
            : text.Append(']').ToString();
    }
}
