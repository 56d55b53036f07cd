using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Caching;

/// <summary>
/// Remembers which prefixes of requests have been seen lately. A prefix is found again from the same caller, region and model, as
/// long as its time to live has not passed since it was last used.
/// </summary>
internal sealed class PromptCache
{
    /// <summary>Blocks before a cache point that are looked at for a shorter prefix that is there.</summary>
    private const int LookBack = 20;

    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);
    private readonly Func<DateTimeOffset> _now;

    public PromptCache(Func<DateTimeOffset> now) => _now = now;

    /// <summary>Looks a request up, and keeps it for the next.</summary>
    /// <param name="prefix">The request's blocks and cache points.</param>
    /// <param name="scope">Whose it is: caller, region, model.</param>
    /// <param name="least">Tokens a prefix must have.</param>
    /// <param name="total">Tokens of the whole request.</param>
    public CacheUse Use(PromptPrefix prefix, string scope, int least, int total)
    {
        lock (_until)
        {
            DateTimeOffset now = _now();
            int hit = Hit(prefix, scope, now);
            int read = Math.Min(Tokens(prefix, hit), total);
            int known = read;
            List<KeyValuePair<string, int>> writes = [];
            foreach ((int blocks, string ttl) in prefix.Points)
            {
                int tokens = Math.Min(Tokens(prefix, blocks), total);
                if (blocks == 0 || tokens < least)
                {
                    continue;
                }

                _until[Key(prefix, scope, blocks)] = now + (ttl == "1h" ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5));
                if (tokens > known)
                {
                    writes.Add(new KeyValuePair<string, int>(ttl, tokens - known));
                    known = tokens;
                }
            }

            return new CacheUse(read, writes);
        }
    }

    /// <summary>The longest prefix that is there, in blocks; 0 when none is.</summary>
    private int Hit(PromptPrefix prefix, string scope, DateTimeOffset now)
    {
        for (int point = prefix.Points.Count - 1; point >= 0; point--)
        {
            int end = prefix.Points[point].Blocks;
            for (int blocks = end; blocks > Math.Max(0, end - LookBack); blocks--)
            {
                if (_until.TryGetValue(Key(prefix, scope, blocks), out DateTimeOffset until) && until > now)
                {
                    return blocks;
                }
            }
        }

        return 0;
    }

    private static int Tokens(PromptPrefix prefix, int blocks) => blocks == 0 ? 0 : prefix.Blocks[blocks - 1].Tokens;

    private static string Key(PromptPrefix prefix, string scope, int blocks) =>
        scope + "\n" + prefix.Blocks[blocks - 1].Hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
