using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Structured.Shapes;

/// <summary>A dictionary of names and values of one kind.</summary>
internal sealed class MapShape : OutputShape
{
    private readonly Type _value;
    private readonly OutputSlot _item;

    /// <param name="type">The dictionary to make, or an interface of one.</param>
    /// <param name="value">Type of a value as the dictionary declares it.</param>
    /// <param name="item">What a value is.</param>
    public MapShape(Type type, Type value, OutputSlot item)
    {
        Type = type.IsInterface ? typeof(Dictionary<,>).MakeGenericType(typeof(string), value) : type;
        _value = value;
        _item = item;
    }

    public override Type Type { get; }

    public override Dictionary<string, object?> Schema(SchemaScope scope) =>
        new() { ["type"] = "object", ["additionalProperties"] = _item.Schema(scope) };

    public override object? Read(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new ShapeException(path, "is not an object");
        }

        object map = Activator.CreateInstance(Type)!;
        System.Reflection.PropertyInfo? indexer = map is IDictionary
            ? null
            : typeof(IDictionary<,>).MakeGenericType(typeof(string), _value).GetProperty("Item");
        foreach (JsonProperty member in value.EnumerateObject())
        {
            object? read = _item.Read(member.Value, $"{path}['{member.Name}']");
            if (map is IDictionary untyped)
            {
                untyped[member.Name] = read;
            }
            else
            {
                indexer!.SetValue(map, read, [member.Name]);
            }
        }

        return map;
    }
}
