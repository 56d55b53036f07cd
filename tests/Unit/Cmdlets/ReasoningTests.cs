using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class ReasoningTests : EndpointSession
{
    private const string Sonnet = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private const string Opus45 = "us.anthropic.claude-opus-4-5-20251101-v1:0";
    private const string Opus46 = "us.anthropic.claude-opus-4-6-v1";
    private const string Nova2 = "amazon.nova-2-lite-v1:0";
    private const string GptOss = "openai.gpt-oss-20b-1:0";

    [Fact]
    public void A_budget_comes_on_top_of_the_answers_limit_and_the_thoughts_are_on_the_response()
    {
        ModelResponse response = Ask($"Invoke-BRModel 'Why?' -Model {Sonnet} -ThinkingBudget 2000 -MaxTokens 100");
        Assert.NotEmpty(response.Reasoning!);
        Assert.DoesNotContain(response.Reasoning!, response.Text, StringComparison.Ordinal);
        Assert.Equal(2100, Body["inferenceConfig"]!["maxTokens"]!.GetValue<int>());
        Assert.Equal("""{"type":"enabled","budget_tokens":2000}""", Body["additionalModelRequestFields"]!["thinking"]!.ToJsonString());
    }

    [Fact]
    public void What_does_not_go_with_thinking_is_left_out_and_said()
    {
        Ask($"Invoke-BRModel x -Model {Sonnet} -ThinkingBudget 2000 -Temperature 0.5 -TopP 0.5 -AdditionalField @{{ top_k = 5; anthropic_beta = @('a') }}");
        Assert.Equal("Claude, while it thinks, does not take -Temperature, -TopP, top_k: left out of the request.", Assert.Single(Shell.Warnings));
        Assert.Null(Body["inferenceConfig"]);
        Assert.Equal("""{"thinking":{"type":"enabled","budget_tokens":2000},"anthropic_beta":["a"]}""", Body["additionalModelRequestFields"]!.ToJsonString());
    }

    [Theory]
    [InlineData(Sonnet, "-Effort high", """{"additional":{"thinking":{"type":"enabled","budget_tokens":16384}},"effort":null}""")]
    [InlineData(Sonnet, "-Effort LOW", """{"additional":{"thinking":{"type":"enabled","budget_tokens":1024}},"effort":null}""")]
    [InlineData(Sonnet, "-ThinkingBudget 0", """{"additional":{"thinking":{"type":"disabled"}},"effort":null}""")]
    [InlineData(Opus45, "-Effort medium", """{"additional":null,"effort":"medium"}""")]
    [InlineData(Opus45, "-Effort medium -ThinkingBudget 1024", """{"additional":{"thinking":{"type":"enabled","budget_tokens":1024}},"effort":"medium"}""")]
    [InlineData(Opus46, "-Effort max", """{"additional":{"thinking":{"type":"adaptive"}},"effort":"max"}""")]
    [InlineData(Opus46, "-Effort low -ThinkingBudget 0", """{"additional":{"thinking":{"type":"disabled"}},"effort":"low"}""")]
    [InlineData(Opus46, "-ThinkingBudget 4000", """{"additional":{"thinking":{"type":"enabled","budget_tokens":4000}},"effort":null}""")]
    [InlineData(Nova2, "-Effort low -MaxTokens 50", """{"additional":{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}},"effort":null}""")]
    [InlineData(Nova2, "-ThinkingBudget 0", """{"additional":{"reasoningConfig":{"type":"disabled"}},"effort":null}""")]
    [InlineData(GptOss, "-Effort high", """{"additional":{"reasoning_effort":"high"},"effort":null}""")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0", "-ThinkingBudget 0", """{"additional":null,"effort":null}""")]
    public void Each_family_is_told_in_its_own_words(string model, string parameters, string expected)
    {
        Ask($"Invoke-BRModel x -Model {model} {parameters}");
        JsonObject said = new()
        {
            ["additional"] = Body["additionalModelRequestFields"]?.DeepClone(),
            ["effort"] = Body["outputConfig"]?["effort"]?.DeepClone(),
        };
        Assert.Equal(expected, said.ToJsonString());
    }

    [Theory]
    [InlineData(Sonnet, "-Effort medium", "thinking", """{"type":"enabled","budget_tokens":4096}""")]
    [InlineData(Opus45, "-Effort medium", "output_config", """{"effort":"medium"}""")]
    [InlineData(Opus45, "-Effort medium", "anthropic_beta", """["effort-2025-11-24"]""")]
    [InlineData(Opus46, "-Effort high", "thinking", """{"type":"adaptive"}""")]
    [InlineData(Opus46, "-Effort high", "max_tokens", "20480")]
    [InlineData(Nova2, "-Effort medium", "reasoningConfig", """{"type":"enabled","maxReasoningEffort":"medium"}""")]
    [InlineData(GptOss, "-Effort low", "reasoning_effort", "\"low\"")]
    public void So_it_is_in_the_native_formats(string model, string parameters, string member, string expected)
    {
        Ask($"Invoke-BRModel x -Model {model} -Native {parameters}");
        Assert.Equal(expected, Body[member]!.ToJsonString());
    }

    [Theory]
    [InlineData(Sonnet, "-ThinkingBudget 2000")]
    [InlineData(Sonnet, "-ThinkingBudget 2000 -Native")]
    [InlineData(Opus46, "-Effort high")]
    [InlineData(GptOss, "-Effort low -Native")]
    public void Streamed_thoughts_are_chunks_of_their_own_and_the_same_on_the_response(string model, string parameters)
    {
        List<StreamChunk> chunks = [.. Shell.Run($"Invoke-BRModel 'Why?' -Model {model} {parameters} -Stream").Select(chunk => (StreamChunk)chunk.BaseObject)];
        Assert.Empty(Shell.Errors);
        string thought = string.Concat(chunks.Where(chunk => chunk.Kind == StreamChunkKind.Reasoning).Select(chunk => chunk.Text));
        Assert.NotEmpty(thought);
        Assert.Equal(thought, chunks[^1].Response!.Reasoning);
    }

    [Fact]
    public void Nova_2_with_high_effort_takes_no_limit_and_no_sampling()
    {
        Ask($"Invoke-BRModel x -Model {Nova2} -Effort high -MaxTokens 500 -Temperature 0.5 -TopP 0.9 -AdditionalField @{{ inferenceConfig = @{{ topK = 5 }} }}");
        Assert.Contains("-MaxTokens, -Temperature, -TopP, topK", Assert.Single(Shell.Warnings), StringComparison.Ordinal);
        Assert.Null(Body["inferenceConfig"]);
    }

    [Theory]
    [InlineData(Sonnet, "-ThinkingBudget 500")]
    [InlineData(Sonnet, "-Effort max")]
    [InlineData(Sonnet, "-Effort low -ThinkingBudget 2000")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0", "-ThinkingBudget 2000")]
    [InlineData("anthropic.claude-3-5-sonnet-20240620-v1:0", "-Effort high")]
    [InlineData("us.anthropic.claude-opus-4-7", "-ThinkingBudget 2000")]
    [InlineData("us.anthropic.claude-mythos-preview", "-ThinkingBudget 0")]
    [InlineData(Nova2, "-ThinkingBudget 2000")]
    [InlineData(Nova2, "-ThinkingBudget 0 -Effort low")]
    [InlineData(Nova, "-Effort low")]
    [InlineData(GptOss, "-ThinkingBudget 0")]
    [InlineData("us.deepseek.r1-v1:0", "-Effort low")]
    [InlineData("us.meta.llama3-3-70b-instruct-v1:0", "-Effort low")]
    [InlineData("arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123abc123", "-Effort low")]
    public void What_a_model_has_no_setting_for_is_an_error_before_anything_is_sent(string model, string parameters)
    {
        Shell.Run($"Invoke-BRModel x -Model {model} {parameters}");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("ParameterInvalid,BedrockPS.Cmdlets.InvokeBRModelCommand", error.FullyQualifiedErrorId);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain(Endpoint.GetRequest(), static request => request.Service == "bedrock-runtime");
    }

    [Theory]
    [InlineData("-ThinkingBudget -1")]
    [InlineData("-Effort ''")]
    public void Values_out_of_range_do_not_bind(string parameters) =>
        Assert.StartsWith("ParameterArgumentValidationError", Shell.Fails($"Invoke-BRModel x -Model {Sonnet} {parameters}").FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_chat_keeps_thinking_and_sends_its_thoughts_back()
    {
        Shell.Run($"$chat = Start-BRChat -Model {Sonnet} -ThinkingBudget 2000; $null = 'a','b' | Send-BRMessage -Chat $chat");
        Assert.Empty(Shell.Errors);
        Assert.Equal("thinking", Body["additionalModelRequestFields"]!.AsObject().Single().Key);
        Assert.Equal("reasoningContent", Body["messages"]![1]!["content"]![0]!.AsObject().Single().Key);
        Shell.Run("$null = Send-BRMessage c -Chat $chat -ThinkingBudget 0");
        Assert.Equal("disabled", Body["additionalModelRequestFields"]!["thinking"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public void The_callers_own_fields_stand_over_the_familys()
    {
        Ask($"Invoke-BRModel x -Model {Sonnet} -ThinkingBudget 2000 -AdditionalField @{{ thinking = @{{ budget_tokens = 3000 }} }}");
        Assert.Equal("""{"type":"enabled","budget_tokens":3000}""", Body["additionalModelRequestFields"]!["thinking"]!.ToJsonString());
    }

    private JsonNode Body => JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!;

    private ModelResponse Ask(string script)
    {
        ModelResponse response = Shell.One<ModelResponse>(script);
        Assert.Empty(Shell.Errors);
        return response;
    }
}
