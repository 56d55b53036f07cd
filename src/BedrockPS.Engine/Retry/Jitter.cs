using System;

namespace BedrockPS.Engine.Retry;

/// <summary>Random numbers for waits, from any thread.</summary>
public static class Jitter
{
#if NET
    public static double Draw() => Random.Shared.NextDouble();
#else
    private static readonly Random s_random = new();

    public static double Draw()
    {
        lock (s_random)
        {
            return s_random.NextDouble();
        }
    }
#endif
}
