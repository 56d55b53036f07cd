using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Text.Json;

namespace BedrockPS.Structured.Shapes;

/// <summary>Whatever the model gives: any value, or any object where the type is a dictionary.</summary>
internal sealed class AnyShape : OutputShape
{
    public AnyShape(Type? type = null) => Type = type ?? typeof(object);

    public override Type Type { get; }

    private bool IsMap => typeof(IDictionary).IsAssignableFrom(Type);

    public override Dictionary<string, object?> Schema(SchemaScope scope) =>
        IsMap ? new Dictionary<string, object?> { ["type"] = "object" } : [];

    public override object? Read(JsonElement value, string path)
    {
        if (!IsMap)
        {
            return AnswerValue.From(value);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new ShapeException(path, "is not an object");
        }

        // What PowerShell makes of @{} and of [ordered]: names in any case.
        IDictionary map = Type == typeof(OrderedDictionary)
            ? new OrderedDictionary(StringComparer.OrdinalIgnoreCase)
            : new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            map[member.Name] = AnswerValue.From(member.Value);
        }

        return map;
    }
}
