using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Inference;
using BedrockPS.Inference.Families;

namespace BedrockPS;

/// <summary>
/// The settings a chat file has since version 2: reasoning, guardrail, prompt cache and delivery. What a reader does not know it
/// leaves out, as the version number tells older ones to.
/// </summary>
internal static class ChatSettingsFile
{
    public static bool IsNeeded(InferenceRequest settings) =>
        settings.Reasoning is not null || settings.Guardrail is not null || settings.PromptCache is not null
        || settings.ServiceTier is not null || settings.Latency is not null || settings.Metadata is not null || settings.PromptVariables is not null;

    public static void Write(Utf8JsonWriter writer, InferenceRequest settings)
    {
        if (settings.Reasoning is ReasoningSettings reasoning)
        {
            writer.WriteStartObject("reasoning");
            WriteText(writer, "effort", reasoning.Effort);
            if (reasoning.Budget is int budget)
            {
                writer.WriteNumber("budget", budget);
            }

            writer.WriteEndObject();
        }

        if (settings.Guardrail is GuardrailSettings guardrail)
        {
            writer.WriteStartObject("guardrail");
            writer.WriteString("identifier", guardrail.Identifier);
            writer.WriteString("version", guardrail.Version);
            WriteText(writer, "trace", guardrail.Trace);
            WriteText(writer, "streamMode", guardrail.StreamMode);
            writer.WriteEndObject();
        }

        if (settings.PromptCache is PromptCacheSettings cache)
        {
            writer.WriteStartObject("promptCache");
            writer.WriteBoolean("system", cache.System);
            writer.WriteBoolean("tools", cache.Tools);
            writer.WriteBoolean("history", cache.History);
            WriteText(writer, "ttl", cache.Ttl);
            writer.WriteEndObject();
        }

        WriteText(writer, "serviceTier", settings.ServiceTier);
        WriteText(writer, "latency", settings.Latency);
        WriteMap(writer, "metadata", settings.Metadata);
        WriteMap(writer, "promptVariables", settings.PromptVariables);
    }

    public static void Read(JsonElement root, InferenceRequest settings)
    {
        if (root.At("reasoning"u8) is { ValueKind: JsonValueKind.Object } reasoning)
        {
            settings.Reasoning = new ReasoningSettings
            {
                Effort = reasoning.Text("effort"u8),
                Budget = reasoning.TryGetProperty("budget", out JsonElement budget) ? budget.GetInt32() : null,
            };
        }

        if (root.At("guardrail"u8) is { ValueKind: JsonValueKind.Object } guardrail)
        {
            settings.Guardrail = new GuardrailSettings
            {
                Identifier = guardrail.Text("identifier"u8) ?? "",
                Version = guardrail.Text("version"u8) ?? "DRAFT",
                Trace = guardrail.Text("trace"u8),
                StreamMode = guardrail.Text("streamMode"u8),
            };
        }

        if (root.At("promptCache"u8) is { ValueKind: JsonValueKind.Object } cache)
        {
            settings.PromptCache = new PromptCacheSettings
            {
                System = cache.IsTrue("system"u8),
                Tools = cache.IsTrue("tools"u8),
                History = cache.IsTrue("history"u8),
                Ttl = cache.Text("ttl"u8),
            };
        }

        settings.ServiceTier = root.Text("serviceTier"u8);
        settings.Latency = root.Text("latency"u8);
        settings.Metadata = ReadMap(root, "metadata");
        settings.PromptVariables = ReadMap(root, "promptVariables");
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string>? map)
    {
        if (map is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (KeyValuePair<string, string> entry in map)
        {
            writer.WriteString(entry.Key, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static Dictionary<string, string>? ReadMap(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().ToDictionary(static entry => entry.Name, static entry => entry.Value.GetString() ?? "")
            : null;
}
