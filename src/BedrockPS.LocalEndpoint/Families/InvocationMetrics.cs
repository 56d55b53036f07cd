using System.Text.Json;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>The service's own part of a stream's last chunk.</summary>
internal static class InvocationMetrics
{
    public static void Write(Utf8JsonWriter json, Completion completion, OperationCall call)
    {
        WriteGuardrail(json, call);
        json.WriteStartObject("amazon-bedrock-invocationMetrics");
        json.WriteNumber("inputTokenCount", completion.InputTokens);
        json.WriteNumber("outputTokenCount", completion.OutputTokens);
        json.WriteNumber("invocationLatency", call.ElapsedMs);
        json.WriteNumber("firstByteLatency", 1);
        json.WriteNumber("cacheReadInputTokenCount", completion.Cache.Read);
        json.WriteNumber("cacheWriteInputTokenCount", completion.Cache.Written);
        json.WriteEndObject();
    }

    /// <summary>What a guardrail did, where one was asked for.</summary>
    public static void WriteGuardrail(Utf8JsonWriter json, OperationCall call)
    {
        if (call.Guardrail is GuardrailRun outcome)
        {
            json.WriteString("amazon-bedrock-guardrailAction", outcome.Intervened ? "INTERVENED" : "NONE");
            if (outcome.Trace is string trace)
            {
                json.WriteStartObject("amazon-bedrock-trace");
                json.WritePropertyName("guardrail");
                json.WriteRawValue(trace);
                json.WriteEndObject();
            }
        }
    }
}
