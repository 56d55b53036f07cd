using System;

namespace BedrockPS.Engine.Vectors;

/// <summary>An index file cannot be used as was asked.</summary>
public sealed class IndexException : Exception
{
    public IndexException(IndexFailure failure, string message, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
    }

    public IndexFailure Failure { get; }
}
