using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using BedrockPS.Engine.Vectors;

namespace BedrockPS.Similarity;

/// <summary>
/// Puts each object into the group whose first object it is most like, or makes it the first of a new one. One pass, and one vector a
/// group in memory; nothing is alike by way of a third, so every member is as near to the representative as was asked for.
/// </summary>
internal sealed class SimilarGroups
{
    private const int MaxNameLength = 200;

    private readonly float _threshold;
    private readonly bool _keepsMembers;
    private readonly List<Members> _groups = [];
    private Embedding? _first;
    private float[] _vectors = [];

    /// <param name="threshold">Lowest similarity to the representative.</param>
    /// <param name="keepsMembers">False: they are counted alone.</param>
    public SimilarGroups(double threshold, bool keepsMembers)
    {
        _threshold = (float)threshold;
        _keepsMembers = keepsMembers;
    }

    /// <exception cref="BedrockException">EmbeddingMismatch.</exception>
    public void Add(PSObject item, string? text, Embedding embedding, CancellationToken cancellationToken)
    {
        _first ??= embedding;
        VectorPair.Check(_first, embedding);
        int dimension = embedding.Dimension;
        float[] vector = new float[dimension];
        VectorMath.Normalize(embedding.Vector, vector);
        ReadOnlyMemory<float> rows = _vectors.AsMemory(0, _groups.Count * dimension);
        if (VectorScan.Top(rows, dimension, vector, 1, _threshold, cancellationToken) is [RowScore nearest])
        {
            // Rounding may lead out of the range.
            _groups[nearest.Row].Add(item, Math.Min(1, nearest.Score), _keepsMembers);
            return;
        }

        int start = _groups.Count * dimension;
        if (_vectors.Length < start + dimension)
        {
            Array.Resize(ref _vectors, Math.Max(start + dimension, _vectors.Length * 2));
        }

        vector.CopyTo(_vectors, start);
        Members group = new(NameOf(item, text), item);
        group.Add(item, 1, _keepsMembers);
        _groups.Add(group);
    }

    /// <summary>The largest first, groups of one size in the order they began.</summary>
    /// <param name="minimumCount">Smaller ones are left out.</param>
    public IEnumerable<SimilarGroup> Take(int minimumCount) => _groups
        .Where(group => group.Count >= minimumCount)
        .OrderByDescending(static group => group.Count)
        .Select(static group => group.ToGroup());

    private static string NameOf(PSObject item, string? text)
    {
        string name = text ?? (item.BaseObject is Embedding { InputObject: object source } ? source : item).ToString() ?? "";
        string line = string.Join(" ", name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > MaxNameLength ? line.Substring(0, MaxNameLength - 1) + "…" : line;
    }

    private sealed class Members
    {
        private readonly string _name;
        private readonly PSObject _representative;
        private readonly List<(PSObject Item, double Similarity)> _items = [];
        private double _similarity = 1;

        public Members(string name, PSObject representative) => (_name, _representative) = (name, representative);

        public int Count { get; private set; }

        public void Add(PSObject item, double similarity, bool keeps)
        {
            Count++;
            _similarity = Math.Min(_similarity, similarity);
            if (keeps)
            {
                _items.Add((item, similarity));
            }
        }

        public SimilarGroup ToGroup() => new(
            _name, Count, VectorPair.Round(_similarity), _representative, [.. _items.Select(static entry => ScoredObject.Of(entry.Item, "Similarity", VectorPair.Round(entry.Similarity)))]);
    }
}
