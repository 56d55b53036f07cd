using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Bench;

/// <summary>What one of those who did a job needed for it.</summary>
internal sealed class Side
{
    public Side(string name) => Name = name;

    public string Name { get; }

    /// <summary>Of every round, in order.</summary>
    public List<double> Seconds { get; } = [];

    /// <summary>Bytes allocated for each item, median round; null where nobody counted.</summary>
    public double? BytesPerItem { get; set; }

    /// <summary>Greatest working set, bytes; null where it was not looked at.</summary>
    public long? Peak { get; set; }

    public double Median
    {
        get
        {
            double[] sorted = [.. Seconds.Order()];
            return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1
                ? sorted[sorted.Length / 2]
                : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
