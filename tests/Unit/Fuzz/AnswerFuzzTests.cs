using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Faults;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Fuzz;

/// <summary>Answers of a service that has lost its mind: an answer or a documented error each time, and nothing else.</summary>
public sealed class AnswerFuzzTests : IDisposable
{
    private readonly PowerShellHost _shell = new();

    /// <summary>The command, and answers it would read.</summary>
    public static TheoryData<string, string[]> Commands() => new()
    {
        {
            "Invoke-BRModel ask -Model m.m-0",
            [
                Encoding.UTF8.GetString(Wire.Whole),
                """{"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},{"toolUse":{"toolUseId":"t","name":"n","input":{"a":[1,null]}}},{"citationsContent":{"content":[{"text":"c"}],"citations":[{"title":"t","location":{"web":{"url":"https://a"}}}]}}]}},"stopReason":"tool_use","usage":{"inputTokens":5,"outputTokens":3,"totalTokens":8,"cacheDetails":[{"ttl":"5m","inputTokens":1}]},"metrics":{"latencyMs":1},"trace":{"guardrail":{"inputAssessment":{"g":{}}}}}""",
            ]
        },
        {
            "Invoke-BRModel ask -Native -Model anthropic.claude-3-haiku-20240307-v1:0",
            ["""{"id":"m","type":"message","role":"assistant","content":[{"type":"text","text":"a"},{"type":"tool_use","id":"t","name":"n","input":{}}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}"""]
        },
        {
            "Invoke-BRModel ask -Native -Model meta.llama3-8b-instruct-v1:0",
            ["""{"generation":"a b","prompt_token_count":3,"generation_token_count":4,"stop_reason":"stop"}"""]
        },
        {
            "Get-BREmbedding ask -Model amazon.titan-embed-text-v2:0",
            ["""{"embedding":[0.1,-2.5e-3,3],"inputTextTokenCount":2,"embeddingsByType":{"float":[0.1]}}"""]
        },
        {
            "Get-BREmbedding ask -Model cohere.embed-english-v3",
            ["""{"embeddings":[[0.1,0.2]],"id":"i","response_type":"embeddings_floats","texts":["ask"]}""", """{"embeddings":{"float":[[0.1]],"int8":[[1]]},"id":"i"}"""]
        },
        {
            "Invoke-BRApi bedrock GetGuardrail @{ guardrailIdentifier = 'abc' }",
            ["""{"name":"g","guardrailId":"abc","guardrailArn":"a","version":"DRAFT","status":"READY","createdAt":"2025-01-01T00:00:00Z","updatedAt":1735689600.5,"blockedInputMessaging":"b","blockedOutputsMessaging":"c","wordPolicy":{"words":[{"text":"w"}]}}"""]
        },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_answer_changed_at_random_is_an_answer_or_a_documented_error(string command, string[] answers)
    {
        Mutations mutations = new([.. answers.Select(Encoding.UTF8.GetBytes)]);
        byte[] body = [];
        await using LoopbackServer server = new(x => x.SendAsync(Wire.Answer(body)));
        foreach ((string name, byte[] bytes) in mutations.Take(80))
        {
            body = bytes;
            Ask(command, server, name);
        }
    }

    [Fact]
    public async Task Events_changed_at_random_within_whole_frames_are_an_answer_or_a_documented_error()
    {
        string[][] events =
        [
            ["messageStart", """{"role":"assistant"}"""],
            ["contentBlockStart", """{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t","name":"n"}}}"""],
            ["contentBlockDelta", """{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"a\":1}"}}}"""],
            ["contentBlockDelta", """{"contentBlockIndex":1,"delta":{"text":"One"}}"""],
            ["contentBlockDelta", """{"contentBlockIndex":2,"delta":{"reasoningContent":{"text":"hm"}}}"""],
            ["contentBlockStop", """{"contentBlockIndex":0}"""],
            ["messageStop", """{"stopReason":"end_turn"}"""],
            ["metadata", """{"metrics":{"latencyMs":1},"usage":{"inputTokens":5,"outputTokens":3,"totalTokens":8}}"""],
        ];
        Mutations mutations = new([.. events.Select(static pair => Encoding.UTF8.GetBytes(pair[1]))]);
        byte[] body = [];
        await using LoopbackServer server = new(x => x.SendAsync(body));
        int number = 0;
        foreach ((string name, byte[] bytes) in mutations.Take(150))
        {
            int wrong = number++ % events.Length;
            body = Wire.Chunked([.. events.SelectMany((pair, i) => EventStreamWriter.Encode(
                [new(":event-type", pair[0]), new(":message-type", "event"), new(":content-type", "application/json")],
                i == wrong ? bytes : Encoding.UTF8.GetBytes(pair[1])))]);
            Ask("Invoke-BRModel ask -Model m.m-0 -Stream", server, name);
        }
    }

    [Fact]
    public async Task Frames_changed_at_random_are_read_or_refused()
    {
        Mutations mutations = new(Wire.Stream, Wire.Event("messageStop", "{}"));
        foreach ((string name, byte[] bytes) in mutations.Take(3000))
        {
            using EventStreamReader reader = new(new PiecewiseStream(bytes, 7));
            try
            {
                do
                {
                    while (reader.TryRead(out _))
                    {
                    }
                }
                while (await reader.FillAsync(CancellationToken.None));
            }
            catch (EngineException exception)
            {
                Assert.True(exception.Failure is EngineFailure.StreamCorrupt or EngineFailure.StreamTruncated, name);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{name}\n{exception}");
            }
        }
    }

    public void Dispose() => _shell.Dispose();

    private void Ask(string command, LoopbackServer server, string name)
    {
        List<ErrorRecord> errors;
        try
        {
            _shell.Run($"{command} -EndpointUrl {server.Url} -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey {Requests.SecretKey} -MaxAttempt 1 -WarningAction SilentlyContinue");
            errors = _shell.Errors;
        }
        catch (RuntimeException exception)
        {
            errors = [exception.ErrorRecord];
        }

        foreach (ErrorRecord error in errors)
        {
            Assert.True(error.Exception is BedrockException, $"{name}\n{error.Exception}");
        }
    }
}
