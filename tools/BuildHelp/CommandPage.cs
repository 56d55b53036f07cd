using System.Collections.Generic;

namespace BedrockPS.BuildHelp;

/// <summary>The page of one cmdlet. Texts are plain paragraphs.</summary>
internal sealed class CommandPage
{
    public required string Name { get; init; }

    /// <summary>File that Get-Help looks for, such as BedrockPS.dll-Help.xml.</summary>
    public required string HelpFile { get; init; }

    public required string Synopsis { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>One for each parameter set, the default one first.</summary>
    public required IReadOnlyList<SyntaxBlock> Syntax { get; init; }

    public required IReadOnlyList<ExampleText> Examples { get; init; }

    public required IReadOnlyList<ParameterText> Parameters { get; init; }

    public required IReadOnlyList<TypeText> Inputs { get; init; }

    public required IReadOnlyList<TypeText> Outputs { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<string> Links { get; init; }
}

/// <summary>A parameter set and its line; the set of a cmdlet that has only one is not named.</summary>
internal sealed record SyntaxBlock(string? Set, string Text, int Line);

internal sealed record ExampleText(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>What goes in or comes out.</summary>
internal sealed record TypeText(string Name, IReadOnlyList<string> Text);
