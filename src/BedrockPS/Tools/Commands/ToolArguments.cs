using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Inference;

namespace BedrockPS.Tools.Commands;

/// <summary>A model's input as parameters of a command. Types are left to PowerShell's own binder, which converts and validates.</summary>
internal static class ToolArguments
{
    /// <summary>Null when the input does not fit; the reason is meant for the model.</summary>
    public static Dictionary<string, object?>? Read(CommandTool tool, string inputJson, out string? reason)
    {
        using JsonDocument document = JsonDocument.Parse(inputJson);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            reason = "The input is not a JSON object.";
            return null;
        }

        Dictionary<string, object?> arguments = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty given in document.RootElement.EnumerateObject())
        {
            ToolParameter? parameter = tool.Parameters.FirstOrDefault(
                candidate => string.Equals(candidate.Name, given.Name, StringComparison.OrdinalIgnoreCase));
            if (parameter is null)
            {
                reason = $"There is no parameter '{given.Name}'. Parameters: {Names(tool.Parameters)}.";
                return null;
            }

            if (given.Value.ValueKind == JsonValueKind.Null && !parameter.IsMandatory)
            {
                continue;
            }

            try
            {
                arguments[parameter.Name] = Value(given.Value, parameter.Type);
            }
            catch (FormatException)
            {
                reason = $"The value of '{given.Name}' is not base64.";
                return null;
            }
        }

        // Asked here, since PowerShell would ask the user.
        List<ToolParameter> missing = [.. tool.Parameters.Where(parameter => parameter.IsMandatory && !arguments.ContainsKey(parameter.Name))];
        reason = missing.Count == 0 ? null : $"These parameters are missing: {Names(missing)}.";
        return missing.Count == 0 ? arguments : null;
    }

    private static string Names(IReadOnlyCollection<ToolParameter> parameters) =>
        parameters.Count == 0 ? "none" : string.Join(", ", parameters.Select(static parameter => parameter.Name));

    private static object? Value(JsonElement json, Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        switch (json.ValueKind)
        {
            case JsonValueKind.String when plain == typeof(byte[]):
                return json.GetBytesFromBase64();
            case JsonValueKind.Array when TypeSchema.IsFlags(plain):
                // The binder takes the flags of an enum as one text.
                return string.Join(", ", json.EnumerateArray().Select(static item => item.ToString()));
            case JsonValueKind.Array:
                Type element = TypeSchema.ElementOf(plain) ?? typeof(object);
                return json.EnumerateArray().Select(item => Value(item, element)).ToArray();
            case JsonValueKind.Object when plain == typeof(object) || plain == typeof(PSObject):
                return JsonObjects.Convert(json);
            case JsonValueKind.Object:
                Hashtable table = new(StringComparer.OrdinalIgnoreCase);
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    table[member.Name] = Value(member.Value, typeof(Hashtable));
                }

                return table;
            default:
                return JsonObjects.Convert(json);
        }
    }
}
