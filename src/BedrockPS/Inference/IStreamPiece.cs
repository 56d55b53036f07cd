namespace BedrockPS;

/// <summary>What pieces of streamed answers have in common, whoever answers: a model, an agent, a knowledge base, a flow.</summary>
public interface IStreamPiece
{
    /// <summary>New text of this piece; empty where it has none.</summary>
    string Text { get; }

    /// <summary>Whether the text is part of the answer.</summary>
    bool IsAnswer { get; }

    /// <summary>Whether the text is the model's reasoning.</summary>
    bool IsReasoning { get; }

    /// <summary>The last piece: the stream has come to its proper end.</summary>
    bool IsEnd { get; }

    /// <summary>The whole answer, on the last piece alone.</summary>
    object? Response { get; }
}
