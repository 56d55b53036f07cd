using System.Collections.Generic;

namespace BedrockPS.Local.Caching;

/// <summary>What of a request came from the prompt cache, and what was put into it. In tokens.</summary>
internal sealed class CacheUse
{
    public static readonly CacheUse None = new(0, []);

    public CacheUse(int read, IReadOnlyList<KeyValuePair<string, int>> writes)
    {
        Read = read;
        Writes = writes;
        foreach (KeyValuePair<string, int> write in writes)
        {
            Written += write.Value;
        }
    }

    public int Read { get; }

    public int Written { get; }

    /// <summary>Tokens written by time to live, such as 5m.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Writes { get; }
}
