using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>DeepSeek R1: a prompt with its marks, an answer that thinks in tags first.</summary>
internal sealed class DeepSeekText : TextFamily
{
    private static readonly PromptTemplate s_template = new(
        "system",
        ("<｜begin▁of▁sentence｜>", "system"),
        ("<｜User｜>", "user"),
        ("<｜Assistant｜>", "assistant"),
        ("<｜end▁of▁sentence｜>", ""),
        ("<think>", ""),
        ("</think>", ""));

    public override string Name => "deepseek";

    public override Conversation Parse(JsonElement body, CatalogueModel model)
    {
        body.Only("prompt", "max_tokens", "stop", "temperature", "top_p");
        Conversation conversation = new(model) { Thinks = true };
        s_template.Read(conversation, body.RequiredText("prompt"));
        conversation.MaxTokens = body.OptionalNumber("max_tokens", 1, model.MaxOutput) ?? 512;
        body.OptionalReal("temperature", 0, 1);
        body.OptionalReal("top_p", 0, 1);
        conversation.StopSequences.AddRange(body.Texts("stop"));
        return conversation.StopSequences.Count <= 10
            ? conversation
            : throw ServiceFault.Validation("#/stop: expected at most 10 items");
    }

    public override void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call)
    {
        WriteChoice(json, ReasoningTag.Join("think", answer), Reason(answer.Completion));
    }

    public override AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call) => new Sink(output, call);

    private static string Reason(Completion completion) => completion.IsCut ? "length" : "stop";

    private static void WriteChoice(Utf8JsonWriter json, string text, string? reason)
    {
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteString("stop_reason", reason);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private sealed class Sink : PieceSink
    {
        private readonly ReasoningTag _tag = new("think");

        public Sink(EventOutput output, OperationCall call)
            : base(output, call)
        {
        }

        protected override void WritePiece(Utf8JsonWriter json, AnswerBlock block, string piece) =>
            WriteChoice(json, _tag.Wrap(block, piece), null);

        protected override void WriteEnd(Utf8JsonWriter json, Completion completion) => WriteChoice(json, _tag.Close(), Reason(completion));
    }
}
