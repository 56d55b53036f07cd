using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Agents;

/// <summary>Reads what action groups describe: functions, or an API as OpenAPI in JSON.</summary>
internal sealed class AgentActions
{
    private static readonly string[] s_methods = ["get", "put", "post", "delete", "patch", "head", "options"];

    private readonly List<AgentAction> _actions = [];

    private AgentActions()
    {
    }

    /// <param name="groups">Members of action groups, as they are made or given with an inline agent.</param>
    public static List<AgentAction> Of(IEnumerable<Dictionary<string, object?>> groups)
    {
        AgentActions actions = new();
        foreach (Dictionary<string, object?> group in groups)
        {
            actions.Add(group);
        }

        return actions._actions;
    }

    private void Add(Dictionary<string, object?> group)
    {
        string name = group.Text("actionGroupName") ?? "";
        bool isReturned = group.Map("actionGroupExecutor")?.Text("customControl") == "RETURN_CONTROL";
        foreach (Dictionary<string, object?> function in group.Map("functionSchema")?.Maps("functions") ?? [])
        {
            AddFunction(name, function, isReturned);
        }

        if (group.Map("apiSchema")?.Text("payload") is string payload)
        {
            AddApi(name, payload, isReturned);
        }
    }

    private void AddFunction(string group, Dictionary<string, object?> function, bool isReturned)
    {
        Dictionary<string, string> types = [];
        Dictionary<string, object?> properties = [];
        List<object?> required = [];
        foreach (KeyValuePair<string, object?> parameter in function.Map("parameters") ?? [])
        {
            Dictionary<string, object?> detail = parameter.Value as Dictionary<string, object?> ?? [];
            types[parameter.Key] = detail.Text("type") ?? "string";
            properties[parameter.Key] = new Dictionary<string, object?> { ["type"] = types[parameter.Key], ["description"] = detail.Text("description") ?? "" };
            if (detail.Flag("required"))
            {
                required.Add(parameter.Key);
            }
        }

        string name = function.Text("name") ?? "";
        _actions.Add(new AgentAction(group, ToolOf(group, name, function.Text("description"), properties, required))
        {
            Function = name,
            Types = types,
            IsReturned = isReturned,
            NeedsConfirmation = function.Text("requireConfirmation") == "ENABLED",
        });
    }

    private void AddApi(string group, string payload, bool isReturned)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(payload);
        }
        catch (JsonException)
        {
            // YAML is as good to the service; the simulator knows no actions then.
            return;
        }

        using (document)
        {
            foreach (JsonProperty path in Members(document.RootElement, "paths"))
            {
                foreach (JsonProperty operation in path.Value.ValueKind == JsonValueKind.Object ? path.Value.EnumerateObject() : default)
                {
                    if (s_methods.Contains(operation.Name, StringComparer.OrdinalIgnoreCase))
                    {
                        AddOperation(group, path.Name, operation.Name.ToUpperInvariant(), operation.Value, isReturned);
                    }
                }
            }
        }
    }

    private void AddOperation(string group, string path, string method, JsonElement operation, bool isReturned)
    {
        Dictionary<string, string> types = [];
        Dictionary<string, object?> properties = [];
        List<object?> required = [];
        HashSet<string> inBody = [];
        if (operation.TryGetProperty("parameters", out JsonElement parameters) && parameters.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement parameter in parameters.EnumerateArray())
            {
                Add(Text(parameter, "name"), parameter.TryGetProperty("schema", out JsonElement schema) ? schema : default, Text(parameter, "description"));
                if (parameter.TryGetProperty("required", out JsonElement must) && must.ValueKind == JsonValueKind.True)
                {
                    required.Add(Text(parameter, "name"));
                }
            }
        }

        foreach (JsonProperty content in operation.TryGetProperty("requestBody", out JsonElement body) ? Members(body, "content") : [])
        {
            JsonElement schema = content.Value.TryGetProperty("schema", out JsonElement given) ? given : default;
            foreach (JsonProperty property in Members(schema, "properties"))
            {
                inBody.Add(property.Name);
                Add(property.Name, property.Value, Text(property.Value, "description"));
            }

            if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("required", out JsonElement names) && names.ValueKind == JsonValueKind.Array)
            {
                required.AddRange(names.EnumerateArray().Select(static name => (object?)name.ToString()));
            }

            break;
        }

        string name = Text(operation, "operationId");
        string description = Text(operation, "description");
        _actions.Add(new AgentAction(
            group,
            ToolOf(
                group,
                name.Length > 0 ? name : Regex.Replace(method + path, "[^A-Za-z0-9]+", "_").Trim('_'),
                description.Length > 0 ? description : Text(operation, "summary"),
                properties,
                required))
        {
            ApiPath = path,
            Method = method,
            Types = types,
            InBody = inBody,
            IsReturned = isReturned,
            NeedsConfirmation = Text(operation, "x-requireConfirmation") == "ENABLED",
        });

        void Add(string parameter, JsonElement schema, string told)
        {
            string type = schema.ValueKind == JsonValueKind.Object ? Text(schema, "type") : "";
            types[parameter] = type.Length > 0 ? type : "string";
            properties[parameter] = new Dictionary<string, object?> { ["type"] = types[parameter], ["description"] = told };
        }
    }

    /// <summary>The name alone, unless another group has that name too.</summary>
    private ToolSpec ToolOf(string group, string name, string? description, Dictionary<string, object?> properties, List<object?> required)
    {
        string free = _actions.Exists(known => known.Tool.Name == name) ? group + "__" + name : name;
        string schema = JsonText.Of(new Dictionary<string, object?> { ["type"] = "object", ["properties"] = properties, ["required"] = required });
        return new ToolSpec(free, description ?? "", schema);
    }

    private static IEnumerable<JsonProperty> Members(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement inner) && inner.ValueKind == JsonValueKind.Object
            ? inner.EnumerateObject()
            : [];

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
