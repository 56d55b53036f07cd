using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Families;

/// <summary>Answers with each value in turn replaced by one of another kind: read as far as they go, never a crash.</summary>
public class MalformedAnswerTests
{
    private static readonly string[] s_values = ["null", "7", "-1.5e300", "\"x\"", "[]", "{}", "[null]", "[[1]]", "true", "{\"type\":\"text\"}"];

    public static TheoryData<string, string> Samples => new()
    {
        {
            "anthropic.claude-3-haiku-20240307-v1:0",
            """
            {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"a"},"content":[{"type":"tool_use","id":"i","name":"n",
             "input":{}},{"type":"thinking","thinking":"t","signature":"s"}],"stop_reason":"end_turn","usage":{"input_tokens":1}}
            """
        },
        {
            "amazon.nova-lite-v1:0",
            """
            {"output":{"message":{"role":"assistant","content":[{"text":"a"},{"toolUse":{"toolUseId":"t"}}]}},"stopReason":"end_turn",
             "contentBlockDelta":{"delta":{"text":"b","toolUse":{"input":"{}"}},"contentBlockIndex":0},"usage":{"inputTokens":1}}
            """
        },
        { "amazon.titan-text-express-v1", """{"outputText":"a","completionReason":"FINISH","results":[{"outputText":"b","tokenCount":1}]}""" },
        { "meta.llama3-8b-instruct-v1:0", """{"generation":"a","stop_reason":"stop","prompt_token_count":1}""" },
        { "mistral.mistral-7b-instruct-v0:2", """{"outputs":[{"text":"a","stop_reason":"stop"}]}""" },
        { "cohere.command-text-v14", """{"generations":[{"text":"a","finish_reason":"COMPLETE"}],"text":"b","is_finished":true}""" },
        {
            "cohere.command-r-v1:0",
            """{"event_type":"tool-calls-generation","text":"a","finish_reason":"COMPLETE","tool_calls":[{"name":"n","parameters":{}}]}"""
        },
        { "deepseek.r1-v1:0", """{"choices":[{"text":"<think>a</think>b","stop_reason":"stop"}]}""" },
        {
            "qwen.qwen3-32b-v1:0",
            """
            {"choices":[{"delta":{"content":[{"text":"a"}],"reasoning_content":"r","tool_calls":[{"id":"i","function":{"name":"n",
             "arguments":"{}"}}]},"finish_reason":"stop","stop_reason":"x"}],"usage":{"prompt_tokens":1,"prompt_tokens_details":{"cached_tokens":1}},
             "amazon-bedrock-invocationMetrics":{"inputTokenCount":1,"invocationLatency":5},"amazon-bedrock-guardrailAction":"NONE"}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Nothing_but_the_modules_own_errors(string model, string sample)
    {
        foreach (string json in Mutations(sample))
        {
            try
            {
                Native.Answer(model, json);
            }
            catch (BedrockException exception)
            {
                Assert.Equal("ResponseUnreadable", exception.Code);
            }

            try
            {
                await Native.StreamAsync(model, json);
            }
            catch (BedrockException exception)
            {
                Assert.Contains(exception.Code, new[] { "StreamTruncated", "StreamCorrupt", "ModelStreamError" });
            }
        }
    }

    private static IEnumerable<string> Mutations(string sample)
    {
        using JsonDocument document = JsonDocument.Parse(sample);
        List<string> values = [];
        Collect(document.RootElement, values);
        foreach (string value in values.Distinct())
        {
            int at = sample.IndexOf(value, StringComparison.Ordinal);
            while (at >= 0)
            {
                foreach (string other in s_values)
                {
                    string json = string.Concat(sample.AsSpan(0, at), other, sample.AsSpan(at + value.Length));
                    if (IsJson(json))
                    {
                        yield return json;
                    }
                }

                at = sample.IndexOf(value, at + 1, StringComparison.Ordinal);
            }
        }
    }

    private static void Collect(JsonElement element, List<string> values)
    {
        values.Add(element.GetRawText());
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                Collect(member.Value, values);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                Collect(item, values);
            }
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
