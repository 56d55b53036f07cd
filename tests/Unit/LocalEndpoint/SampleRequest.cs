using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Unit.Endpoints;

/// <summary>
/// The least an operation takes, made of its description: required members alone, with values that earlier answers gave under the
/// same name where there are some.
/// </summary>
internal sealed class SampleRequest
{
    private const string Model = "anthropic.claude-3-haiku-20240307-v1:0";

    private static readonly Dictionary<string, string> s_fixed = new()
    {
        ["modelId"] = Model,
        ["baseModelIdentifier"] = Model,
        ["foundationModel"] = Model,
        ["copyFrom"] = "arn:aws:bedrock:us-east-1::foundation-model/" + Model,
        ["agentVersion"] = "DRAFT",
        ["assetType"] = "BUILD_LOG",
        ["uri"] = "s3://bucket/document.txt",
    };

    private static readonly string[] s_references = ["Id", "Arn", "At", "Token", "Hash", "flowVersion"];

    private readonly Dictionary<string, object> _known = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>Remembers what an answer names, so that later requests speak of things that are there.</summary>
    public void Learn(object? answer)
    {
        switch (answer)
        {
            case Dictionary<string, object?> members:
                foreach (KeyValuePair<string, object?> member in members)
                {
                    if (member.Value is string or DateTimeOffset)
                    {
                        _known[member.Key] = member.Value;
                    }

                    Learn(member.Value);
                }

                break;
            case List<object?> items:
                items.ForEach(Learn);
                break;
        }
    }

    public Dictionary<string, object?> Of(OperationDescription operation) =>
        (operation.Input?.Members ?? []).Where(static member => member.IsRequired).ToDictionary(
            static member => member.Name, member => Known(member.Name) ?? Make(member.Name, member.Shape));

    /// <summary>jobIdentifier is answered by the jobArn or jobId of an earlier answer, policyArn by policyArn.</summary>
    private object? Known(string member)
    {
        string[] names = s_fixed.ContainsKey(member) ? []
            : member.EndsWith("Identifier", StringComparison.Ordinal) ? [member.Replace("Identifier", "Arn"), member.Replace("Identifier", "Id"), "id"]
            : member.EndsWith("ARN", StringComparison.Ordinal) ? ["guardrailArn"]
            : s_references.Any(end => member.EndsWith(end, StringComparison.Ordinal)) ? [member]
            : [];
        return names.Where(_known.ContainsKey).Select(name => _known[name]).FirstOrDefault();
    }

    private object? Make(string name, ShapeDescription shape) => shape.Kind switch
    {
        ShapeKind.Structure when shape.IsUnion => new Dictionary<string, object?>
        {
            [shape.Members[0].Name] = Make(shape.Members[0].Name, shape.Members[0].Shape),
        },
        ShapeKind.Structure => shape.Members.Where(static member => member.IsRequired)
            .ToDictionary(static member => member.Name, member => Make(member.Name, member.Shape)),
        ShapeKind.List => Enumerable.Range(0, Math.Max(1, (int)(shape.Min ?? 0))).Select(_ => Make(name, shape.Element!)).ToList(),
        ShapeKind.Map => new Dictionary<string, object?>(),
        ShapeKind.String => Text(name, shape),
        ShapeKind.Blob => new byte[Math.Max(1, (int)(shape.Min ?? 0))],
        ShapeKind.Boolean => false,
        ShapeKind.Timestamp => DateTimeOffset.UtcNow,
        ShapeKind.Document => new Dictionary<string, object?>(),
        ShapeKind.Float or ShapeKind.Double => shape.Min ?? 0.5,
        _ => (long)Math.Max(1, shape.Min ?? 1),
    };

    private string Text(string name, ShapeDescription shape)
    {
        if (s_fixed.TryGetValue(name, out string? text) && shape.SafePattern?.Allows(text) != false)
        {
            return text;
        }

        if (shape.EnumValues.Count > 0)
        {
            return shape.EnumValues[0];
        }

        int least = (int)(shape.Min ?? 1);
        if (shape.SafePattern is SafePattern pattern)
        {
            return PatternSample.Make(pattern.Text, least);
        }

        string sample = "sample" + ++_made;
        return sample.PadRight(least, 'x')[..(int)Math.Max(least, Math.Min(sample.Length, shape.Max ?? int.MaxValue))];
    }
}
