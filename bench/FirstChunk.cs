using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace BedrockPS.Bench;

/// <summary>Time from the command to the first piece of an answer; called from the measured pipeline itself.</summary>
public static class FirstChunk
{
    /// <summary>A short answer.</summary>
    public const string Model = "m.stream-20";

    /// <summary>How many answers make one round.</summary>
    public const int Answers = 200;

    private static readonly List<double> s_seconds = [];
    private static readonly Stopwatch s_watch = new();
    private static bool s_waits;

    public static void Begin()
    {
        s_waits = true;
        s_watch.Restart();
    }

    public static void Arrived()
    {
        if (s_waits)
        {
            s_waits = false;
            s_seconds.Add(s_watch.Elapsed.TotalSeconds);
        }
    }

    /// <summary>Of all since the last asking.</summary>
    public static double Take()
    {
        double median = Median(s_seconds);
        s_seconds.Clear();
        return median;
    }

    public static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);
}
