using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.AgentRuntime;

/// <summary>
/// Reads what an agent asks its caller for. Parameters come as texts with a type beside each; here they become the JSON a tool takes.
/// </summary>
internal static class AgentInvocationReader
{
    public static AgentReturnControl Read(Dictionary<string, object?> payload) => new(
        payload.Text("invocationId"),
        [.. payload.Maps("invocationInputs").Select(ReadOne).OfType<AgentInvocation>()]);

    private static AgentInvocation? ReadOne(IReadOnlyDictionary<string, object?> member)
    {
        IReadOnlyDictionary<string, object?> function = member.Map("functionInvocationInput");
        if (function.Count > 0)
        {
            return new AgentInvocation(function.Text("actionGroup"), InputOf(function.Maps("parameters")))
            {
                Function = function.Text("function"),
                InvocationType = TypeOf(function),
                AgentId = Known(function.Text("agentId")),
                Collaborator = Known(function.Text("collaboratorName")),
            };
        }

        IReadOnlyDictionary<string, object?> api = member.Map("apiInvocationInput");
        return api.Count == 0 ? null : new AgentInvocation(api.Text("actionGroup"), InputOf(api.Maps("parameters").Concat(BodyOf(api))))
        {
            ApiPath = api.Text("apiPath"),
            HttpMethod = api.Text("httpMethod"),
            InvocationType = TypeOf(api),
            AgentId = Known(api.Text("agentId")),
            Collaborator = Known(api.Text("collaboratorName")),
        };
    }

    /// <summary>The body's properties, of whatever media type; there is one.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, object?>> BodyOf(IReadOnlyDictionary<string, object?> api) =>
        api.Map("requestBody").Map("content").Values
            .OfType<IReadOnlyDictionary<string, object?>>()
            .SelectMany(static content => content.Maps("properties"));

    private static string TypeOf(IReadOnlyDictionary<string, object?> members) => Known(members.Text("actionInvocationType")) ?? "RESULT";

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static string InputOf(IEnumerable<IReadOnlyDictionary<string, object?>> parameters)
    {
        // One name may stand in the path and in the body: the last one counts.
        Dictionary<string, IReadOnlyDictionary<string, object?>> named = new(StringComparer.Ordinal);
        foreach (IReadOnlyDictionary<string, object?> parameter in parameters)
        {
            named[parameter.Text("name")] = parameter;
        }

        return Encoding.UTF8.GetString(JsonText.ToUtf8(writer =>
        {
            writer.WriteStartObject();
            foreach (KeyValuePair<string, IReadOnlyDictionary<string, object?>> parameter in named)
            {
                writer.WritePropertyName(parameter.Key);
                WriteValue(writer, parameter.Value.Text("type"), parameter.Value.Text("value"));
            }

            writer.WriteEndObject();
        }));
    }

    /// <summary>A value whose text does not fit its type goes as that text: whoever takes it says what is wrong.</summary>
    private static void WriteValue(Utf8JsonWriter writer, string type, string text)
    {
        JsonValueKind[] wanted = type.ToLowerInvariant() switch
        {
            "integer" or "number" => [JsonValueKind.Number],
            "boolean" => [JsonValueKind.True, JsonValueKind.False],
            "array" => [JsonValueKind.Array],
            "object" => [JsonValueKind.Object],
            _ => [],
        };
        string value = type.Equals("boolean", StringComparison.OrdinalIgnoreCase) ? text.Trim().ToLowerInvariant() : text.Trim();
        if (wanted.Length > 0 && IsJson(value, wanted))
        {
            writer.WriteRawValue(value);
        }
        else if (wanted is [JsonValueKind.Array])
        {
            WriteItems(writer, value);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    /// <summary>Agents write lists as [a, b], without quotes, too.</summary>
    private static void WriteItems(Utf8JsonWriter writer, string text)
    {
        string inner = text.StartsWith("[", StringComparison.Ordinal) && text.EndsWith("]", StringComparison.Ordinal)
            ? text.Substring(1, text.Length - 2)
            : text;
        writer.WriteStartArray();
        foreach (string item in inner.Split(','))
        {
            string plain = item.Trim().Trim('"', '\'');
            if (plain.Length > 0)
            {
                writer.WriteStringValue(plain);
            }
        }

        writer.WriteEndArray();
    }

    private static bool IsJson(string text, JsonValueKind[] kinds)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return kinds.Contains(document.RootElement.ValueKind);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
