using System.Collections.Generic;
using System.Linq;
using BedrockPS.Models;

namespace BedrockPS.Knowledge;

/// <summary>Makes answers of what RetrieveAndGenerate says.</summary>
internal static class KnowledgeAnswerReader
{
    /// <param name="values">The operation's answer.</param>
    /// <param name="knowledgeBaseId">Who was asked; null for documents.</param>
    /// <param name="model">Who answered.</param>
    /// <param name="region">Where.</param>
    /// <param name="requestId">Of the call.</param>
    public static KnowledgeAnswer Read(
        IReadOnlyDictionary<string, object?> values, string? knowledgeBaseId, string? model, string region, string? requestId)
    {
        string text = values.Map("output").Text("text");
        KnowledgeCitation[] citations = values.Maps("citations").Select(citation => KnowledgeCitation.Read(citation, text, knowledgeBaseId)).ToArray();
        return new KnowledgeAnswer(values)
        {
            Text = text,
            Citations = citations,
            Passages = Distinct(citations.SelectMany(static citation => citation.Passages)),
            SessionId = values.Text("sessionId") is { Length: > 0 } session ? session : null,
            GuardrailAction = values.Text("guardrailAction") is { Length: > 0 } action ? action : null,
            KnowledgeBaseId = knowledgeBaseId,
            Model = model,
            Region = region,
            RequestId = requestId,
        };
    }

    private static Passage[] Distinct(IEnumerable<Passage> passages) =>
        passages.GroupBy(static passage => (passage.Source, passage.Text)).Select(static same => same.First()).ToArray();
}
