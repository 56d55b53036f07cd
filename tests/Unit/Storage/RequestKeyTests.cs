using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Engine;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using BedrockPS.Storage;
using BedrockPS.Tools;
using Xunit;

namespace BedrockPS.Unit.Storage;

public sealed class RequestKeyTests
{
    [Fact]
    public void Any_setting_that_changes_changes_the_key()
    {
        InferenceRequest[] requests =
        [
            Ask(), Ask(static r => r.ModelId = "amazon.nova-pro-v1:0"), Ask(static r => r.Messages = [new Message("user", "Hi")]),
            Ask(static r => r.Messages = [new Message("assistant", "hi")]), Ask(static r => r.Messages = [new Message("user", "h"), new Message("user", "i")]),
            Ask(static r => r.System = "hi"), Ask(static r => r.MaxTokens = 1), Ask(static r => r.Temperature = 0), Ask(static r => r.Temperature = 0.1),
            Ask(static r => r.TopP = 0.1), Ask(static r => r.StopSequences = ["a", "b"]), Ask(static r => r.StopSequences = ["ab"]),
            Ask(static r => r.AdditionalFields = new Dictionary<string, object?> { ["top_k"] = 5L }),
            Ask(static r => r.ServiceTier = "flex"), Ask(static r => r.Latency = "optimized"), Ask(static r => r.OutputEffort = "low"),
            Ask(static r => r.Metadata = new Dictionary<string, string> { ["team"] = "a" }), Ask(static r => r.PromptVariables = new Dictionary<string, string> { ["a"] = "b" }),
            Ask(static r => r.Guardrail = new GuardrailSettings { Identifier = "g" }), Ask(static r => r.Guardrail = new GuardrailSettings { Identifier = "g", Version = "1" }),
            Ask(static r => r.Guardrail = new GuardrailSettings { Identifier = "g", Trace = "enabled" }), Ask(static r => r.Guardrail = new GuardrailSettings { Identifier = "g", StreamMode = "async" }),
            Ask(static r => r.OutputSchema = new OutputSchema("o", """{"type":"object"}""")),
            Ask(static r => r.Tools = new ToolSet([new ToolSpecification("look", null, """{"type":"object"}""")])),
        ];

        Assert.Equal(requests.Length, requests.Select(static request => Key(request)).Distinct().Count());
        Assert.NotEqual(Key(Ask()), Key(Ask(), native: true));
        Assert.NotEqual(Key(Ask()), RequestKey.Of(Describe(Ask(), false), "http://127.0.0.1:1"));
    }

    [Fact]
    public void The_same_request_has_the_same_key_whoever_asks()
    {
        InferenceClient other = new(
            new ApiClient(new ConnectionSettings { Region = "eu-west-1", AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "s" }, new CallOptions()), static _ => { });

        Assert.Equal(Key(Ask()), Key(Ask()));
        Assert.Equal(Key(Ask()), RequestKey.Of(StoredRequest.From(other.Describe(Ask()))));
    }

    [Theory]
    [InlineData("Converse", "ConverseStream")]
    [InlineData("InvokeModel", "InvokeModelWithResponseStream")]
    public void A_streamed_request_asks_the_same_as_a_whole_one(string operation, string streamed)
    {
        EngineRequest whole = Http(operation);
        whole.Headers["Accept"] = "application/json";
        EngineRequest pieces = Http(streamed);
        pieces.Headers["x-amzn-bedrock-accept"] = "application/json";

        Assert.Equal(RequestKey.Of(StoredRequest.From(whole)), RequestKey.Of(StoredRequest.From(pieces)));
    }

    [Fact]
    public void Headers_count_whatever_their_order_and_case()
    {
        EngineRequest plain = Http("InvokeModel");
        EngineRequest first = Http("InvokeModel");
        (first.Headers["X-Guard"], first.Headers["X-Tier"]) = ("1", "2");
        EngineRequest second = Http("InvokeModel");
        (second.Headers["x-tier"], second.Headers["x-guard"]) = ("2", "1");

        Assert.Equal(RequestKey.Of(StoredRequest.From(first)), RequestKey.Of(StoredRequest.From(second)));
        Assert.NotEqual(RequestKey.Of(StoredRequest.From(first)), RequestKey.Of(StoredRequest.From(plain)));
    }

    [Fact]
    public void Parts_do_not_run_together()
    {
        Assert.NotEqual(RequestKey.Of(new StoredRequest("a", "bc", [])), RequestKey.Of(new StoredRequest("ab", "c", [])));
        Assert.NotEqual(
            RequestKey.Of(new StoredRequest("a", "b", Encoding.UTF8.GetBytes("c"))),
            RequestKey.Of(new StoredRequest("a", "bc", [])));
    }

    [Fact]
    public void A_key_is_read_as_it_is_written()
    {
        RequestKey key = RequestKey.Of(Stored.Request());

        Assert.True(RequestKey.TryParse(key.ToString(), out RequestKey read));
        Assert.Equal(key, read);
        Assert.False(RequestKey.TryParse(key.ToString().ToUpperInvariant(), out _));
        Assert.False(RequestKey.TryParse(key.ToString()[1..], out _));
        Assert.False(RequestKey.TryParse(null, out _));
    }

    private static InferenceRequest Ask(System.Action<InferenceRequest>? change = null)
    {
        InferenceRequest request = new() { ModelId = Stored.Model, Messages = [new Message("user", "hi")] };
        change?.Invoke(request);
        return request;
    }

    private static RequestKey Key(InferenceRequest request, bool native = false) => RequestKey.Of(Describe(request, native));

    private static StoredRequest Describe(InferenceRequest request, bool native) => StoredRequest.From(
        new InferenceClient(new ApiClient(new ConnectionSettings(), new CallOptions()), static _ => { }) { Native = native }.Describe(request));

    private static EngineRequest Http(string operation)
    {
        EngineRequest request = new("bedrock-runtime", operation, "POST", "/model/{modelId}/x") { Body = [1] };
        request.PathParameters["modelId"] = Stored.Model;
        return request;
    }
}
