using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>Cohere Command. Only a body that says so is streamed in pieces.</summary>
internal sealed class CohereCommand : TextFamily
{
    private static readonly PromptTemplate s_template = new("system", ("\nUser:", "user"), ("\nChatbot:", "assistant"));

    public override string Name => "cohere-command";

    public override Conversation Parse(JsonElement body, CatalogueModel model)
    {
        body.Only(
            "prompt", "temperature", "p", "k", "max_tokens", "stop_sequences", "return_likelihoods", "stream", "num_generations",
            "logit_bias", "truncate");
        Conversation conversation = new(model);
        s_template.Read(conversation, body.RequiredText("prompt"));
        conversation.MaxTokens = body.OptionalNumber("max_tokens", 1, model.MaxOutput) ?? 20;
        body.OptionalReal("temperature", 0, 5);
        body.OptionalReal("p", 0, 1);
        conversation.StopSequences.AddRange(body.Texts("stop_sequences"));
        conversation.InPieces = body.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.True;
        return conversation;
    }

    public override void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call)
    {
        WriteGenerations(json, answer.Text, answer.Completion, conversation, call);
    }

    public override AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call) =>
        conversation.InPieces ? new Sink(output, call) : new OnePieceSink(output, conversation, call);

    private static string Reason(Completion completion) => completion.IsCut ? "MAX_TOKENS" : "COMPLETE";

    private static void WriteGenerations(Utf8JsonWriter json, string text, Completion completion, Conversation conversation, OperationCall call)
    {
        json.WriteString("id", call.RequestId);
        json.WriteStartArray("generations");
        json.WriteStartObject();
        json.WriteString("id", call.RequestId);
        json.WriteString("text", text);
        json.WriteString("finish_reason", Reason(completion));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("prompt", conversation.Prompt);
    }

    private sealed class Sink : PieceSink
    {
        public Sink(EventOutput output, OperationCall call)
            : base(output, call)
        {
        }

        protected override void WritePiece(Utf8JsonWriter json, AnswerBlock block, string piece)
        {
            json.WriteNumber("index", 0);
            json.WriteBoolean("is_finished", false);
            json.WriteString("text", piece);
        }

        protected override void WriteEnd(Utf8JsonWriter json, Completion completion)
        {
            json.WriteNumber("index", 0);
            json.WriteBoolean("is_finished", true);
            json.WriteString("finish_reason", Reason(completion));
        }
    }

    private sealed class OnePieceSink : PieceSink
    {
        private readonly WholeAnswer _whole = new();
        private readonly Conversation _conversation;

        public OnePieceSink(EventOutput output, Conversation conversation, OperationCall call)
            : base(output, call)
        {
            _conversation = conversation;
        }

        public override ValueTask BeginBlockAsync(AnswerBlock block) => _whole.BeginBlockAsync(block);

        public override ValueTask AddAsync(AnswerBlock block, string piece) => _whole.AddAsync(block, piece);

        protected override void WritePiece(Utf8JsonWriter json, AnswerBlock block, string piece)
        {
        }

        protected override void WriteEnd(Utf8JsonWriter json, Completion completion) =>
            WriteGenerations(json, _whole.Text, completion, _conversation, Call);
    }
}
