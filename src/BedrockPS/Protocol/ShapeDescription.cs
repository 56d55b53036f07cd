using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>A type of a service's wire format.</summary>
internal sealed class ShapeDescription
{
    public string Name { get; set; } = "";

    public ShapeKind Kind { get; set; }

    /// <summary>Members of a structure in the model's order.</summary>
    public IReadOnlyList<MemberDescription> Members { get; set; } = [];

    /// <summary>Exactly one member may be set.</summary>
    public bool IsUnion { get; set; }

    /// <summary>The structure is a stream of its members, each an event or an exception.</summary>
    public bool IsEventStream { get; set; }

    /// <summary>As a member of an event stream: an error that ends the stream.</summary>
    public bool IsException { get; set; }

    /// <summary>Values never appear in logs.</summary>
    public bool IsSensitive { get; set; }

    /// <summary>Element of a list, or value of a map.</summary>
    public ShapeDescription? Element { get; set; }

    public IReadOnlyList<string> EnumValues { get; set; } = [];

    /// <summary>Length of strings (characters), blobs (bytes), lists and maps (items); value of numbers.</summary>
    public double? Min { get; set; }

    public double? Max { get; set; }

    public string? Pattern { get; set; }

    /// <summary>iso8601, unixTimestamp or rfc822; null: the default of the location.</summary>
    public string? TimestampFormat { get; set; }

    public MemberDescription? FindMember(string name) => throw new System.NotImplementedException();
}
