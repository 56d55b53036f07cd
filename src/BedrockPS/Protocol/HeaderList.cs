using System;
using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>Headers that hold more than one value.</summary>
internal static class HeaderList
{
    public static List<string> Split(string header)
    {
        List<string> parts = [];
        foreach (string part in header.Split(','))
        {
            parts.Add(part.Trim());
        }

        return parts;
    }

    /// <summary>The headers that begin with the member's prefix, by the rest of their names.</summary>
    public static Dictionary<string, object?> ReadMap(MemberDescription member, IEnumerable<KeyValuePair<string, string>> headers)
    {
        Dictionary<string, object?> map = [];
        foreach (KeyValuePair<string, string> header in headers)
        {
            if (header.Key.StartsWith(member.WireName, StringComparison.OrdinalIgnoreCase))
            {
                map[header.Key.Substring(member.WireName.Length)] = HttpText.Read(member, member.Shape.Element!, header.Value);
            }
        }

        return map;
    }
}
