using System.Collections.Generic;
using System.Diagnostics;
using BedrockPS.Engine.Vectors;

namespace BedrockPS.Indexes;

/// <summary>Entries that wait for their commit.</summary>
internal sealed class IndexBatch
{
    private readonly List<IndexEntry> _entries = [];
    private readonly Stopwatch _oldest = new();
    private long _bytes;

    public IReadOnlyList<IndexEntry> Entries => _entries;

    public bool IsDue =>
        _entries.Count >= IndexLimits.CommitCount || _bytes >= IndexLimits.CommitBytes || _oldest.Elapsed >= IndexLimits.CommitInterval;

    public void Add(IndexEntry entry)
    {
        if (_entries.Count == 0)
        {
            _oldest.Restart();
        }

        _entries.Add(entry);
        _bytes += entry.Record.Length + (entry.Vector.Length * sizeof(float));
    }

    public void Clear()
    {
        _entries.Clear();
        _oldest.Reset();
        _bytes = 0;
    }
}
