using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Knowledge;
using BedrockPS.Models;

namespace BedrockPS;

/// <summary>A part of an answer and the passages of a knowledge base it rests on.</summary>
public sealed class KnowledgeCitation
{
    internal KnowledgeCitation(int? start, int? end, string text, Passage[] passages)
    {
        Start = start;
        End = end;
        Text = text;
        Passages = passages;
    }

    /// <summary>First character of the part within the answer's text, from 0; null where the service names no place.</summary>
    public int? Start { get; }

    /// <summary>The character after its last one: <c>$answer.Text.Substring($_.Start, $_.End - $_.Start)</c> is Text.</summary>
    public int? End { get; }

    /// <summary>The part of the answer.</summary>
    public string Text { get; }

    /// <summary>What it rests on; empty for a part that rests on nothing that was found.</summary>
    public Passage[] Passages { get; }

    /// <summary>Where the passages come from, each once.</summary>
    public string[] Source => Passages.Select(static passage => passage.Source).OfType<string>().Distinct().ToArray();

    /// <summary>The sources, comma-separated.</summary>
    public override string ToString() => string.Join(", ", Source);

    /// <summary>Reads a citation of a knowledge base's or an agent's answer.</summary>
    /// <param name="values">generatedResponsePart and retrievedReferences.</param>
    /// <param name="answer">The answer as far as it is known, which the span is checked against.</param>
    /// <param name="knowledgeBaseId">The knowledge base; null where it may be any of several.</param>
    internal static KnowledgeCitation Read(IReadOnlyDictionary<string, object?> values, string answer, string? knowledgeBaseId)
    {
        IReadOnlyDictionary<string, object?> part = values.Map("generatedResponsePart").Map("textResponsePart");
        string text = part.Text("text");
        int? start = Number(part.Map("span"), "start");
        int? end = Number(part.Map("span"), "end");
        CitedSpan.Align(answer, ref text, ref start, ref end);
        return new KnowledgeCitation(
            start, end, text, values.Maps("retrievedReferences").Select(reference => PassageReader.Read(reference, knowledgeBaseId)).ToArray());
    }

    private static int? Number(IReadOnlyDictionary<string, object?> span, string name) =>
        span.TryGetValue(name, out object? value) && value is IConvertible number and not string ? number.ToInt32(CultureInfo.InvariantCulture) : null;
}
