using System;
using System.Collections.Generic;

namespace BedrockPS.Engine;

/// <summary>A Model Context Protocol server: a program to start, or a URL to call.</summary>
public sealed class McpServerSettings
{
    /// <summary>What messages call it, and what stands before the name of a tool whose name is taken; null: the server's own name.</summary>
    public string? Name { get; set; }

    /// <summary>Program that speaks the protocol over its standard streams; null when the server has a URL.</summary>
    public string? Command { get; set; }

    /// <summary>The program's arguments, each as it is to arrive there.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>
    /// Environment variables beside the few every program needs (PATH, HOME and their like). Nothing else is handed on: the session's
    /// environment may hold keys that are none of the server's business.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    /// <summary>Folder the program starts in; null: the process's own.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>Absolute http or https URL; null when the server is a program.</summary>
    public Uri? Url { get; set; }

    /// <summary>Headers of every request to the URL, such as Authorization.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Longest time for the server to start, to list its tools, or to answer a call.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The program or the URL, without arguments and query: those may hold secrets.</summary>
    public override string ToString() => Name ?? Command ?? Url?.GetLeftPart(UriPartial.Path) ?? "";
}
