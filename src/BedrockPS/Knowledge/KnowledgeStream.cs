using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Api;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Knowledge;

/// <summary>The streamed answer of RetrieveAndGenerateStream. It has no event for its end: the service just closes it.</summary>
internal sealed class KnowledgeStream : AnswerStream
{
    private readonly StringBuilder _text = new();
    private readonly List<object?> _citations = [];
    private readonly List<KnowledgeCitation> _read = [];
    private readonly string? _knowledgeBaseId;
    private readonly string? _model;
    private readonly string _region;
    private string? _guardrailAction;

    /// <param name="events">The stream.</param>
    /// <param name="knowledgeBaseId">Who is asked; null for documents.</param>
    /// <param name="model">Who answers.</param>
    /// <param name="region">Where.</param>
    public KnowledgeStream(ApiEventStream events, string? knowledgeBaseId, string? model, string region)
        : base(events)
    {
        _region = region;
        _knowledgeBaseId = knowledgeBaseId;
        _model = model;
    }

    private protected override bool IsComplete => _text.Length > 0 || _guardrailAction is not null;

    private protected override void Take(string name, Dictionary<string, object?> content)
    {
        switch (name)
        {
            case "output":
                string text = content.Text("text");
                _text.Append(text);
                Add(AnswerChunkKind.Text, text);
                break;
            case "citation":
                // Older answers wrap it once more.
                IReadOnlyDictionary<string, object?> citation = content.ContainsKey("generatedResponsePart") || content.ContainsKey("retrievedReferences")
                    ? content
                    : content.Map("citation");
                _citations.Add(citation);
                _read.Add(Read(citation));
                Add(AnswerChunkKind.Citation, "", _read[_read.Count - 1]);
                break;
            case "guardrail":
                _guardrailAction = content.Text("action");
                Add(AnswerChunkKind.Guardrail, "", _guardrailAction);
                break;
            default:
                Add(AnswerChunkKind.Other, "", ResourceObject.From("AnswerEvent", content));
                break;
        }
    }

    private protected override KnowledgeAnswer Whole()
    {
        string text = _text.ToString();
        Dictionary<string, object?> values = new()
        {
            ["sessionId"] = Initial.Text("sessionId"),
            ["output"] = new Dictionary<string, object?> { ["text"] = text },
            ["citations"] = _citations,
        };
        if (_guardrailAction is not null)
        {
            values["guardrailAction"] = _guardrailAction;
        }

        return KnowledgeAnswerReader.Read(values, _knowledgeBaseId, _model, _region, RequestId);
    }

    private KnowledgeCitation Read(IReadOnlyDictionary<string, object?> citation) => KnowledgeCitation.Read(citation, _text.ToString(), _knowledgeBaseId);
}
