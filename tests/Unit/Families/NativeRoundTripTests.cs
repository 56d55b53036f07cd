using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Local;
using BedrockPS.LocalEndpoints;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Families;

/// <summary>Every family's own format against the local endpoint, which reads the bodies and writes the answers by itself.</summary>
public sealed class NativeRoundTripTests : IDisposable
{
    private readonly LocalEndpointServer _server = LocalEndpointServer.Start(new LocalEndpointOptions());
    private readonly PowerShellHost _shell = new();

    public static TheoryData<string> Models =>
    [
        "anthropic.claude-3-haiku-20240307-v1:0",
        "us.anthropic.claude-sonnet-4-20250514-v1:0",
        "amazon.nova-lite-v1:0",
        "amazon.titan-text-express-v1",
        "meta.llama3-8b-instruct-v1:0",
        "us.meta.llama4-scout-17b-instruct-v1:0",
        "mistral.mistral-7b-instruct-v0:2",
        "mistral.mistral-large-2402-v1:0",
        "mistral.mistral-large-2407-v1:0",
        "cohere.command-text-v14",
        "cohere.command-r-plus-v1:0",
        "ai21.jamba-1-5-mini-v1:0",
        "us.deepseek.r1-v1:0",
        "deepseek.v3-v1:0",
        "openai.gpt-oss-20b-1:0",
        "qwen.qwen3-32b-v1:0",
        "us.writer.palmyra-x5-v1:0",
    ];

    public void Dispose()
    {
        _shell.Dispose();
        _server.Dispose();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Whole_and_streamed_answers_agree(string model)
    {
        ModelResponse whole = Ask($"Invoke-BRModel 'Name three colours.' {model} -System 'Be kind.' -Temperature 0 -Native").Single();
        Assert.Equal("end_turn", whole.StopReason);
        Assert.NotEmpty(whole.Text);
        Assert.DoesNotContain("<think>", whole.Text);
        Assert.DoesNotContain("<reasoning>", whole.Text);
        Assert.True(whole.Usage.InputTokens > 0 && whole.Usage.OutputTokens > 0, whole.Usage.ToString());

        List<StreamChunk> chunks = Stream($"Invoke-BRModel 'Name three colours.' {model} -System 'Be kind.' -Temperature 0 -Native -Stream");
        ModelResponse streamed = chunks[^1].Response!;
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(whole.Text, string.Concat(chunks.Where(static chunk => chunk.Kind == StreamChunkKind.Text).Select(static chunk => chunk.Text)));
        Assert.Equal(whole.StopReason, streamed.StopReason);
        Assert.Equal((whole.Usage.InputTokens, whole.Usage.OutputTokens), (streamed.Usage.InputTokens, streamed.Usage.OutputTokens));
        Assert.Equal(whole.Message!.Content.Select(static block => block.Kind), streamed.Message!.Content.Select(static block => block.Kind));
        Assert.Empty(_shell.Errors);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_limit_on_tokens_is_understood(string model)
    {
        ModelResponse response = Ask($"Invoke-BRModel 'Tell me a long story about a lighthouse.' {model} -MaxTokens 3 -Native").Single();
        Assert.Equal("max_tokens", response.StopReason);
        Assert.True(response.Usage.OutputTokens <= 3, response.Usage.ToString());
    }

    private List<ModelResponse> Ask(string script) => [.. Run(script).Select(static item => (ModelResponse)item.BaseObject)];

    private List<StreamChunk> Stream(string script) => [.. Run(script).Select(static item => (StreamChunk)item.BaseObject)];

    private List<PSObject> Run(string script)
    {
        List<PSObject> output = _shell.Run(
            $"{script} -EndpointUrl {_server.Url} -Region us-east-1 -AccessKey {_server.AccessKey} -SecretKey {_server.SecretKey}");
        Assert.Equal("", string.Join("\n", _shell.Errors));
        return output;
    }
}
