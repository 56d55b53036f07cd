using System.Collections.Generic;

namespace BedrockPS.Embeddings;

/// <summary>Inputs that share a call, among them those that turned out wrong before it and keep their place.</summary>
internal sealed class EmbeddingBatch
{
    private readonly List<EmbeddingInput> _inputs = [];
    private readonly List<EmbeddingResult?> _places = [];

    /// <summary>What is to be sent.</summary>
    public IReadOnlyList<EmbeddingInput> Inputs => _inputs;

    /// <summary>Inputs and failures.</summary>
    public int Count => _places.Count;

    /// <summary>Characters of all texts.</summary>
    public int Length { get; private set; }

    public void Add(EmbeddingInput input)
    {
        _inputs.Add(input);
        _places.Add(null);
        Length += input.Text?.Length ?? 0;
    }

    public void AddFailure(object? source, BedrockException error) =>
        _places.Add(new EmbeddingResult(new EmbeddingInput(null, null, source), error));

    /// <summary>The failures without the rest.</summary>
    public EmbeddingResult[] Failures()
    {
        List<EmbeddingResult> failures = [];
        foreach (EmbeddingResult? place in _places)
        {
            if (place is EmbeddingResult failure)
            {
                failures.Add(failure);
            }
        }

        return [.. failures];
    }

    /// <summary>A result for each place.</summary>
    /// <param name="sent">One for each of <see cref="Inputs"/>, in their order.</param>
    public EmbeddingResult[] Results(IReadOnlyList<EmbeddingResult> sent)
    {
        EmbeddingResult[] results = new EmbeddingResult[_places.Count];
        int next = 0;
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = _places[i] ?? sent[next++];
        }

        return results;
    }
}
