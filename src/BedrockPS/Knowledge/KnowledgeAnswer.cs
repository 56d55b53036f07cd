using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS;

/// <summary>An answer written from what knowledge bases or documents say, with where it comes from. Prints as its text.</summary>
public sealed class KnowledgeAnswer
{
    private readonly IReadOnlyDictionary<string, object?> _values;

    internal KnowledgeAnswer(IReadOnlyDictionary<string, object?> values) => _values = values;

    public string Text { get; internal set; } = "";

    /// <summary>Parts of the text and the passages they rest on, in the order of the text.</summary>
    public KnowledgeCitation[] Citations { get; internal set; } = [];

    /// <summary>Passages that are cited, each once; of an agentic retrieval all that were found.</summary>
    public Passage[] Passages { get; internal set; } = [];

    /// <summary>Where the passages come from, each once.</summary>
    public string[] Source => Passages.Select(static passage => passage.Source).OfType<string>().Distinct().ToArray();

    /// <summary>The conversation the answer is part of; goes on where an answer is piped to the command with the next question.</summary>
    public string? SessionId { get; internal set; }

    /// <summary>NONE, or INTERVENED where a guardrail has changed or blocked something; null where none had a part.</summary>
    public string? GuardrailAction { get; internal set; }

    /// <summary>Knowledge base that was asked, by its id; null for documents.</summary>
    public string? KnowledgeBaseId { get; internal set; }

    /// <summary>Model or inference profile that wrote the answer; null where the service chose it.</summary>
    public string? Model { get; internal set; }

    public string? Region { get; internal set; }

    public string? RequestId { get; internal set; }

    /// <summary>Steps of an agentic retrieval, where they were asked for (-Trace).</summary>
    public KnowledgeTrace[] Trace { get; internal set; } = [];

    /// <summary>Of an agentic retrieval: gets further passages; null where there are none.</summary>
    public string? NextToken { get; internal set; }

    /// <summary>The pipeline object this answer belongs to.</summary>
    public object? InputObject { get; internal set; }

    /// <summary>The service's JSON; for streams, the assembled equivalent.</summary>
    public string Raw => JsonText.Of(_values);

    public override string ToString() => Text;
}
