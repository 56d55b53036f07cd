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

    /// <summary>Objects compared with the groups at a time: each vector comes from memory once for all of them.</summary>
    private const int BlockCount = 64;

    /// <summary>The longest array there can be.</summary>
    private const long MaxFloats = 0x7FFFFFC7;

    private readonly float _threshold;
    private readonly bool _keepsMembers;
    private readonly List<Members> _groups = [];
    private readonly List<(PSObject Item, string? Text)> _pending = [];
    private Embedding? _first;
    private float[] _vectors = [];
    private float[] _block = [];

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
        _block = _block.Length == 0 ? new float[BlockCount * dimension] : _block;
        VectorMath.Normalize(embedding.Vector, _block.AsSpan(_pending.Count * dimension, dimension));
        _pending.Add((item, text));
        if (_pending.Count == BlockCount)
        {
            Settle(cancellationToken);
        }
    }

    /// <summary>The largest first, groups of one size in the order they began.</summary>
    /// <param name="minimumCount">Smaller ones are left out.</param>
    /// <param name="cancellationToken">Ends the work on what came last.</param>
    public IEnumerable<SimilarGroup> Take(int minimumCount, CancellationToken cancellationToken)
    {
        Settle(cancellationToken);
        return _groups
            .Where(group => group.Count >= minimumCount)
            .OrderByDescending(static group => group.Count)
            .Select(static group => group.ToGroup());
    }

    /// <summary>Puts what waits into groups: those there were, or one that something before it in the block has begun.</summary>
    private void Settle(CancellationToken cancellationToken)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        int dimension = _first!.Dimension;
        int known = _groups.Count;
        RowScore[] nearest = VectorNearest.Find(
            _vectors.AsMemory(0, known * dimension), dimension, _block.AsMemory(0, _pending.Count * dimension), cancellationToken);
        for (int i = 0; i < _pending.Count; i++)
        {
            ReadOnlyMemory<float> vector = _block.AsMemory(i * dimension, dimension);
            RowScore begun = VectorNearest.Find(
                _vectors.AsMemory(known * dimension, (_groups.Count - known) * dimension), dimension, vector, cancellationToken)[0];
            RowScore best = begun.Score > nearest[i].Score ? new RowScore(known + begun.Row, begun.Score) : nearest[i];
            if (best.Row >= 0 && best.Score >= _threshold)
            {
                // Rounding may lead out of the range.
                _groups[best.Row].Add(_pending[i].Item, Math.Min(1, best.Score), _keepsMembers);
            }
            else
            {
                Begin(_pending[i].Item, _pending[i].Text, vector.Span);
            }
        }

        _pending.Clear();
    }

    private void Begin(PSObject item, string? text, ReadOnlySpan<float> vector)
    {
        int start = _groups.Count * vector.Length;
        if (_vectors.Length < start + vector.Length)
        {
            Array.Resize(ref _vectors, (int)Math.Min(Math.Max(start + vector.Length, _vectors.LongLength * 2), MaxFloats));
        }

        vector.CopyTo(_vectors.AsSpan(start));
        Members group = new(NameOf(item, text), item);
        group.Add(item, 1, _keepsMembers);
        _groups.Add(group);
    }

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
