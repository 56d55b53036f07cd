using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Knowledge;

/// <summary>Tells of the steps of an agentic retrieval.</summary>
internal sealed class AgenticTrace
{
    private readonly EventOutput _output;
    private int _count;

    public AgenticTrace(EventOutput output) => _output = output;

    /// <param name="step">Planning, Retrieval, SpeculativeRetrieval or FullDocumentExpansion.</param>
    /// <param name="status">IN_PROGRESS, SUCCEEDED or FAILED.</param>
    /// <param name="message">What happens.</param>
    /// <param name="details">Further attributes.</param>
    public async Task WriteAsync(string step, string status, string message, Dictionary<string, object?> details)
    {
        Dictionary<string, object?> attributes = new(details) { ["step"] = step, ["status"] = status, ["message"] = message };
        JsonValueWriter.WriteDocument(_output.BeginEvent(), new Dictionary<string, object?>
        {
            ["id"] = $"step-{++_count}",
            ["timestamp"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            ["attributes"] = attributes,
        });
        await _output.EndEventAsync("traceEvent").ConfigureAwait(false);
        await _output.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Searches that are planned.</summary>
    public static Dictionary<string, object?> Actions(IEnumerable<string> questions, IReadOnlyList<string> knowledgeBases) => new()
    {
        ["actions"] = new List<object?>(questions.Select(question => new Dictionary<string, object?>
        {
            ["retrieve"] = new Dictionary<string, object?>
            {
                ["inputQuery"] = new Dictionary<string, object?> { ["text"] = question },
                ["sourceRetrievers"] = new List<object?>(knowledgeBases.Select(static id => new Dictionary<string, object?> { ["identifier"] = id })),
            },
        })),
    };

    /// <summary>What a search found.</summary>
    public static Dictionary<string, object?> Results(
        IEnumerable<(StoredPassage Passage, double Score, string Source)> results, IReadOnlyList<string> knowledgeBases) => new()
    {
        ["retrievalResponse"] = new List<object?>(results.Select(static result => PassageWriter.AgenticResult(result.Passage, result.Source))),
        ["retrievalMetadata"] = new List<object?>(knowledgeBases.Select(static id => new Dictionary<string, object?>
        {
            ["identifier"] = id,
            ["retrievalType"] = "BedrockKnowledgeBase",
        })),
    };
}
