using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using BedrockPS.Engine;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>How a call is to be served, guarded and filed: members of a Converse body, headers of InvokeModel.</summary>
internal static class DeliveryWriter
{
    private const string Prefix = "X-Amzn-Bedrock-";

    public static void Write(Utf8JsonWriter writer, InferenceRequest request, bool streaming)
    {
        if (request.Guardrail is GuardrailSettings guardrail)
        {
            writer.WriteStartObject("guardrailConfig");
            writer.WriteString("guardrailIdentifier", guardrail.Identifier);
            writer.WriteString("guardrailVersion", guardrail.Version);
            WriteOptional(writer, "trace", guardrail.Trace);
            WriteOptional(writer, "streamProcessingMode", streaming ? guardrail.StreamMode : null);
            writer.WriteEndObject();
        }

        if (request.ServiceTier is string tier)
        {
            writer.WriteStartObject("serviceTier");
            writer.WriteString("type", tier);
            writer.WriteEndObject();
        }

        if (request.Latency is string latency)
        {
            writer.WriteStartObject("performanceConfig");
            writer.WriteString("latency", latency);
            writer.WriteEndObject();
        }

        if (request.Metadata is { Count: > 0 } metadata)
        {
            writer.WritePropertyName("requestMetadata");
            WriteMap(writer, metadata);
        }

        if (request.PromptVariables is { Count: > 0 } variables)
        {
            writer.WriteStartObject("promptVariables");
            foreach (KeyValuePair<string, string> variable in variables)
            {
                writer.WriteStartObject(variable.Key);
                writer.WriteString("text", variable.Value);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>The same for InvokeModel, whose body is the model's own.</summary>
    public static void AddHeaders(EngineRequest http, InferenceRequest request)
    {
        if (request.Guardrail is GuardrailSettings guardrail)
        {
            http.Headers[Prefix + "GuardrailIdentifier"] = guardrail.Identifier;
            http.Headers[Prefix + "GuardrailVersion"] = guardrail.Version;
            if (guardrail.Trace is string trace)
            {
                http.Headers[Prefix + "Trace"] = trace.ToUpperInvariant();
            }
        }

        if (request.ServiceTier is string tier)
        {
            http.Headers[Prefix + "Service-Tier"] = tier;
        }

        if (request.Latency is string latency)
        {
            http.Headers[Prefix + "PerformanceConfig-Latency"] = latency;
        }

        if (request.Metadata is { Count: > 0 } metadata)
        {
            http.Headers[Prefix + "Request-Metadata"] = Encoding.UTF8.GetString(JsonText.ToUtf8(writer => WriteMap(writer, metadata)));
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> map)
    {
        writer.WriteStartObject();
        foreach (KeyValuePair<string, string> entry in map)
        {
            writer.WriteString(entry.Key, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
