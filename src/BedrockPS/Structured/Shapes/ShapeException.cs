using System;

namespace BedrockPS.Structured.Shapes;

/// <summary>A value of the answer cannot become what it should be.</summary>
internal sealed class ShapeException : Exception
{
    /// <param name="path">Where, such as Items[0].Name; empty for the value itself.</param>
    /// <param name="message">The rest of a sentence: is "x", not a version.</param>
    /// <param name="innerException">What stood in the way.</param>
    public ShapeException(string path, string message, Exception? innerException = null)
        : base(path.Length == 0 ? "the value " + message : $"{path} {message}", innerException)
    {
    }
}
