using System.Collections.Generic;

namespace BedrockPS.Similarity;

/// <summary>The best of what came by, equal ones in the order they came. Holds at most twice as many as are wanted.</summary>
internal sealed class Ranking<T>
{
    private readonly int _limit;
    private readonly double _minimum;
    private readonly List<(double Score, long Place, T Item)> _items = [];
    private long _places;
    private double _bar;

    /// <param name="limit">How many are wanted; null: all.</param>
    /// <param name="minimum">Lower scores do not count.</param>
    public Ranking(int? limit, double? minimum)
    {
        _limit = limit ?? int.MaxValue;
        _minimum = minimum ?? double.NegativeInfinity;
        _bar = double.NegativeInfinity;
    }

    public void Add(double score, T item)
    {
        long place = _places++;

        // Written so that NaN stays out.
        if (!(score >= _minimum) || (_items.Count >= _limit && score <= _bar))
        {
            return;
        }

        _items.Add((score, place, item));
        if (_limit <= int.MaxValue / 2 && _items.Count >= _limit * 2)
        {
            Cut();
        }
    }

    /// <summary>Best first.</summary>
    public IEnumerable<(double Score, T Item)> Take()
    {
        Cut();
        foreach ((double score, _, T item) in _items)
        {
            yield return (score, item);
        }
    }

    private void Cut()
    {
        _items.Sort(static (left, right) => left.Score != right.Score ? right.Score.CompareTo(left.Score) : left.Place.CompareTo(right.Place));
        if (_items.Count >= _limit)
        {
            _items.RemoveRange(_limit, _items.Count - _limit);
            _bar = _limit > 0 ? _items[_limit - 1].Score : double.PositiveInfinity;
        }
    }
}
