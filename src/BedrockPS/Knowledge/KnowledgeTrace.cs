using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Knowledge;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS;

/// <summary>A step of an agentic retrieval: what was planned, searched for or read, and what came of it.</summary>
public sealed class KnowledgeTrace
{
    private readonly IReadOnlyDictionary<string, object?> _values;

    private KnowledgeTrace(IReadOnlyDictionary<string, object?> values) => _values = values;

    public string Id => _values.Text("id");

    public DateTimeOffset? Time { get; private set; }

    /// <summary>Planning, Retrieval, SpeculativeRetrieval or FullDocumentExpansion.</summary>
    public string Step { get; private set; } = "";

    /// <summary>IN_PROGRESS, SUCCEEDED or FAILED.</summary>
    public string Status { get; private set; } = "";

    public string Message { get; private set; } = "";

    /// <summary>Questions that are to be searched for.</summary>
    public string[] Query { get; private set; } = [];

    /// <summary>Documents that are to be read as a whole.</summary>
    public string[] DocumentId { get; private set; } = [];

    /// <summary>What a search found.</summary>
    public Passage[] Passages { get; private set; } = [];

    /// <summary>What did not go as it should.</summary>
    public string[] Warning { get; private set; } = [];

    /// <summary>What failed.</summary>
    public string[] Failure { get; private set; } = [];

    /// <summary>The service's JSON.</summary>
    public string Raw => JsonText.Of(_values);

    public override string ToString() => $"{Step}: {Message}";

    internal static KnowledgeTrace Read(IReadOnlyDictionary<string, object?> values)
    {
        IReadOnlyDictionary<string, object?> attributes = values.Map("attributes");
        return new KnowledgeTrace(values)
        {
            Time = values.TryGetValue("timestamp", out object? time) && time is IConvertible number and not string
                ? At(number.ToDouble(CultureInfo.InvariantCulture))
                : null,
            Step = attributes.Text("step"),
            Status = attributes.Text("status"),
            Message = attributes.Text("message"),
            Query = attributes.Maps("actions").Select(static action => action.Map("retrieve").Map("inputQuery").Text("text")).Where(Some).ToArray(),
            DocumentId = attributes.Maps("actions").Select(static action => action.Map("fullDocumentExpansion").Text("documentId")).Where(Some).ToArray(),
            Passages = attributes.Maps("retrievalResponse").Select(PassageReader.ReadAgentic).ToArray(),
            Warning = attributes.Maps("warnings").Select(static warning =>
                warning.Map("message").Text("message") is { Length: > 0 } message ? message
                : warning.Map("guardrail") is { Count: > 0 } guardrail ? $"guardrail {guardrail.Text("id")}: {guardrail.Text("action")} {guardrail.Text("message")}".Trim()
                : "").Where(Some).ToArray(),
            Failure = attributes.Maps("failures").Select(static failure => failure.Text("message")).Where(Some).ToArray(),
        };
    }

    /// <summary>A count since 1970 of milliseconds, or of seconds where it is too small for that.</summary>
    private static DateTimeOffset? At(double count) =>
        Timestamps.TryFromUnixSeconds(count > 1e11 ? count / 1000 : count, out DateTimeOffset time) ? time : null;

    private static bool Some(string text) => text.Length > 0;
}
