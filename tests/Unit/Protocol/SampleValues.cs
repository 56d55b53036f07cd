using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Unit.Protocol;

/// <summary>Makes values that fit a shape: the fewest members, or all of them.</summary>
internal sealed class SampleValues
{
    private static readonly string[] s_texts =
    [
        "a", "A", "1", "Value-1", "Ü", "text with spaces and ü", "0123456789", "123456789012", "ABCDEFGHIJ", "abcdefghij", "abcdefghijkl",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "s3://bucket/key", "s3://bucket/key.json", "s3://bucket/folder/", "v1.0", "DRAFT", "name_1", "1.0", "a/b", "/a", "#a",
        "us-east-1", "anthropic.claude:1", "a.b", "user@example.com", "x.guardrail.v1:0", "http://a.b", "https://example.com", "$.a", "subnet-01234567", "sg-01234567",
        "-x", "TSTALIASID", "text/plain", "arn:aws:iam::123456789012:role/a", "TRACE", "en", "a$b", "(a)", "_a", "a_", "2024-01-01", "vpce-0", "v1", "1h",
        "arn:aws:kms:us-east-1:123456789012:key/3f2504e0-4f89-41d3-9a0c-0305e82c3301", "ml.g5.xlarge", "eu.a-b", "bucket", "{{a}}", "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "us-gov.a", "0.0", "12345", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];

    private readonly bool _all;
    private readonly int _variant;
    private readonly List<string> _open = [];

    /// <param name="all">All members instead of the required ones.</param>
    /// <param name="variant">Which member of each union is set.</param>
    public SampleValues(bool all, int variant)
    {
        _all = all;
        _variant = variant;
    }

    public Dictionary<string, object?> Structure(ShapeDescription shape)
    {
        Dictionary<string, object?> values = [];
        _open.Add(shape.Name);
        List<MemberDescription> members = [.. shape.Members.Where(member => !member.Shape.IsException)];
        if (shape.IsUnion)
        {
            List<MemberDescription> shallow = [.. members.Where(member => !IsOpen(member.Shape))];
            members = [(shallow.Count > 0 ? shallow : members)[_variant % (shallow.Count > 0 ? shallow : members).Count]];
        }

        foreach (MemberDescription member in members)
        {
            if (!member.Shape.IsEventStream && (shape.IsUnion || member.IsRequired || (_all && !IsOpen(member.Shape))))
            {
                values[member.Name] = Of(member.Shape);
            }
        }

        _open.RemoveAt(_open.Count - 1);
        return values;
    }

    public object Of(ShapeDescription shape)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                return Structure(shape);
            case ShapeKind.List:
                int count = Math.Max((int)(shape.Min ?? 0), _all && !IsOpen(shape.Element!) ? 2 : 0);
                return Enumerable.Range(0, Math.Min(count, (int)(shape.Max ?? 100))).Select(_ => (object?)Of(shape.Element!)).ToList();
            case ShapeKind.Map:
                return new Dictionary<string, object?> { [(string)Of(shape.Key!)] = Of(shape.Element!) };
            case ShapeKind.Blob:
                return Enumerable.Range(0, Math.Max(5, (int)(shape.Min ?? 0))).Select(static number => (byte)(number * 50)).ToArray();
            case ShapeKind.Boolean:
                return true;
            case ShapeKind.Integer:
            case ShapeKind.Long:
                return (long)(_all ? Math.Min(shape.Max ?? 7, int.MaxValue) : shape.Min ?? 0);
            case ShapeKind.Float:
            case ShapeKind.Double:
                return _all ? shape.Max ?? 0.1 : shape.Min ?? 0.25;
            case ShapeKind.Timestamp:
                return new DateTimeOffset(2024, 2, 29, 23, 59, 58, _all ? 125 : 0, TimeSpan.Zero);
            case ShapeKind.Document:
                return new Dictionary<string, object?>
                {
                    ["text"] = "ü€😀\"\\",
                    ["numbers"] = new List<object?> { 1L, -2.5, 12345678901234567890m, null, true },
                    ["nested"] = new Dictionary<string, object?> { ["empty"] = new List<object?>() },
                };
            default:
                return Text(shape);
        }
    }

    private static string Text(ShapeDescription shape)
    {
        if (shape.EnumValues.Count > 0)
        {
            return shape.EnumValues[0];
        }

        foreach (string text in s_texts.Concat(s_texts.Select(static text => string.Concat(Enumerable.Repeat(text, 64)))))
        {
            string fitting = text.Length > shape.Max ? text[..(int)shape.Max.Value] : text;
            if (fitting.Length >= (shape.Min ?? 1) && shape.SafePattern?.Allows(fitting) != false)
            {
                return fitting;
            }
        }

        throw new InvalidOperationException($"No sample text fits {shape.Name}: {shape.Min} to {shape.Max} of {shape.Pattern}");
    }

    private bool IsOpen(ShapeDescription shape) => shape.Kind switch
    {
        ShapeKind.List or ShapeKind.Map => IsOpen(shape.Element!),
        _ => _open.Contains(shape.Name),
    };
}
