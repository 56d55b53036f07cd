using System.Text.Json;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>The service's own part of a stream's last chunk.</summary>
internal static class InvocationMetrics
{
    public static void Write(Utf8JsonWriter json, Completion completion, OperationCall call)
    {
        json.WriteStartObject("amazon-bedrock-invocationMetrics");
        json.WriteNumber("inputTokenCount", completion.InputTokens);
        json.WriteNumber("outputTokenCount", completion.OutputTokens);
        json.WriteNumber("invocationLatency", call.ElapsedMs);
        json.WriteNumber("firstByteLatency", 1);
        json.WriteEndObject();
    }
}
