using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BedrockPS.Local.Http;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Simulation;

/// <summary>Makes JSON that fits a JSON schema, with words and numbers of the prompt where they fit.</summary>
internal sealed class SchemaSample
{
    private const int MaxDepth = 16;

    private readonly JsonElement _root;
    private readonly string _prompt;
    private readonly Utf8JsonWriter _writer;

    private SchemaSample(JsonElement root, string prompt, Utf8JsonWriter writer)
    {
        _root = root;
        _prompt = prompt;
        _writer = writer;
    }

    /// <exception cref="ServiceFault">The schema is not JSON.</exception>
    public static string Make(string schema, string prompt)
    {
        ByteBuffer json = new(256);
        try
        {
            using JsonDocument document = JsonDocument.Parse(schema);
            using Utf8JsonWriter writer = new(json, JsonText.WriterOptions);
            new SchemaSample(document.RootElement, prompt, writer).Write(document.RootElement, "", 0);
        }
        catch (JsonException)
        {
            throw ServiceFault.Validation("The JSON schema is not valid JSON.");
        }

        return json.ToString();
    }

    private void Write(JsonElement schema, string name, int depth)
    {
        schema = Resolve(schema);
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            _writer.WriteNullValue();
            return;
        }

        if (schema.TryGetProperty("const", out JsonElement constant))
        {
            constant.WriteTo(_writer);
            return;
        }

        if (schema.TryGetProperty("enum", out JsonElement values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
        {
            WriteEnum(values);
            return;
        }

        switch (TypeOf(schema))
        {
            case "object":
                WriteObject(schema, depth);
                break;
            case "array":
                WriteArray(schema, name, depth);
                break;
            case "integer":
                _writer.WriteNumberValue((long)Number(schema, whole: true));
                break;
            case "number":
                _writer.WriteNumberValue(Number(schema, whole: false));
                break;
            case "boolean":
                _writer.WriteBooleanValue(true);
                break;
            case "null":
                _writer.WriteNullValue();
                break;
            default:
                _writer.WriteStringValue(Text(schema, name));
                break;
        }
    }

    private void WriteEnum(JsonElement values)
    {
        foreach (JsonElement value in values.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.String && _prompt.IndexOf(value.GetString()!, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                value.WriteTo(_writer);
                return;
            }
        }

        values[0].WriteTo(_writer);
    }

    private void WriteObject(JsonElement schema, int depth)
    {
        _writer.WriteStartObject();
        if (schema.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object)
        {
            HashSet<string> required = Required(schema);
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                // What is optional is left out once the schema goes deep, so that recursive ones end.
                if (depth < 4 || required.Contains(property.Name))
                {
                    _writer.WritePropertyName(property.Name);
                    Write(property.Value, property.Name, depth + 1);
                }
            }
        }

        _writer.WriteEndObject();
    }

    private void WriteArray(JsonElement schema, string name, int depth)
    {
        int count = Math.Max(depth < MaxDepth / 2 ? 1 : 0, Integer(schema, "minItems") ?? 0);
        count = Math.Min(count, Integer(schema, "maxItems") ?? int.MaxValue);
        _writer.WriteStartArray();
        if (schema.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Object)
        {
            for (int i = 0; i < Math.Min(count, 1000); i++)
            {
                Write(items, name, depth + 1);
            }
        }

        _writer.WriteEndArray();
    }

    private double Number(JsonElement schema, bool whole)
    {
        double least = Double(schema, "minimum") ?? (Double(schema, "exclusiveMinimum") + 1) ?? double.MinValue;
        double most = Double(schema, "maximum") ?? (Double(schema, "exclusiveMaximum") - 1) ?? double.MaxValue;
        double value = NumberInPrompt() ?? Math.Max(least, 1);
        value = Math.Min(Math.Max(value, least), most);
        if (Double(schema, "multipleOf") is double step and > 0)
        {
            value = Math.Ceiling(value / step) * step;
        }

        return whole ? Math.Round(value) : value;
    }

    private string Text(JsonElement schema, string name)
    {
        if (schema.TryGetProperty("format", out JsonElement format) && format.ValueKind == JsonValueKind.String)
        {
            string? sample = format.GetString() switch
            {
                "date-time" => "2025-01-31T12:00:00Z",
                "date" => "2025-01-31",
                "time" => "12:00:00Z",
                "email" => "someone@example.com",
                "uri" or "url" => "https://example.com/",
                "uuid" => "123e4567-e89b-42d3-a456-426614174000",
                "ipv4" => "192.0.2.1",
                _ => null,
            };
            if (sample is not null)
            {
                return sample;
            }
        }

        string text = NameInPrompt() ?? (SimulatedText.Quote(_prompt) is { Length: > 0 } quote ? quote : name);
        int least = Integer(schema, "minLength") ?? 0;
        int most = Integer(schema, "maxLength") ?? int.MaxValue;
        text = text.Length > most ? text.Substring(0, most) : text;
        return text.PadRight(Math.Min(least, 10_000), 'x');
    }

    /// <summary>A $ref followed, the first choice of anyOf and oneOf taken, the parts of allOf seen one by one.</summary>
    private JsonElement Resolve(JsonElement schema)
    {
        for (int hop = 0; hop < MaxDepth && schema.ValueKind == JsonValueKind.Object; hop++)
        {
            if (schema.TryGetProperty("$ref", out JsonElement reference) && reference.ValueKind == JsonValueKind.String)
            {
                schema = Follow(reference.GetString()!);
            }
            else if (FirstOf(schema, "anyOf") is JsonElement any)
            {
                schema = any;
            }
            else if (FirstOf(schema, "oneOf") is JsonElement one)
            {
                schema = one;
            }
            else if (!schema.TryGetProperty("properties", out JsonElement _) && FirstOf(schema, "allOf") is JsonElement all)
            {
                schema = all;
            }
            else
            {
                break;
            }
        }

        return schema;
    }

    private JsonElement Follow(string reference)
    {
        JsonElement at = _root;
        foreach (string step in reference.TrimStart('#').Split('/'))
        {
            if (step.Length > 0 && !(at.ValueKind == JsonValueKind.Object
                && at.TryGetProperty(step.Replace("~1", "/").Replace("~0", "~"), out at)))
            {
                return default;
            }
        }

        return at;
    }

    private static JsonElement? FirstOf(JsonElement schema, string name)
    {
        if (!schema.TryGetProperty(name, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        foreach (JsonElement choice in list.EnumerateArray())
        {
            if (TypeOf(choice) != "null")
            {
                return choice;
            }
        }

        return null;
    }

    private static string TypeOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        if (schema.TryGetProperty("type", out JsonElement type))
        {
            if (type.ValueKind == JsonValueKind.String)
            {
                return type.GetString()!;
            }

            if (type.ValueKind == JsonValueKind.Array && type.GetArrayLength() > 0)
            {
                return type[0].GetString() ?? "";
            }
        }

        return schema.TryGetProperty("properties", out JsonElement _) ? "object"
            : schema.TryGetProperty("items", out JsonElement _) ? "array"
            : "string";
    }

    private static HashSet<string> Required(JsonElement schema)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        if (schema.TryGetProperty("required", out JsonElement required) && required.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement name in required.EnumerateArray())
            {
                names.Add(name.GetString() ?? "");
            }
        }

        return names;
    }

    private static double? Double(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static int? Integer(JsonElement schema, string name) => Double(schema, name) is double value ? (int)Math.Min(value, int.MaxValue) : null;

    private double? NumberInPrompt()
    {
        StringBuilder digits = new();
        foreach (char c in _prompt + " ")
        {
            if (char.IsDigit(c) && digits.Length < 9)
            {
                digits.Append(c);
            }
            else if (digits.Length > 0)
            {
                return double.Parse(digits.ToString(), CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    /// <summary>The last word that begins with a capital, the first of the prompt aside: names and places are what tools are asked for.</summary>
    private string? NameInPrompt()
    {
        string[] words = _prompt.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = words.Length - 1; i > 0; i--)
        {
            string word = words[i].Trim('.', ',', '?', '!', ';', ':', '"', '\'', '(', ')');
            if (word.Length > 1 && char.IsUpper(word[0]) && char.IsLower(word[1]))
            {
                return word;
            }
        }

        return null;
    }
}
