using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>An embedding model family: its limits, its request body and its answer.</summary>
internal abstract class EmbeddingFamily
{
    /// <summary>Name users meet in errors.</summary>
    public abstract string Name { get; }

    /// <summary>Inputs that fit one call.</summary>
    public virtual int BatchSize => 1;

    /// <summary>Vector lengths the model makes; the only one where it makes just one.</summary>
    protected abstract IReadOnlyList<int> Dimensions { get; }

    protected virtual IReadOnlyList<string> EmbeddingTypes => ["float"];

    /// <summary>Purposes a caller may name; none where the model knows no difference.</summary>
    protected virtual IReadOnlyList<string> InputTypes => [];

    protected virtual bool TakesImages => false;

    protected virtual bool TakesTextWithImage => false;

    /// <summary>The model itself can be told whether to normalize.</summary>
    public virtual bool Normalizes => false;

    /// <summary>Whether the model is told what an embedding is for in this word.</summary>
    public bool KnowsInputType(string inputType) => InputTypes.Contains(inputType);

    /// <summary>Whether the body has a place for -Dimension.</summary>
    protected bool ChoosesDimension => Dimensions.Count > 1;

    /// <param name="modelId">Model id without inference-profile prefix.</param>
    public abstract bool Matches(string modelId);

    /// <summary>Checks the options and brings them into the model's spelling.</summary>
    /// <exception cref="BedrockException">ParameterInvalid: the option, and what the model takes.</exception>
    public EmbeddingOptions Check(EmbeddingOptions options)
    {
        if (options.Dimension is int dimension && !Dimensions.Contains(dimension))
        {
            throw Invalid(
                $"{Name} makes no vectors of dimension {dimension}. Valid: {string.Join(", ", Dimensions)}.",
                "Choose one of these for -Dimension, or leave it out.");
        }

        string? type = Choose(options.EmbeddingType, EmbeddingTypes, "EmbeddingType");
        if (options.Normalize == true && !Normalizes && type is not (null or "float"))
        {
            throw Invalid($"Vectors of type {type} cannot be normalized.", "Leave out -Normalize, or ask for floats.");
        }

        if (options.InputType is not null && InputTypes.Count == 0)
        {
            throw Invalid($"{Name} knows no input types.", "Leave out -InputType.");
        }

        return new EmbeddingOptions
        {
            Dimension = ChoosesDimension ? options.Dimension : null,
            EmbeddingType = type,
            InputType = Choose(options.InputType, InputTypes, "InputType"),
            Normalize = options.Normalize,
        };
    }

    /// <exception cref="BedrockException">EmptyInput or ParameterInvalid, for this input alone.</exception>
    public void Check(EmbeddingInput input)
    {
        if (input.Image is null && string.IsNullOrWhiteSpace(input.Text))
        {
            throw new BedrockException("EmptyInput", "There is nothing to embed: the text is empty.");
        }

        if (input.Image is not null && !TakesImages)
        {
            throw Invalid($"{Name} embeds texts only.", "Leave out the image, or choose a multimodal embedding model.");
        }

        if (input.Image is not null && input.Text is not null && !TakesTextWithImage)
        {
            throw Invalid($"{Name} embeds either a text or an image, not both in one.", "Embed them apart.");
        }
    }

    /// <summary>Writes the body for inputs that have been checked, at most <see cref="BatchSize"/> of them.</summary>
    public abstract void WriteBody(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> inputs, EmbeddingOptions options);

    /// <exception cref="JsonException">The answer cannot be read.</exception>
    public abstract EmbeddingAnswer Read(ReadOnlySpan<byte> body, EmbeddingOptions options);

    /// <summary>Whether this input may share a call with others.</summary>
    public virtual bool CanBatch(EmbeddingInput input) => BatchSize > 1 && input.Image is null;

    protected static BedrockException Invalid(string message, string action) =>
        new("ParameterInvalid", message) { RecommendedAction = action };

    private string? Choose(string? value, IReadOnlyList<string> valid, string parameter)
    {
        if (value is null)
        {
            return null;
        }

        foreach (string candidate in valid)
        {
            if (candidate.Equals(value, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        throw Invalid(
            $"'{value}' is no {parameter} of {Name}. Valid: {string.Join(", ", valid)}.",
            $"Choose one of these for -{parameter}, or leave it out.");
    }
}
