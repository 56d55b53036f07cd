using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Structured;

/// <summary>
/// The service wants an object as an answer's outermost value. A list, text or number travels as the one member of an object, and
/// comes out of it again.
/// </summary>
internal sealed class OutputEnvelope
{
    private readonly string? _member;

    private OutputEnvelope(Dictionary<string, object?> schema, string? member)
    {
        Schema = schema;
        _member = member;
    }

    /// <summary>The schema of what travels, an object's.</summary>
    public Dictionary<string, object?> Schema { get; }

    public static OutputEnvelope For(Dictionary<string, object?> schema)
    {
        bool isObject = schema.TryGetValue("type", out object? type) ? "object".Equals(type) : schema.ContainsKey("properties");
        if (isObject && !schema.ContainsKey("anyOf") && !schema.ContainsKey("oneOf") && !schema.ContainsKey("$ref"))
        {
            return new OutputEnvelope(schema, null);
        }

        string member = "array".Equals(type) ? "items" : "value";
        Dictionary<string, object?> inner = [];
        Dictionary<string, object?> outer = new() { ["type"] = "object" };
        foreach (KeyValuePair<string, object?> entry in schema)
        {
            // References to definitions go on from the root, and so must the definitions.
            (entry.Key is "$defs" or "definitions" or "$schema" ? outer : inner)[entry.Key] = Move(entry.Key, entry.Value, "#/properties/" + member);
        }

        outer["properties"] = new Dictionary<string, object?> { [member] = inner };
        outer["required"] = new List<object?> { member };
        outer["additionalProperties"] = false;
        return new OutputEnvelope(outer, member);
    }

    /// <summary>The value itself. A model that gave it bare is taken at its word.</summary>
    public JsonElement Open(JsonElement answer)
    {
        if (_member is null || answer.ValueKind != JsonValueKind.Object)
        {
            return answer;
        }

        int count = 0;
        foreach (JsonProperty _ in answer.EnumerateObject())
        {
            count++;
        }

        return count == 1 && answer.TryGetProperty(_member, out JsonElement value) ? value : answer;
    }

    private static object? Move(string word, object? value, string to) => value switch
    {
        string reference when word == "$ref" && !reference.StartsWith("#/$defs/", StringComparison.Ordinal)
            && !reference.StartsWith("#/definitions/", StringComparison.Ordinal) => to + reference.Substring(1),
        Dictionary<string, object?> map => MoveMap(map, to),
        List<object?> list => list.ConvertAll(item => Move("", item, to)),
        _ => value,
    };

    private static Dictionary<string, object?> MoveMap(Dictionary<string, object?> map, string to)
    {
        Dictionary<string, object?> moved = new(map.Count);
        foreach (KeyValuePair<string, object?> entry in map)
        {
            moved[entry.Key] = Move(entry.Key, entry.Value, to);
        }

        return moved;
    }
}
