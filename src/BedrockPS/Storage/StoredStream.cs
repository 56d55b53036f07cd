using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Storage;

/// <summary>
/// A stored answer as a stream: the pieces it came in, or one piece a content block where it came whole, and then the response.
/// </summary>
internal sealed class StoredStream : ModelStream
{
    private readonly IReadOnlyList<StreamChunk> _chunks;
    private readonly StreamChunk _end;
    private readonly StringBuilder _text = new();
    private int _next;

    public StoredStream(StoredAnswer answer)
    {
        ModelResponse response = AnswerReader.Read(answer);
        _chunks = answer.Chunks ?? Pieces(response);
        int last = _chunks.Count == 0 ? -1 : _chunks[_chunks.Count - 1].Index;
        _end = new StreamChunk(StreamChunkKind.End, last + 1, "", response);
    }

    public override string Partial => _text.ToString();

    public override bool TryRead(out StreamChunk? chunk)
    {
        if (_next > _chunks.Count)
        {
            chunk = null;
            return false;
        }

        chunk = _next == _chunks.Count ? _end : _chunks[_next];
        _next++;
        _text.Append(chunk.ToString());
        return true;
    }

    public override ValueTask<bool> FillAsync(CancellationToken cancellationToken) => new(false);

    public override void Dispose()
    {
    }

    private static List<StreamChunk> Pieces(ModelResponse response)
    {
        List<StreamChunk> pieces = [];
        IReadOnlyList<ContentBlock> content = response.Message?.Content ?? [];
        for (int index = 0; index < content.Count; index++)
        {
            ContentBlock block = content[index];
            pieces.Add(block.Kind switch
            {
                "text" => new StreamChunk(StreamChunkKind.Text, index, block.Text ?? ""),
                "reasoningContent" => new StreamChunk(StreamChunkKind.Reasoning, index, Inner(block.Json!, "reasoningText", "text")),
                "toolUse" => new StreamChunk(StreamChunkKind.ToolUse, index, Inner(block.Json!, "input")),
                _ => new StreamChunk(StreamChunkKind.Other, index, block.Json!),
            });
        }

        return pieces;
    }

    /// <summary>A text found by the way of member names, or another value's JSON; empty when it is not there.</summary>
    private static string Inner(string json, params string[] way)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement element = document.RootElement;
        foreach (string name in way)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return "";
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
    }
}
