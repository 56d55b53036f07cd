namespace BedrockPS;

/// <summary>
/// One piece of the streamed answer of an agent, a flow or a knowledge base. The last has Kind End and carries the whole answer.
/// </summary>
public sealed class AnswerChunk : IStreamPiece
{
    public AnswerChunk(AnswerChunkKind kind, int index, string text, object? content = null, object? response = null)
    {
        Kind = kind;
        Index = index;
        Text = text;
        Content = content;
        Response = response;
    }

    public AnswerChunkKind Kind { get; }

    /// <summary>Number of this piece within the answer, from 0.</summary>
    public int Index { get; }

    /// <summary>New text of the answer, what an output node gave or what a node asks; empty for other kinds.</summary>
    public string Text { get; }

    /// <summary>What a piece that is not text brings: a citation, a trace, a file, a request.</summary>
    public object? Content { get; }

    /// <summary>The whole answer, on the last chunk alone.</summary>
    public object? Response { get; }

    bool IStreamPiece.IsAnswer => Kind is AnswerChunkKind.Text or AnswerChunkKind.Output or AnswerChunkKind.ReturnControl;

    bool IStreamPiece.IsReasoning => false;

    bool IStreamPiece.IsEnd => Kind == AnswerChunkKind.End;

    public override string ToString() => Text;
}
