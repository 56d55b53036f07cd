namespace BedrockPS;

/// <summary>
/// One piece of a streamed answer. The last chunk of an answer has Kind End and carries the response with usage and stop reason.
/// </summary>
public sealed class StreamChunk : IStreamPiece
{
    public StreamChunk(StreamChunkKind kind, int index, string text, ModelResponse? response = null, ToolCall? toolCall = null)
    {
        Kind = kind;
        Index = index;
        Text = text;
        Response = response;
        ToolCall = toolCall;
    }

    /// <summary>
    /// New text of this piece: answer, reasoning, a fragment of a tool call's JSON, a citation's JSON, or what a call gave. Empty at the
    /// end.
    /// </summary>
    public string Text { get; }

    /// <summary>The whole answer, on the last chunk alone.</summary>
    public ModelResponse? Response { get; }

    /// <summary>The call that was run, on a chunk of kind ToolCall alone.</summary>
    public ToolCall? ToolCall { get; }

    /// <summary>Content block this piece belongs to, from 0.</summary>
    public int Index { get; }

    public StreamChunkKind Kind { get; }

    /// <summary>On a chunk of kind Citation, where the block's text comes from.</summary>
    public Citation? Citation => Kind == StreamChunkKind.Citation ? BedrockPS.Citation.Parse(Text) : null;

    public TokenUsage? Usage => Response?.Usage;

    public string? StopReason => Response?.StopReason;

    bool IStreamPiece.IsAnswer => Kind == StreamChunkKind.Text;

    bool IStreamPiece.IsReasoning => Kind == StreamChunkKind.Reasoning;

    bool IStreamPiece.IsEnd => Kind == StreamChunkKind.End;

    object? IStreamPiece.Response => Response;

    public override string ToString() => Kind == StreamChunkKind.Text ? Text : "";
}
