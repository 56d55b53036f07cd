using System;
using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Local.Http;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Converse;

/// <summary>Writes a whole answer as Converse's output.</summary>
internal static class ConverseAnswer
{
    public static ByteBuffer Write(WholeAnswer answer, OperationCall call)
    {
        ByteBuffer body = new(1024);
        using Utf8JsonWriter json = new(body, JsonText.WriterOptions);
        json.WriteStartObject();
        WriteMessage(json, answer);
        json.WriteString("stopReason", answer.Completion.StopReason);
        WriteUsage(json, answer.Completion, call);
        WriteAdditionalFields(json, answer.Completion, call.Input);
        json.WriteEndObject();
        json.Flush();
        return body;
    }

    public static void WriteMessage(Utf8JsonWriter json, WholeAnswer answer)
    {
        json.WriteStartObject("output");
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        foreach (KeyValuePair<AnswerBlock, string> block in answer.Blocks)
        {
            WriteBlock(json, block.Key, block.Value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteUsage(Utf8JsonWriter json, Completion completion, OperationCall call)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("inputTokens", completion.InputTokens);
        json.WriteNumber("outputTokens", completion.OutputTokens);
        json.WriteNumber("totalTokens", completion.TotalTokens);
        json.WriteNumber("cacheReadInputTokens", completion.Cache.Read);
        json.WriteNumber("cacheWriteInputTokens", completion.Cache.Written);
        if (completion.Cache.Writes.Count > 0)
        {
            json.WriteStartArray("cacheDetails");
            foreach (KeyValuePair<string, int> write in completion.Cache.Writes)
            {
                json.WriteStartObject();
                json.WriteString("ttl", write.Key);
                json.WriteNumber("inputTokens", write.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartObject("metrics");
        json.WriteNumber("latencyMs", call.ElapsedMs);
        json.WriteEndObject();
        if (call.Guardrail?.Trace is string trace)
        {
            json.WriteStartObject("trace");
            json.WritePropertyName("guardrail");
            json.WriteRawValue(trace);
            json.WriteEndObject();
        }

        WriteEcho(json, call.Input, "performanceConfig", "latency");
        WriteEcho(json, call.Input, "serviceTier", "type");
    }

    /// <summary>The fields of the model's own answer that were asked for; the simulators know /stop_sequence.</summary>
    public static void WriteAdditionalFields(Utf8JsonWriter json, Completion completion, Dictionary<string, object?> input)
    {
        foreach (string path in input.Texts("additionalModelResponseFieldPaths"))
        {
            if (path.Equals("/stop_sequence", StringComparison.Ordinal))
            {
                json.WriteStartObject("additionalModelResponseFields");
                json.WriteString("stop_sequence", completion.StopSequence);
                json.WriteEndObject();
                return;
            }
        }
    }

    private static void WriteBlock(Utf8JsonWriter json, AnswerBlock block, string content)
    {
        json.WriteStartObject();
        switch (block.Kind)
        {
            case BlockKind.Text:
                json.WriteString("text", content);
                break;
            case BlockKind.Reasoning:
                json.WriteStartObject("reasoningContent");
                json.WriteStartObject("reasoningText");
                json.WriteString("text", content);
                if (block.Signature is string signature)
                {
                    json.WriteString("signature", signature);
                }

                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case BlockKind.Redacted:
                json.WriteStartObject("reasoningContent");
                json.WriteString("redactedContent", content);
                json.WriteEndObject();
                break;
            case BlockKind.Cited:
                CitationAnswer.Write(json, block, content);
                break;
            default:
                json.WriteStartObject("toolUse");
                json.WriteString("toolUseId", block.ToolId);
                json.WriteString("name", block.ToolName);
                json.WritePropertyName("input");
                ToolInput.Write(json, content);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteEcho(Utf8JsonWriter json, Dictionary<string, object?> input, string name, string member)
    {
        if (input.Map(name)?.Text(member) is string value)
        {
            json.WriteStartObject(name);
            json.WriteString(member, value);
            json.WriteEndObject();
        }
    }
}
