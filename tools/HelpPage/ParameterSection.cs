using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BedrockPS.BuildHelp;

namespace BedrockPS.HelpPage;

/// <summary>Brings the parameters of a page up to the code: those that are gone go, new ones come where the code has them.</summary>
internal sealed partial class ParameterSection
{
    public const string Todo = "TODO";
    private const string Heading = "### -";

    /// <summary>Included in this order, after any other.</summary>
    private static readonly string[] s_last = ["_connection.md", "_confirm.md"];

    private readonly CmdletCode _code;
    private readonly IReadOnlyDictionary<string, SharedFile> _shared;
    private readonly List<PageText> _parts;

    private ParameterSection(CmdletCode code, IReadOnlyDictionary<string, SharedFile> shared, IEnumerable<string> lines)
    {
        _code = code;
        _shared = shared;
        _parts = PageText.Split(lines, static line => line.StartsWith("### ", StringComparison.Ordinal) || Include().IsMatch(line));
    }

    public static List<string> Update(CmdletCode code, IReadOnlyDictionary<string, SharedFile> shared, IEnumerable<string> lines)
    {
        ParameterSection section = new(code, shared, lines);
        section.Remove();
        section.AddIncludes();
        section.AddParameters();
        return PageText.Join(section._parts);
    }

    private IEnumerable<string> Own => _parts.Select(static part => NameOf(part)).OfType<string>();

    private IEnumerable<SharedFile> Included => _parts.Select(FileOf).OfType<SharedFile>();

    private IEnumerable<ParameterText> Missing =>
        _code.Parameters.Where(parameter => !Own.Contains(parameter.Name) && !Included.Any(file => file.Describes(parameter)));

    private static string? NameOf(PageText part) =>
        part.First.StartsWith(Heading, StringComparison.Ordinal) ? part.First[Heading.Length..].Trim() : null;

    private SharedFile? FileOf(PageText part) =>
        Include().Match(part.First) is { Success: true } match ? _shared.GetValueOrDefault(match.Groups["file"].Value) : null;

    private void Remove() => _parts.RemoveAll(part =>
        NameOf(part) is string name ? _code.Parameters.All(parameter => parameter.Name != name)
        : FileOf(part) is SharedFile file && !file.Fits(_code));

    private void AddIncludes()
    {
        foreach (SharedFile file in _shared.Values.Where(file => file.Fits(_code) && Missing.Any(file.Describes)))
        {
            int place = _parts.FindIndex(part => part.First == "### CommonParameters"
                || (FileOf(part) is SharedFile other && Array.IndexOf(s_last, other.Name) > Array.IndexOf(s_last, file.Name)));
            _parts.Insert(place < 0 ? _parts.Count : place, new([$"[!INCLUDE [{file.Title}]({file.Name})]", ""]));
        }
    }

    private void AddParameters()
    {
        ParameterText[] missing = [.. Missing];
        int place = 1;
        foreach (ParameterText parameter in _code.Parameters)
        {
            int there = _parts.FindIndex(part => NameOf(part) == parameter.Name);
            if (there >= 0)
            {
                UpdateFacts(_parts[there].Lines, parameter);
                place = there + 1;
            }
            else if (missing.Contains(parameter))
            {
                IEnumerable<string> text = Prose.Lines(parameter.Text.DefaultIfEmpty($"{Todo}: say what it is."));
                _parts.Insert(place++, new([Heading + parameter.Name, "", .. text, .. Blocks(parameter)]));
            }
        }
    }

    /// <summary>The yaml blocks are the code's; what stands around them stays.</summary>
    private static void UpdateFacts(List<string> lines, ParameterText parameter)
    {
        int start = lines.IndexOf("```yaml");
        int end = lines.FindLastIndex(static line => line == "```") + 1;
        string[] blocks = [.. Blocks(parameter).SkipLast(1)];
        if (start < 0 || end < start)
        {
            lines.AddRange([.. blocks, ""]);
        }
        else if (!lines[start..end].SequenceEqual(blocks))
        {
            lines.RemoveRange(start, end - start);
            lines.InsertRange(start, blocks);
        }
    }

    private static IEnumerable<string> Blocks(ParameterText parameter) =>
        parameter.Facts.SelectMany(static facts => (string[])["```yaml", .. facts.Lines(), "```", ""]);

    [GeneratedRegex(@"^\[!INCLUDE \[.*\]\((?<file>[^)]+)\)\]")]
    private static partial Regex Include();
}
