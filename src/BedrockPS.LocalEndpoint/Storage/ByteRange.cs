using System;
using System.Globalization;

namespace BedrockPS.Local.Storage;

/// <summary>The part of an object that a Range header wants.</summary>
internal readonly record struct ByteRange(long First, long Length)
{
    /// <summary>Null for a header that says nothing of use, which is then as if it were not there.</summary>
    /// <exception cref="Serving.ServiceFault">InvalidRange: the object has no such part.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        const string unit = "bytes=";
        int dash = header?.IndexOf('-') ?? -1;
        if (header is null || !header.StartsWith(unit, StringComparison.OrdinalIgnoreCase) || dash < 0 || header.IndexOf(',') >= 0)
        {
            return null;
        }

        string first = header.Substring(unit.Length, dash - unit.Length).Trim();
        string last = header.Substring(dash + 1).Trim();
        bool hasFirst = long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out long from);
        bool hasLast = long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long to);
        if ((!hasFirst && (first.Length > 0 || !hasLast)) || (!hasLast && last.Length > 0) || (hasFirst && hasLast && to < from))
        {
            return null;
        }

        if (!hasFirst)
        {
            long tail = Math.Min(to, size);
            return tail > 0 ? new ByteRange(size - tail, tail) : throw Unsatisfiable();
        }

        return from < size ? new ByteRange(from, Math.Min(hasLast ? to : size - 1, size - 1) - from + 1) : throw Unsatisfiable();
    }

    private static Serving.ServiceFault Unsatisfiable() => new(416, "InvalidRange", "The requested range is not satisfiable");
}
