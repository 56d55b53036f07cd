using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Simulation;

/// <summary>One piece of a turn.</summary>
internal sealed class Part
{
    private Part(PartKind kind, string text, string? name, int tokens)
    {
        Kind = kind;
        Text = text;
        Name = name;
        Tokens = tokens;
    }

    public PartKind Kind { get; }

    /// <summary>Text, the description of an attachment, a tool's input or its result.</summary>
    public string Text { get; }

    /// <summary>Id of a tool use or of the use a result belongs to; the signature of reasoning.</summary>
    public string? Name { get; }

    /// <summary>Name of the tool that is used.</summary>
    public string? Tool { get; private set; }

    /// <summary>The result says that the tool failed.</summary>
    public bool IsError { get; private set; }

    public int Tokens { get; }

    /// <summary>An image as a data URI, made when somebody asks; null for everything else.</summary>
    public Func<string>? ImageUri { get; set; }

    /// <summary>What of it is to be cited.</summary>
    public IReadOnlyList<CitableSource> Sources { get; set; } = [];

    public static Part OfText(string text) => new(PartKind.Text, text, null, TokenCounter.Count(text));

    /// <param name="description">Such as: png image of 1,024 bytes.</param>
    /// <param name="tokens">What a model would count for it.</param>
    public static Part Attachment(string description, int tokens) => new(PartKind.Attachment, description, null, tokens);

    public static Part ToolUse(string id, string tool, string input) =>
        new(PartKind.ToolUse, input, id, TokenCounter.Count(input) + 8) { Tool = tool };

    public static Part ToolResult(string? id, string result, bool isError = false) =>
        new(PartKind.ToolResult, result, id, TokenCounter.Count(result) + 8) { IsError = isError };

    /// <param name="text">What was thought.</param>
    /// <param name="signature">The signature it came with; null for none.</param>
    public static Part Reasoning(string text, string? signature) => new(PartKind.Reasoning, text, signature, TokenCounter.Count(text));

    public static Part Other(string text) => new(PartKind.Other, text, null, TokenCounter.Count(text));
}
