using System;
using System.Collections.Generic;

namespace BedrockPS.Engine.Profiles;

/// <summary>Keys and values under one header, and the indented ones below a key.</summary>
internal sealed class ProfileSection
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _nested = new(StringComparer.Ordinal);

    /// <param name="isMarked">The header said "profile".</param>
    public ProfileSection(bool isMarked) => IsMarked = isMarked;

    public bool IsMarked { get; }

    public string? this[string key] => _values.TryGetValue(key, out string? value) && value.Length > 0 ? value : null;

    public string? Nested(string parent, string key) =>
        _nested.TryGetValue(parent + "\n" + key, out string? value) && value.Length > 0 ? value : null;

    public void Set(string key, string value) => _values[key] = value;

    public void SetNested(string parent, string key, string value) => _nested[parent + "\n" + key] = value;
}
