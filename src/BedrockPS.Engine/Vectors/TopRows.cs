using System;

namespace BedrockPS.Engine.Vectors;

/// <summary>The best rows so far: a heap with the worst of them at its root. What it ends with does not depend on the order of Add.</summary>
internal sealed class TopRows
{
    private readonly int _limit;
    private readonly float _minimum;
    private RowScore[] _heap;
    private int _count;

    /// <param name="limit">How many are kept.</param>
    /// <param name="minimum">Scores below it do not count.</param>
    public TopRows(int limit, float minimum)
    {
        _limit = limit;
        _minimum = minimum;
        _heap = new RowScore[Math.Min(limit, 64)];
        Bar = limit == 0 ? float.PositiveInfinity : minimum;
    }

    /// <summary>Scores below it need not be added.</summary>
    public float Bar { get; private set; }

    public void Add(RowScore score)
    {
        // Written so that NaN, which no comparison holds for, stays out.
        if (!(score.Score >= _minimum))
        {
            return;
        }

        if (_count < _limit)
        {
            if (_count == _heap.Length)
            {
                Array.Resize(ref _heap, (int)Math.Min((long)_heap.Length * 2, _limit));
            }

            Rise(score);
            Bar = _count == _limit ? _heap[0].Score : _minimum;
        }
        else if (_limit > 0 && score.IsBefore(_heap[0]))
        {
            Sink(score);
            Bar = _heap[0].Score;
        }
    }

    public void Add(TopRows others)
    {
        for (int i = 0; i < others._count; i++)
        {
            Add(others._heap[i]);
        }
    }

    /// <summary>The rows, best first.</summary>
    public RowScore[] ToArray()
    {
        RowScore[] sorted = _heap.AsSpan(0, _count).ToArray();
        Array.Sort(sorted, static (left, right) => left.IsBefore(right) ? -1 : right.IsBefore(left) ? 1 : 0);
        return sorted;
    }

    private void Rise(RowScore score)
    {
        int place = _count++;
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!_heap[parent].IsBefore(score))
            {
                break;
            }

            _heap[place] = _heap[parent];
            place = parent;
        }

        _heap[place] = score;
    }

    private void Sink(RowScore score)
    {
        int place = 0;
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && _heap[child].IsBefore(_heap[child + 1]))
            {
                child++;
            }

            if (!score.IsBefore(_heap[child]))
            {
                break;
            }

            _heap[place] = _heap[child];
            place = child;
        }

        _heap[place] = score;
    }
}
