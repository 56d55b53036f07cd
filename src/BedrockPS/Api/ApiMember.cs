using System;

namespace BedrockPS;

/// <summary>A member of an operation's parameters or answer.</summary>
public sealed class ApiMember
{
    public string Operation { get; internal set; } = "";

    /// <summary>Way to the member: messages[].content[].text; a map's entries are [*].</summary>
    public string Path { get; internal set; } = "";

    public string Name { get; internal set; } = "";

    /// <summary>text, whole number, number, true or false, time, bytes, JSON, list of …, map of …, structure, one of (a union) or event stream.</summary>
    public string Type { get; internal set; } = "";

    public bool Required { get; internal set; }

    /// <summary>Body, Path, Query, Header, Payload or StatusCode.</summary>
    public string Location { get; internal set; } = "";

    /// <summary>Least value of a number, or length of text, bytes, lists and maps; null: none.</summary>
    public double? Minimum { get; internal set; }

    /// <summary>Greatest value of a number, or length of text, bytes, lists and maps; null: none.</summary>
    public double? Maximum { get; internal set; }

    /// <summary>Minimum and maximum in short: 1..64, 1.. or ..64; empty without either.</summary>
    public string Range => Minimum is null && Maximum is null ? "" : FormattableString.Invariant($"{Minimum}..{Maximum}");

    /// <summary>Values known when this version was made; the service may take newer ones.</summary>
    public string[] Values { get; internal set; } = [];

    /// <summary>Regular expression the service publishes for the text.</summary>
    public string? Pattern { get; internal set; }

    public override string ToString() => Path;
}
