using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Families;

/// <summary>-Native by way of the cmdlet, over the wire and back.</summary>
public sealed class InvokeNativeTests : IDisposable
{
    private readonly PowerShellHost _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_whole_answer_comes_back_as_a_response()
    {
        await using LoopbackServer server = new(exchange => exchange.RespondAsync(
            200,
            """{"generation":"Hello","prompt_token_count":5,"generation_token_count":3,"stop_reason":"length"}""",
            "Content-Type: application/json",
            "x-amzn-RequestId: r1",
            "X-Amzn-Bedrock-Input-Token-Count: 6",
            "X-Amzn-Bedrock-Output-Token-Count: 3",
            "X-Amzn-Bedrock-Invocation-Latency: 250"));
        ModelResponse response = _shell.One<ModelResponse>(
            $"'Hi' | Invoke-BRModel -Model meta.llama3-8b-instruct-v1:0 -Native -MaxTokens 9 -AdditionalField @{{ top_p = 0.5 }} {At(server)}");

        ReceivedRequest request = Assert.Single(server.Requests);
        Assert.Equal("/model/meta.llama3-8b-instruct-v1%3A0/invoke", request.Path);
        JsonNode body = JsonNode.Parse(request.Body)!;
        Assert.EndsWith("assistant<|end_header_id|>\n\n", (string)body["prompt"]!);
        Assert.Equal((9, 0.5), ((int)body["max_gen_len"]!, (double)body["top_p"]!));
        Assert.Equal(("Hello", "max_tokens", "r1", "Hi"), (response.Text, response.StopReason, response.RequestId, response.InputObject));
        Assert.Equal((6, 3, 9), (response.Usage.InputTokens, response.Usage.OutputTokens, response.Usage.TotalTokens));
        Assert.Equal(250, response.Latency.TotalMilliseconds);
        Assert.StartsWith("{\"generation\"", response.Raw);
    }

    [Fact]
    public async Task A_stream_comes_back_piece_by_piece()
    {
        await using LoopbackServer server = Streaming(
            """{"choices":[{"delta":{"content":"<reasoning>hm</reasoning>"}}]}""",
            """{"choices":[{"delta":{"content":"Hel"}}]}""",
            """{"choices":[{"delta":{"content":"lo"},"finish_reason":"stop"}]}""",
            """{"choices":[],"amazon-bedrock-invocationMetrics":{"inputTokenCount":4,"outputTokenCount":2,"invocationLatency":12}}""");
        List<PSObject> output = _shell.Run($"Invoke-BRModel 'Hi' openai.gpt-oss-20b-1:0 -Native -Stream {At(server)}");

        Assert.Equal("Reasoning0:hm|Text1:Hel|Text1:lo|End2:", Native.Sketch(output.Select(static item => (StreamChunk)item.BaseObject)));
        ModelResponse response = ((StreamChunk)output[^1].BaseObject).Response!;
        Assert.Equal(("Hello", "end_turn", 4L), (response.Text, response.StopReason, response.Usage.InputTokens));
        Assert.EndsWith("/invoke-with-response-stream", Assert.Single(server.Requests).Path);
        Assert.Empty(_shell.Errors);
    }

    [Fact]
    public async Task What_had_arrived_of_a_cut_stream_is_given_before_the_error()
    {
        await using LoopbackServer server = Streaming("""{"choices":[{"delta":{"content":"Hel"}}]}""");
        List<PSObject> output = _shell.Run($"Invoke-BRModel 'Hi' qwen.qwen3-32b-v1:0 -Native -Stream {At(server)}");
        Assert.Equal("Hel", Assert.Single(output).ToString());
        Assert.StartsWith("StreamTruncated,", Assert.Single(_shell.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public async Task An_unknown_family_is_an_error_before_anything_is_sent()
    {
        await using LoopbackServer server = LoopbackServer.Always();
        Assert.Empty(_shell.Run($"Invoke-BRModel 'Hi' newcomer.model-v1:0 -Native {At(server)}"));
        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.StartsWith("NativeFormatUnknown,", error.FullyQualifiedErrorId);
        Assert.Contains("-Body", error.ErrorDetails.RecommendedAction);
        Assert.Empty(server.Requests);
    }

    private static LoopbackServer Streaming(params string[] chunks) => new(exchange =>
    {
        byte[] frames = [.. chunks.SelectMany(Native.Chunk)];
        return exchange.RespondAsync(200, frames, "Content-Type: application/vnd.amazon.eventstream", "x-amzn-RequestId: r1");
    });

    private static string At(LoopbackServer server) =>
        $"-EndpointUrl {server.Url} -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey secret";
}
