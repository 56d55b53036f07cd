using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Structured.Shapes;

/// <summary>A text, number or truth value, and the .NET types that are written as one.</summary>
internal sealed class ScalarShape : OutputShape
{
    private readonly (string Name, object Value)[] _keywords;
    private readonly Func<JsonElement, object> _read;

    /// <param name="type">What it becomes.</param>
    /// <param name="read">May throw FormatException, OverflowException or InvalidOperationException.</param>
    /// <param name="keywords">The schema.</param>
    public ScalarShape(Type type, Func<JsonElement, object> read, params (string Name, object Value)[] keywords)
    {
        Type = type;
        _read = read;
        _keywords = keywords;
    }

    public override Type Type { get; }

    public override Dictionary<string, object?> Schema(SchemaScope scope)
    {
        Dictionary<string, object?> schema = [];
        foreach ((string name, object value) in _keywords)
        {
            schema[name] = value;
        }

        return schema;
    }

    public override object? Read(JsonElement value, string path)
    {
        try
        {
            return _read(value);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            string text = value.GetRawText();
            text = text.Length <= 60 ? text : text.Substring(0, 60) + "…";
            throw new ShapeException(path, $"is {text}, which cannot be a {Type.Name}", exception);
        }
    }
}
