using System;

namespace BedrockPS.BuildHelp;

/// <summary>A page that is not laid out as help pages are.</summary>
internal sealed class PageException : Exception
{
    /// <param name="path">The page.</param>
    /// <param name="line">Line in it, from 0 as Markdig counts.</param>
    /// <param name="message">What is wrong, and what is expected.</param>
    public PageException(string path, int line, string message)
        : base(message)
    {
        Path = path;
        Line = line + 1;
    }

    public string Path { get; }

    /// <summary>From 1.</summary>
    public int Line { get; }
}
