using System;
using System.Collections.Generic;
using System.Threading;

namespace BedrockPS.Protocol;

/// <summary>A type of a service's wire format.</summary>
internal sealed class ShapeDescription
{
    private ServiceDescription? _service;
    private string? _elementName;
    private string? _keyName;
    private ShapeDescription? _element;
    private ShapeDescription? _key;
    private Dictionary<string, MemberDescription>? _byWireName;
    private SafePattern? _safePattern;
    private bool _patternRead;

    public string Name { get; internal set; } = "";

    public ShapeKind Kind { get; internal set; }

    /// <summary>Members of a structure in the model's order.</summary>
    public IReadOnlyList<MemberDescription> Members { get; private set; } = [];

    /// <summary>The member that is the whole body, if one is.</summary>
    public MemberDescription? Payload { get; private set; }

    /// <summary>Exactly one member may be set.</summary>
    public bool IsUnion { get; internal set; }

    /// <summary>The structure is a stream of its members, each an event or an exception.</summary>
    public bool IsEventStream { get; internal set; }

    /// <summary>The structure is an error; as a member of an event stream, one that ends the stream.</summary>
    public bool IsException { get; internal set; }

    /// <summary>HTTP status of an error; 0 for other shapes.</summary>
    public int ErrorStatus { get; internal set; }

    /// <summary>Values never appear in logs.</summary>
    public bool IsSensitive { get; internal set; }

    /// <summary>Element of a list, or value of a map.</summary>
    public ShapeDescription? Element =>
        _element ??= _elementName is null ? null : _service!.GetShape(_elementName);

    /// <summary>Key of a map.</summary>
    public ShapeDescription? Key => _key ??= _keyName is null ? null : _service!.GetShape(_keyName);

    public IReadOnlyList<string> EnumValues { get; internal set; } = [];

    /// <summary>Length of strings (characters), blobs (bytes), lists and maps (items); value of numbers.</summary>
    public double? Min { get; internal set; }

    public double? Max { get; internal set; }

    public string? Pattern { get; internal set; }

    /// <summary>The pattern, where values may be refused by it.</summary>
    public SafePattern? SafePattern
    {
        get
        {
            if (!Volatile.Read(ref _patternRead))
            {
                _safePattern = Pattern is null ? null : SafePattern.From(Pattern);
                Volatile.Write(ref _patternRead, true);
            }

            return _safePattern;
        }
    }

    /// <summary>iso8601, unixTimestamp or rfc822; null: the default of the location.</summary>
    public string? TimestampFormat { get; internal set; }

    /// <summary>The member of that name; upper and lower case are the same.</summary>
    public MemberDescription? FindMember(string name)
    {
        foreach (MemberDescription member in Members)
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The member of the body with exactly that JSON key.</summary>
    public MemberDescription? FindWireMember(string wireName)
    {
        Dictionary<string, MemberDescription>? byWireName = _byWireName;
        if (byWireName is null)
        {
            byWireName = new Dictionary<string, MemberDescription>(Members.Count, StringComparer.Ordinal);
            foreach (MemberDescription member in Members)
            {
                if (member.Location == MemberLocation.Body)
                {
                    byWireName[member.WireName] = member;
                }
            }

            _byWireName = byWireName;
        }

        return byWireName.TryGetValue(wireName, out MemberDescription? found) ? found : null;
    }

    public override string ToString() => $"{Name} ({Kind})";

    internal void Link(ServiceDescription service, IReadOnlyList<MemberDescription> members, string? elementName, string? keyName)
    {
        _service = service;
        _elementName = elementName;
        _keyName = keyName;
        Members = members;
        foreach (MemberDescription member in members)
        {
            if (member.Location == MemberLocation.Payload)
            {
                Payload = member;
            }
        }
    }
}
