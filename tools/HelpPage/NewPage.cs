using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.HelpPage;

/// <summary>A page that has everything but what <see cref="HelpPageFile"/> adds, and examples: those nobody can derive.</summary>
internal static class NewPage
{
    /// <param name="code">The cmdlet.</param>
    /// <param name="cmdlets">Names of all cmdlets, for the links.</param>
    public static string Write(CmdletCode code, IEnumerable<string> cmdlets)
    {
        (string synopsis, IReadOnlyList<string> description) = Prose.Split(code.Summary);
        return string.Join('\n',
        [
            "---",
            "external help file: BedrockPS.dll-Help.xml",
            "Module Name: BedrockPS",
            "online version:",
            "schema: 2.0.0",
            "---",
            "",
            $"# {code.Name}",
            "",
            .. Section("SYNOPSIS", [synopsis.Length > 0 ? Prose.Imperative(synopsis) : Todo("one sentence.")]),
            .. Section("SYNTAX", []),
            .. Section("DESCRIPTION", description.DefaultIfEmpty(Todo("more than the synopsis says."))),
            "## EXAMPLES",
            "",
            .. Example(code, 1),
            .. Example(code, 2),
            "## PARAMETERS",
            "",
            "### CommonParameters",
            "",
            "This cmdlet takes the common parameters; see about_CommonParameters.",
            "",
            "## INPUTS",
            "",
            .. code.Inputs.Select(static input => Type(input.Key, [Pipe(input)])).DefaultIfEmpty(Type("None", [])).SelectMany(static lines => lines),
            "## OUTPUTS",
            "",
            .. code.Outputs.Select(static output => Type(output.Name, output.Text)).DefaultIfEmpty(Type("None", [])).SelectMany(static lines => lines),
            .. Section("NOTES", []),
            "## RELATED LINKS",
            "",
            .. Links(code, cmdlets),
        ]);
    }

    private static string Todo(string what) => $"{ParameterSection.Todo}: {what}";

    private static IEnumerable<string> Section(string title, IEnumerable<string> paragraphs) => ["## " + title, "", .. Prose.Lines(paragraphs)];

    /// <summary>Code that does not run, so that nobody takes the page for finished.</summary>
    private static IEnumerable<string> Example(CmdletCode code, int number) =>
    [
        $"### Example {number}: {Todo("what it is for")}", "", "```powershell", $"{ParameterSection.Todo} {code.Name}", "```", "",
        Todo("what to see in it."), "",
    ];

    private static IEnumerable<string> Type(string name, IEnumerable<string> text) => ["### " + name, "", .. Prose.Lines(text)];

    private static string Pipe(IEnumerable<string> parameters) =>
        $"Values of {string.Join(", ", parameters.Select(static name => $"`-{name}`"))}.";

    /// <summary>Those of the same noun first, then those whose noun goes on from it or it from theirs.</summary>
    private static IEnumerable<string> Links(CmdletCode code, IEnumerable<string> cmdlets)
    {
        string noun = NounOf(code.Name);
        return cmdlets.Where(name => name != code.Name && (NounOf(name).StartsWith(noun) || noun.StartsWith(NounOf(name))))
            .OrderBy(name => NounOf(name) != noun)
            .Select(static name => $"[{name}]({name}.md)")
            .DefaultIfEmpty(Todo("a page to go on to."))
            .SelectMany(static (link, index) => index == 0 ? (string[])[link] : ["", link])
            .Append("");
    }

    private static string NounOf(string name) => name[(name.IndexOf('-') + 1)..];
}
