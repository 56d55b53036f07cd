using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using BedrockPS.Api;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Knowledge;

/// <summary>The stream of AgenticRetrieveStream: steps, the answer's text, and at the end the passages and citations.</summary>
internal sealed class AgenticStream : AnswerStream
{
    private readonly StringBuilder _text = new();
    private readonly List<KnowledgeTrace> _trace = [];
    private readonly string? _model;
    private readonly string _region;
    private readonly bool _isTraced;
    private IReadOnlyDictionary<string, object?>? _result;

    /// <param name="events">The stream.</param>
    /// <param name="model">Who plans and answers; null: the service's choice.</param>
    /// <param name="region">Where.</param>
    /// <param name="isTraced">The steps are wanted.</param>
    public AgenticStream(ApiEventStream events, string? model, string region, bool isTraced)
        : base(events)
    {
        _model = model;
        _region = region;
        _isTraced = isTraced;
    }

    private protected override bool IsComplete => _result is not null;

    private protected override void Take(string name, Dictionary<string, object?> content)
    {
        switch (name)
        {
            case "traceEvent" when !_isTraced:
                break;
            case "traceEvent":
                _trace.Add(KnowledgeTrace.Read(content));
                Add(AnswerChunkKind.Trace, "", _trace[_trace.Count - 1]);
                break;
            case "responseEvent":
                string text = content.Text("text");
                _text.Append(text);
                Add(AnswerChunkKind.Text, text);
                break;
            case "result":
                _result = content;
                foreach (KnowledgeCitation citation in Whole().Citations)
                {
                    Add(AnswerChunkKind.Citation, "", citation);
                }

                break;
            default:
                Add(AnswerChunkKind.Other, "", ResourceObject.From("AnswerEvent", content));
                break;
        }
    }

    private protected override KnowledgeAnswer Whole()
    {
        IReadOnlyDictionary<string, object?> result = _result ?? new Dictionary<string, object?>();
        IReadOnlyDictionary<string, object?> generated = result.Map("generatedResponse");
        Passage[] passages = result.Maps("results").Select(Read).ToArray();
        string text = generated.Text("answer") is { Length: > 0 } answer ? answer : _text.ToString();
        return new KnowledgeAnswer(result)
        {
            Text = text,
            Passages = passages,
            Citations = generated.Maps("citations").Select(citation => Cite(citation, text, passages)).ToArray(),
            Model = _model,
            Region = _region,
            RequestId = RequestId,
            KnowledgeBaseId = passages.Select(static passage => passage.KnowledgeBaseId).Distinct().ToArray() is [string only] ? only : null,
            Trace = _trace.ToArray(),
            NextToken = result.Text("nextToken") is { Length: > 0 } token ? token : null,
        };
    }

    private Passage Read(IReadOnlyDictionary<string, object?> result)
    {
        Passage passage = PassageReader.ReadAgentic(result);
        passage.Region = _region;
        return passage;
    }

    private static KnowledgeCitation Cite(IReadOnlyDictionary<string, object?> citation, string answer, Passage[] passages)
    {
        int start = Number(citation, "startIndex");
        int end = Math.Max(start, Number(citation, "endIndex"));
        string text = start >= 0 && end <= answer.Length ? answer.Substring(start, end - start) : "";
        Passage[] cited = citation.Maps("references")
            .Select(static reference => Number(reference, "resultIndex"))
            .Where(index => index >= 0 && index < passages.Length)
            .Select(index => passages[index])
            .ToArray();
        return new KnowledgeCitation(start, end, text, cited);
    }

    private static int Number(IReadOnlyDictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out object? value) && value is IConvertible number and not string ? number.ToInt32(CultureInfo.InvariantCulture) : -1;
}
