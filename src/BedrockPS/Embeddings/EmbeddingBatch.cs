using System.Collections.Generic;

namespace BedrockPS.Embeddings;

/// <summary>Inputs that share a call, among them those that turned out wrong, or have their embedding already, and keep their place.</summary>
internal sealed class EmbeddingBatch
{
    private readonly List<EmbeddingInput> _inputs = [];
    private readonly List<EmbeddingResult?> _places = [];

    /// <summary>What is to be sent.</summary>
    public IReadOnlyList<EmbeddingInput> Inputs => _inputs;

    /// <summary>Inputs, and what is settled without a call.</summary>
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
        AddSettled(new EmbeddingResult(new EmbeddingInput(null, null, source), error));

    public void AddSettled(EmbeddingResult result) => _places.Add(result);

    /// <summary>What needs no call, without the rest.</summary>
    public EmbeddingResult[] Settled()
    {
        List<EmbeddingResult> settled = [];
        foreach (EmbeddingResult? place in _places)
        {
            if (place is EmbeddingResult result)
            {
                settled.Add(result);
            }
        }

        return [.. settled];
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
