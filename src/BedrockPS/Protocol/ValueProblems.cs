using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.Protocol;

/// <summary>What is wrong with a set of parameters, each with the path of its member.</summary>
internal sealed class ValueProblems
{
    private const int Shown = 8;

    private readonly List<string> _problems = [];

    public int Count => _problems.Count;

    public IReadOnlyList<string> All => _problems;

    public void Add(string path, string problem) =>
        _problems.Add(path.Length == 0 ? problem : $"{path}: {problem}");

    /// <summary>One sentence for one problem, a list for several.</summary>
    public string ToMessage(string what)
    {
        if (_problems.Count == 1)
        {
            return $"{what}: {_problems[0]}.";
        }

        List<string> shown = _problems.Count > Shown ? _problems.GetRange(0, Shown) : _problems;
        string more = _problems.Count > Shown
            ? $"; and {(_problems.Count - Shown).ToString(CultureInfo.InvariantCulture)} more"
            : "";
        return $"{what}, {_problems.Count.ToString(CultureInfo.InvariantCulture)} problems: {string.Join("; ", shown)}{more}.";
    }
}
