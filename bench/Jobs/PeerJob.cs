using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Bench.Jobs;

/// <summary>Work that every side does in a process of its own, in turns.</summary>
internal sealed class PeerJob : IJob
{
    public const int Deltas = 200_000;

    private readonly string _title;
    private readonly string _mode;
    private readonly int _items;
    private readonly Func<double, string> _figure;

    /// <summary>One that is told as items a second.</summary>
    public PeerJob(string name, string title, string mode, int items, string unit)
        : this(name, title, mode, items, seconds => $"{items / seconds:N0} {unit}")
    {
    }

    public PeerJob(string name, string title, string mode, int items, Func<double, string> figure)
    {
        Name = name;
        _title = title;
        _mode = mode;
        _items = items;
        _figure = figure;
    }

    public string Name { get; }

    public int Rounds { get; init; } = 5;

    /// <summary>What it would take if nothing but the waits took time; null: nothing to compare with.</summary>
    public double? IdealSeconds { get; init; }

    public void Run(Bench bench, Report report)
    {
        List<(Side Side, Worker Worker)> sides = [(new Side("BedrockPS"), bench.Ours(_mode))];
        sides.AddRange(bench.For(_mode).Select(peer => (new Side(peer.Name), peer.Start(_mode, bench.Url))));
        List<long> bytes = [];

        // The first round of a process is its compiler's.
        foreach ((_, Worker worker) in sides)
        {
            worker.Run();
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach ((Side side, Worker worker) in sides)
            {
                side.Seconds.Add(worker.Run());
                if (worker.Bytes > 0)
                {
                    side.BytesPerItem = Math.Min(side.BytesPerItem ?? double.MaxValue, (double)worker.Bytes / _items);
                }
            }
        }

        foreach ((Side side, Worker worker) in sides)
        {
            side.Peak = worker.Peak;
            worker.Dispose();
        }

        report.Add(Name, _title, _items, Figure, [.. sides.Select(static pair => pair.Side)]);
    }

    private string Figure(double seconds) =>
        IdealSeconds is double ideal ? $"{_figure(seconds)} ({seconds / ideal:0.00} of ideal)" : _figure(seconds);
}
