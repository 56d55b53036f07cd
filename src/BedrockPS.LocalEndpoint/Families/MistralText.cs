using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>Mistral's models that take a prompt.</summary>
internal sealed class MistralText : TextFamily
{
    private static readonly PromptTemplate s_template = new(
        "user", ("<s>", ""), ("[INST]", "user"), ("[/INST]", "assistant"), ("</s>", ""));

    public override string Name => "mistral-text";

    public override Conversation Parse(JsonElement body, CatalogueModel model)
    {
        body.Only("prompt", "max_tokens", "stop", "temperature", "top_p", "top_k");
        Conversation conversation = new(model);
        s_template.Read(conversation, body.RequiredText("prompt"));
        conversation.MaxTokens = body.OptionalNumber("max_tokens", 1, model.MaxOutput) ?? 512;
        body.OptionalReal("temperature", 0, 1);
        body.OptionalReal("top_p", 0, 1);
        conversation.StopSequences.AddRange(body.Texts("stop"));
        return conversation;
    }

    public override void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call)
    {
        WriteOutput(json, answer.Text, Reason(answer.Completion));
    }

    public override AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call) => new Sink(output, call);

    private static string Reason(Completion completion) => completion.IsCut ? "length" : "stop";

    private static void WriteOutput(Utf8JsonWriter json, string text, string? reason)
    {
        json.WriteStartArray("outputs");
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteString("stop_reason", reason);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private sealed class Sink : PieceSink
    {
        public Sink(EventOutput output, OperationCall call)
            : base(output, call)
        {
        }

        protected override void WritePiece(Utf8JsonWriter json, AnswerBlock block, string piece) => WriteOutput(json, piece, null);

        protected override void WriteEnd(Utf8JsonWriter json, Completion completion) => WriteOutput(json, "", Reason(completion));
    }
}
