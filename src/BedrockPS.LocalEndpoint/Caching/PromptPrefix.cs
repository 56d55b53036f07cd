using System.Collections.Generic;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Caching;

/// <summary>
/// A request block by block, in the order in which it is cached (tools, system, messages), each with the hash of everything up to
/// it, and the places where the client wants it cached.
/// </summary>
internal sealed class PromptPrefix
{
    private const int MaxPoints = 4;
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly List<(ulong Hash, int Tokens)> _blocks = [];
    private readonly List<(int Blocks, string Ttl)> _points = [];
    private ulong _hash = Offset;
    private int _tokens;

    public IReadOnlyList<(ulong Hash, int Tokens)> Blocks => _blocks;

    /// <summary>After how many blocks, and for how long.</summary>
    public IReadOnlyList<(int Blocks, string Ttl)> Points => _points;

    public void Add(string content, int tokens)
    {
        foreach (char c in content)
        {
            _hash = (_hash ^ c) * Prime;
        }

        _hash = (_hash ^ 0xFFFF) * Prime;
        _tokens += tokens;
        _blocks.Add((_hash, _tokens));
    }

    /// <exception cref="ServiceFault">ValidationException: one too many, or a longer time after a shorter.</exception>
    public void AddPoint(string ttl)
    {
        if (_points.Count == MaxPoints)
        {
            throw ServiceFault.Validation($"A maximum of {MaxPoints} cache points may be provided.");
        }

        if (ttl == "1h" && _points.Exists(static point => point.Ttl == "5m"))
        {
            throw ServiceFault.Validation("A cache point with ttl 1h must not come after one with ttl 5m.");
        }

        _points.Add((_blocks.Count, ttl));
    }
}
