using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Structured.Shapes;

/// <summary>A place that holds a shape, with what is said of the place itself: may it be null, what it is for, its bounds.</summary>
internal sealed class OutputSlot
{
    public OutputSlot(OutputShape shape) => Shape = shape;

    public OutputShape Shape { get; }

    public bool IsNullable { get; set; }

    public string? Description { get; set; }

    /// <summary>Keywords added to the shape's own, such as minimum.</summary>
    public Dictionary<string, object?> Rules { get; } = [];

    /// <summary>A .NET regular expression the text must match.</summary>
    public string? Pattern { get; set; }

    /// <summary>Whether the pattern tells upper case from lower.</summary>
    public bool IsPatternCaseSensitive { get; set; } = true;

    public Dictionary<string, object?> Schema(SchemaScope scope)
    {
        Dictionary<string, object?> schema = Shape.Schema(scope);
        foreach (KeyValuePair<string, object?> rule in Rules)
        {
            schema[rule.Key] = rule.Value;
        }

        if (Pattern is not null)
        {
            schema["pattern"] = scope.IsForCheck && !IsPatternCaseSensitive ? "(?i)" + Pattern : Pattern;
        }

        if (IsNullable)
        {
            schema = OrNull(schema);
        }

        return Description is null ? schema : WithDescription(schema, Description);
    }

    /// <exception cref="Shapes.ShapeException">The value cannot become that.</exception>
    public object? Read(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Null)
        {
            return Shape.Read(value, path);
        }

        return IsNullable || Shape is AnyShape ? null : throw new ShapeException(path, "is null");
    }

    private static Dictionary<string, object?> OrNull(Dictionary<string, object?> schema)
    {
        if (schema.Count == 0)
        {
            return schema;
        }

        if (schema.TryGetValue("type", out object? type) && type is string name && name != "object")
        {
            schema["type"] = new List<object?> { name, "null" };
            if (schema.TryGetValue("enum", out object? values) && values is List<object?> choices)
            {
                schema["enum"] = new List<object?>([.. choices, null]);
            }

            return schema;
        }

        return new Dictionary<string, object?>
        {
            ["anyOf"] = new List<object?> { schema, new Dictionary<string, object?> { ["type"] = "null" } },
        };
    }

    /// <summary>The description first: a model reads from the beginning.</summary>
    private static Dictionary<string, object?> WithDescription(Dictionary<string, object?> schema, string description)
    {
        Dictionary<string, object?> described = new() { ["description"] = description };
        foreach (KeyValuePair<string, object?> entry in schema)
        {
            described[entry.Key] = entry.Key == "description" ? description : entry.Value;
        }

        return described;
    }
}
