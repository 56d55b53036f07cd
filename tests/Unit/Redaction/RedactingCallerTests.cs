using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using BedrockPS.Redaction;
using BedrockPS.Tools;
using BedrockPS.Unit.Storage;
using Xunit;

namespace BedrockPS.Unit.Redaction;

public sealed class RedactingCallerTests
{
    private const string Key = "AKIAIOSFODNN7EXAMPLE";
    private readonly Echo _next = new();
    private readonly List<string> _log = [];
    private int _unsearched;

    [Fact]
    public async Task Secrets_are_replaced_wherever_a_request_has_text()
    {
        InferenceRequest request = new()
        {
            ModelId = Stored.Model,
            Redaction = RedactionSettings.Default,
            System = $"system {Key}",
            Messages =
            [
                new Message("user", [ContentBlock.FromText($"text {Key}"), Document("txt", $"document {Key}")]),
                new Message("assistant", [Block("toolUse", $$"""{"toolUseId":"t","name":"n","input":{"key":"{{Key}}","password":"open sesame"} }""")]),
                new Message("user", [Block("toolResult", $$$"""{"toolUseId":"t","content":[{"json":{"list":["{{{Key}}}"]}}]}""")]),
            ],
            StopSequences = [Key],
            AdditionalFields = new Dictionary<string, object?> { ["a"] = new List<object?> { new Dictionary<string, object?> { ["b"] = Key, ["apiKey"] = "plain" } } },
            Metadata = new Dictionary<string, string> { ["m"] = Key },
            PromptVariables = new Dictionary<string, string> { ["v"] = Key },
            OutputSchema = new OutputSchema("o", $$"""{"const":"{{Key}}"}""", Key),
            Tools = new ToolSet([new ToolSpecification("n", Key, $$"""{"default":"{{Key}}"}""")]),
        };

        await Caller().InvokeAsync(request, CancellationToken.None);

        InferenceRequest sent = _next.Sent!;
        string wire = Wire(sent) + sent.OutputSchema!.Json + sent.OutputSchema.Description + sent.Tools!.Specifications[0].Description + sent.Tools.Specifications[0].InputSchema;
        foreach (string secret in new[] { Key, "open sesame", "plain" })
        {
            Assert.DoesNotContain(secret, wire);
        }

        Assert.Contains("document [REDACTED_AWS_ACCESS_KEY_1]", DocumentText(sent.Messages[0].Content[1]));
        Assert.Contains("""{"key":"[REDACTED_AWS_ACCESS_KEY_1]","password":"[REDACTED_PASSWORD_""", sent.Messages[1].Content[0].Json);
        Assert.Equal($"text {Key}", request.Messages[0].Content[0].Text);
        Assert.Equal("Redaction replaced 3 secrets before sending: 1 AWS_ACCESS_KEY, 2 PASSWORD.", Assert.Single(_log));
    }

    [Fact]
    public async Task The_answer_has_its_secrets_back_in_text_tool_input_and_raw()
    {
        _next.Content = static _ =>
        [
            ContentBlock.FromText("key [REDACTED_PASSWORD_1]"),
            ContentBlock.FromJson("toolUse", """{"toolUseId":"t","name":"n","input":{"pw":"[REDACTED_PASSWORD_1]"}}"""),
        ];

        ModelResponse response = await Caller().InvokeAsync(Ask("password=\"hun\\\"ter2\""), CancellationToken.None);

        Assert.Equal("key hun\\\"ter2", response.Text);
        Assert.Equal("hun\\\"ter2", JsonNode.Parse(response.Message!.Content[1].Json!)!["input"]!["pw"]!.GetValue<string>());
        Assert.Equal("key hun\\\"ter2", JsonNode.Parse(response.Raw!)!["output"]!["message"]!["content"]![0]!["text"]!.GetValue<string>());
        Assert.Equal(1, response.RedactionCount);
    }

    [Fact]
    public async Task An_answer_that_must_be_JSON_stays_JSON()
    {
        const string key = "-----BEGIN PRIVATE KEY-----\n\"x\"\n-----END PRIVATE KEY-----";
        _next.Content = static _ => [ContentBlock.FromText("""{"key":"[REDACTED_PRIVATE_KEY_1]"}""")];
        InferenceRequest request = Ask(key);
        request.OutputSchema = new OutputSchema("o", """{"type":"object"}""");

        ModelResponse response = await Caller().InvokeAsync(request, CancellationToken.None);

        Assert.Equal(key, JsonNode.Parse(response.Text)!["key"]!.GetValue<string>());
        Assert.Equal(response.Text, JsonNode.Parse(response.Raw!)!["output"]!["message"]!["content"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_next_turn_sends_the_same_names_for_the_same_secrets()
    {
        ModelResponse first = await Caller().InvokeAsync(Ask($"{Key} password=hunter2!"), CancellationToken.None);
        string sent = _next.Sent!.Messages[0].Text;

        await Caller().InvokeAsync(
            new InferenceRequest { Redaction = RedactionSettings.Default, Messages = [new Message("user", $"{Key} password=hunter2!"), first.Message!, new Message("user", "and ASIAIOSFODNN7EXAMPLE")] },
            CancellationToken.None);

        Assert.Equal([sent, sent, "and [REDACTED_AWS_ACCESS_KEY_2]"], _next.Sent!.Messages.Select(static message => message.Text));
    }

    [Fact]
    public async Task Reasoning_a_model_has_signed_goes_back_as_the_model_wrote_it()
    {
        const string reasoning = """{"reasoningText":{"text":"ASIAIOSFODNN7EXAMPLE is an example, {0} is theirs","signature":"s"}}""";
        InferenceRequest request = Ask(Key);
        request.Messages = [.. request.Messages, new Message("assistant", [Block("reasoningContent", reasoning.Replace("{0}", Key, StringComparison.Ordinal))])];

        await Caller().InvokeAsync(request, CancellationToken.None);

        Assert.Equal(reasoning.Replace("{0}", "[REDACTED_AWS_ACCESS_KEY_1]", StringComparison.Ordinal), _next.Sent!.Messages[1].Content[0].Json);
    }

    [Fact]
    public async Task What_cannot_be_searched_is_told()
    {
        InferenceRequest request = Ask("hi");
        request.Messages = [new Message("user", [Block("image", """{"format":"png","source":{"bytes":"AAAA"}}"""), Document("pdf", "x")])];

        await Caller().InvokeAsync(request, CancellationToken.None);

        Assert.Equal(1, _unsearched);
        Assert.Equal(request.Messages[0].Content[0].Json, _next.Sent!.Messages[0].Content[0].Json);
    }

    [Fact]
    public async Task A_SecureString_is_replaced_everywhere_and_comes_back()
    {
        HiddenSecrets hidden = new();
        SecureString secret = new();
        "sesame".ToList().ForEach(secret.AppendChar);
        InferenceRequest request = Ask($$"""{"User":"ali","Password":"{{hidden.Hide(secret)}}"} and sesame""");
        request.Secrets = hidden.Take();

        ModelResponse response = await Caller().InvokeAsync(request, CancellationToken.None);

        Assert.Equal("""{"User":"ali","Password":"[REDACTED_SECURESTRING_1]"} and [REDACTED_SECURESTRING_1]""", _next.Sent!.Messages[0].Text);
        Assert.Equal("""{"User":"ali","Password":"sesame"} and sesame""", response.Text);
        Assert.Null(_next.Sent.Secrets);
        Assert.Null(hidden.Take());
    }

    [Fact]
    public async Task A_streamed_answer_has_its_secrets_back_across_pieces_and_blocks()
    {
        _next.Pieces =
        [
            new StreamChunk(StreamChunkKind.Reasoning, 0, "I see [REDACTED_"), new StreamChunk(StreamChunkKind.Text, 1, "[REDACTED_AWS_ACC"),
            new StreamChunk(StreamChunkKind.Text, 1, "ESS_KEY_1] is"), new StreamChunk(StreamChunkKind.Text, 1, " yours ["),
            new StreamChunk(StreamChunkKind.ToolUse, 2, "{\"pw\":\"[REDACTED_PASS"), new StreamChunk(StreamChunkKind.ToolUse, 2, "WORD_1]\"}"),
        ];

        using ModelStream stream = await Caller().StreamAsync(Ask($"{Key} password=\"a\\\"b\""), CancellationToken.None);
        List<StreamChunk> chunks = await Stored.ReadAsync(stream);

        Assert.Equal(
            "Reasoning0:I see |Reasoning0:[REDACTED_|Text1:AKIAIOSFODNN7EXAMPLE is|Text1: yours |Text1:[|ToolUse2:{\"pw\":\"|ToolUse2:a\\\\\\\"b\"}|End3:",
            Families.Native.Sketch(chunks));
        Assert.Equal(2, chunks[^1].Response!.RedactionCount);
    }

    [Fact]
    public async Task A_search_can_be_stopped() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Caller().InvokeAsync(Ask(Key), new CancellationToken(canceled: true)));

    [Fact]
    public async Task Without_the_setting_nothing_is_touched()
    {
        InferenceRequest request = new() { Messages = [new Message("user", Key)] };
        ModelResponse response = await Caller().InvokeAsync(request, CancellationToken.None);
        Assert.Same(request, _next.Sent);
        Assert.Equal(0, response.RedactionCount);
        Assert.Empty(_log);
    }

    private RedactingCaller Caller() => new(_next, _log.Add, () => _unsearched++);

    private static InferenceRequest Ask(string prompt) => new()
    {
        ModelId = Stored.Model,
        Redaction = RedactionSettings.Default,
        Messages = [new Message("user", prompt)],
    };

    private static ContentBlock Block(string kind, string json) => ContentBlock.FromJson(kind, json);

    private static ContentBlock Document(string format, string text) => Block(
        "document", $$$"""{"format":"{{{format}}}","name":"d","source":{"bytes":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}}}"}}""");

    private static string DocumentText(ContentBlock block) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(JsonNode.Parse(block.Json!)!["source"]!["bytes"]!.GetValue<string>()));

    private static string Wire(InferenceRequest request) =>
        Encoding.UTF8.GetString(JsonText.ToUtf8(writer => ConverseRequestWriter.Write(writer, request)));

    /// <summary>Answers what it was sent.</summary>
    private sealed class Echo : IModelCaller
    {
        public InferenceRequest? Sent { get; private set; }

        public Func<InferenceRequest, List<ContentBlock>> Content { get; set; } = static request => [ContentBlock.FromText(request.Messages[^1].Text)];

        public StreamChunk[] Pieces { get; set; } = [];

        public Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken)
        {
            Sent = request;
            return Task.FromResult(Response(request));
        }

        public Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken)
        {
            Sent = request;
            return Task.FromResult<ModelStream>(new PieceStream([.. Pieces, new StreamChunk(StreamChunkKind.End, 3, "", Response(request))]));
        }

        private ModelResponse Response(InferenceRequest request)
        {
            Message message = new("assistant", Content(request));
            return new ModelResponse
            {
                Text = message.Text,
                Message = message,
                Raw = "{\"output\":{\"message\":" + Encoding.UTF8.GetString(JsonText.ToUtf8(writer => ConverseRequestWriter.WriteMessage(writer, message))) + "}}",
            };
        }
    }

    private sealed class PieceStream(IEnumerable<StreamChunk> chunks) : ModelStream
    {
        private readonly Queue<StreamChunk> _chunks = new(chunks);

        public override string Partial => "";

        public override bool TryRead(out StreamChunk? chunk) => _chunks.TryDequeue(out chunk);

        public override ValueTask<bool> FillAsync(CancellationToken cancellationToken) => new(false);

        public override void Dispose()
        {
        }
    }
}
