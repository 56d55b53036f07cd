using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using BedrockPS.Local.Http;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Simulation;

/// <summary>Makes JSON that fits a JSON schema, with values of the prompt where they fit.</summary>
internal sealed class SchemaSample
{
    private const int MaxDepth = 16;

    private readonly SchemaReader _schema;
    private readonly PromptValues _values;
    private readonly Utf8JsonWriter _writer;

    /// <summary>Only what is required or named is filled in, as a model does for the parameters of a tool.</summary>
    private readonly bool _isSparing;

    private SchemaSample(SchemaReader schema, PromptValues values, bool isSparing, Utf8JsonWriter writer)
    {
        _schema = schema;
        _values = values;
        _isSparing = isSparing;
        _writer = writer;
    }

    /// <summary>A whole answer: every property has a value.</summary>
    /// <exception cref="ServiceFault">The schema is not JSON.</exception>
    public static string Make(string schema, PromptValues values) => Make(schema, values, isSparing: false);

    /// <summary>Arguments of a tool: what is required, what the prompt names, and else at most what it obviously speaks of.</summary>
    /// <exception cref="ServiceFault">The schema is not JSON.</exception>
    public static string MakeArguments(string schema, PromptValues values) => Make(schema, values, isSparing: true);

    private static string Make(string schema, PromptValues values, bool isSparing)
    {
        ByteBuffer json = new(256);
        try
        {
            using JsonDocument document = JsonDocument.Parse(schema);
            using Utf8JsonWriter writer = new(json, JsonText.WriterOptions);
            JsonElement root = document.RootElement;
            new SchemaSample(new SchemaReader(root), values, isSparing, writer).Write(root, "", 0);
        }
        catch (JsonException)
        {
            throw ServiceFault.Validation("The JSON schema is not valid JSON.");
        }

        return json.ToString();
    }

    private void Write(JsonElement schema, string name, int depth)
    {
        schema = _schema.Resolve(schema);
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
            (Mentioned(values, name) ?? values[0]).WriteTo(_writer);
            return;
        }

        switch (SchemaReader.TypeOf(schema))
        {
            case "object":
                WriteObject(schema, name, depth);
                break;
            case "array":
                WriteArray(schema, name, depth);
                break;
            case "integer":
                _writer.WriteNumberValue((long)SampleNumber.Make(schema, name, _values, whole: true));
                break;
            case "number":
                _writer.WriteNumberValue(SampleNumber.Make(schema, name, _values, whole: false));
                break;
            case "boolean":
                _writer.WriteBooleanValue(Truth(_values.Named(name)) ?? true);
                break;
            case "null":
                _writer.WriteNullValue();
                break;
            default:
                _writer.WriteStringValue(SampleText.Make(schema, name, _values));
                break;
        }
    }

    /// <summary>The value of an enumeration that the prompt gives, or speaks of.</summary>
    private JsonElement? Mentioned(JsonElement values, string name)
    {
        string? named = _values.Named(name);
        JsonElement? spokenOf = null;
        foreach (JsonElement value in values.EnumerateArray())
        {
            string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            if (string.Equals(text, named, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }

            spokenOf ??= value.ValueKind == JsonValueKind.String && _values.Says(text) ? value : null;
        }

        return spokenOf;
    }

    private void WriteObject(JsonElement schema, string name, int depth)
    {
        if (depth > 0 && _values.Named(name) is string named && named.StartsWith("{", StringComparison.Ordinal) && JsonText.IsJson(named))
        {
            _writer.WriteRawValue(named);
            return;
        }

        _writer.WriteStartObject();
        if (schema.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object)
        {
            HashSet<string> wanted = Wanted(schema, properties, depth);
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                if (wanted.Contains(property.Name))
                {
                    _writer.WritePropertyName(property.Name);
                    Write(property.Value, property.Name, depth + 1);
                }
            }
        }

        _writer.WriteEndObject();
    }

    /// <summary>Which properties get a value.</summary>
    private HashSet<string> Wanted(JsonElement schema, JsonElement properties, int depth)
    {
        HashSet<string> wanted = SchemaReader.Required(schema);
        bool isAnyNamed = false;
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            // What is optional is left out once the schema goes deep, so that recursive ones end.
            if (_isSparing ? _values.Named(property.Name) is not null : depth < 4)
            {
                isAnyNamed = true;
                wanted.Add(property.Name);
            }
        }

        if (_isSparing && !isAnyNamed && wanted.Count == 0)
        {
            AddObvious(wanted, properties);
        }

        return wanted;
    }

    /// <summary>Where nothing is required or named: the first text, number or choice the prompt has something for.</summary>
    private void AddObvious(HashSet<string> wanted, JsonElement properties)
    {
        PromptValues trial = _values.Again();
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            JsonElement schema = _schema.Resolve(property.Value);
            if (schema.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            bool isObvious = schema.TryGetProperty("enum", out JsonElement values) && values.ValueKind == JsonValueKind.Array
                ? Mentioned(values, property.Name) is not null
                : SchemaReader.TypeOf(schema) switch
                {
                    "string" => SampleText.IsObvious(schema, trial),
                    "integer" or "number" => trial.TakeNumber() is not null,
                    "boolean" => _values.Says(property.Name),
                    _ => false,
                };
            if (isObvious)
            {
                wanted.Add(property.Name);
            }
        }
    }

    private void WriteArray(JsonElement schema, string name, int depth)
    {
        _writer.WriteStartArray();
        JsonElement items = schema.TryGetProperty("items", out JsonElement given) ? given : default;
        List<string> named = NamedItems(name);
        int most = SchemaReader.Whole(schema, "maxItems") ?? 1000;
        int count = named.Count > 0 ? named.Count : depth < MaxDepth / 2 ? 1 : 0;
        count = Math.Min(Math.Max(count, SchemaReader.Whole(schema, "minItems") ?? 0), Math.Min(most, 1000));
        for (int i = 0; i < count && items.ValueKind == JsonValueKind.Object; i++)
        {
            if (i < named.Count)
            {
                // Each item is looked for as if the prompt had named it alone.
                new SchemaSample(_schema, new PromptValues($"{name}=\"{named[i]}\""), _isSparing, _writer).Write(items, name, depth + 1);
            }
            else
            {
                Write(items, name, depth + 1);
            }
        }

        _writer.WriteEndArray();
    }

    /// <summary>[a, b] or one value, of those the prompt names.</summary>
    private List<string> NamedItems(string name)
    {
        string? named = _values.Named(name);
        List<string> items = [];
        foreach (string item in named?.Trim('[', ']').Split(',') ?? [])
        {
            string text = item.Trim().Trim('"', '\'');
            if (text.Length > 0)
            {
                items.Add(text);
            }
        }

        return items;
    }

    private static bool? Truth(string? text) => text?.ToLower(CultureInfo.InvariantCulture) switch
    {
        "true" or "yes" or "on" or "1" => true,
        "false" or "no" or "off" or "0" => false,
        _ => null,
    };
}
