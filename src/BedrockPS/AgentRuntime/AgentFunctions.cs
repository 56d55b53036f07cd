using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using BedrockPS.Tools;

namespace BedrockPS.AgentRuntime;

/// <summary>
/// Tools as an action group whose functions are returned to the caller. The service knows five types of parameters and nothing of what
/// narrows them; what a schema says beyond that goes into the description.
/// </summary>
internal static class AgentFunctions
{
    public const string ActionGroup = "PowerShell";

    private const int MaxDescription = 1200;
    private const int MaxParameterDescription = 500;
    private const int MaxName = 100;

    private static readonly string[] s_types = ["string", "number", "integer", "boolean", "array"];

    public static Dictionary<string, object?> GroupOf(ToolSet tools) => new()
    {
        ["actionGroupName"] = ActionGroup,
        ["actionGroupExecutor"] = new Dictionary<string, object?> { ["customControl"] = "RETURN_CONTROL" },
        ["functionSchema"] = new Dictionary<string, object?> { ["functions"] = tools.Specifications.Select(static tool => (object?)Of(tool)).ToList() },
    };

    private static Dictionary<string, object?> Of(ToolSpecification tool)
    {
        Dictionary<string, object?> function = new() { ["name"] = NameOf(tool.Name) };
        if (!string.IsNullOrWhiteSpace(tool.Description))
        {
            function["description"] = Cut(tool.Description!, MaxDescription);
        }

        Dictionary<string, object?> parameters = ParametersOf(tool.InputSchema);
        if (parameters.Count > 0)
        {
            function["parameters"] = parameters;
        }

        return function;
    }

    private static Dictionary<string, object?> ParametersOf(string schema)
    {
        using JsonDocument document = JsonDocument.Parse(schema);
        Dictionary<string, object?> parameters = [];
        if (!document.RootElement.TryGetProperty("properties", out JsonElement properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return parameters;
        }

        HashSet<string> required = document.RootElement.TryGetProperty("required", out JsonElement names) && names.ValueKind == JsonValueKind.Array
            ? [.. names.EnumerateArray().Select(static name => name.ToString())]
            : [];
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            string type = TypeOf(property.Value);
            Dictionary<string, object?> parameter = new()
            {
                ["type"] = Array.IndexOf(s_types, type) >= 0 ? type : "string",
                ["required"] = required.Contains(property.Name),
            };
            string description = DescriptionOf(property.Value, type);
            if (description.Length > 0)
            {
                parameter["description"] = Cut(description, MaxParameterDescription);
            }

            parameters[NameOf(property.Name)] = parameter;
        }

        return parameters;
    }

    private static string TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out JsonElement type) ? "string"
        : type.ValueKind == JsonValueKind.String ? type.GetString()!
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(static one => one.ToString()).FirstOrDefault(static one => one != "null") ?? "string"
        : "string";

    private static string DescriptionOf(JsonElement schema, string type)
    {
        StringBuilder text = new(schema.TryGetProperty("description", out JsonElement description) ? description.ToString().Trim() : "");
        JsonElement item = schema.TryGetProperty("items", out JsonElement items) ? items : schema;
        if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("enum", out JsonElement values) && values.ValueKind == JsonValueKind.Array)
        {
            Add(text, $"One of: {string.Join(", ", values.EnumerateArray().Select(static value => value.ToString()))}.");
        }

        if (schema.TryGetProperty("default", out JsonElement standard))
        {
            Add(text, $"Default: {standard}.");
        }

        if (type == "object")
        {
            Add(text, "A JSON object.");
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string sentence) => text.Append(text.Length == 0 ? "" : " ").Append(sentence);

    /// <summary>The nearest name the service takes: it begins with a letter or digit, and no two signs of others stand side by side.</summary>
    private static string NameOf(string name)
    {
        StringBuilder valid = new();
        foreach (char letter in name)
        {
            bool isPlain = letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
            if (isPlain || (valid.Length > 0 && valid[valid.Length - 1] is not ('_' or '-')))
            {
                valid.Append(isPlain || letter == '-' ? letter : '_');
            }
        }

        return valid.Length == 0 ? "tool" : valid.ToString(0, Math.Min(valid.Length, MaxName));
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text.Substring(0, length - 1) + "…";
}
