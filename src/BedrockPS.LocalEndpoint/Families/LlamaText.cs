using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>Meta Llama.</summary>
internal sealed class LlamaText : TextFamily
{
    private static readonly PromptTemplate s_template = new(
        "system",
        ("<|begin_of_text|>", ""),
        ("<|start_header_id|>system<|end_header_id|>", "system"),
        ("<|start_header_id|>user<|end_header_id|>", "user"),
        ("<|start_header_id|>assistant<|end_header_id|>", "assistant"),
        ("<|header_start|>system<|header_end|>", "system"),
        ("<|header_start|>user<|header_end|>", "user"),
        ("<|header_start|>assistant<|header_end|>", "assistant"),
        ("<|eot_id|>", ""),
        ("<|eot|>", ""),
        ("<|end_of_text|>", ""));

    public override string Name => "llama";

    public override Conversation Parse(JsonElement body, CatalogueModel model)
    {
        body.Only("prompt", "temperature", "top_p", "max_gen_len", "images");
        Conversation conversation = new(model);
        s_template.Read(conversation, body.RequiredText("prompt"));
        conversation.MaxTokens = body.OptionalNumber("max_gen_len", 1, model.MaxOutput) ?? 512;
        body.OptionalReal("temperature", 0, 1);
        body.OptionalReal("top_p", 0, 1);
        foreach (string image in body.Texts("images"))
        {
            conversation.TurnOf("user").Parts.Add(Part.Attachment($"image of {image.Length * 3 / 4} bytes", 1600));
        }

        return conversation;
    }

    public override void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call)
    {
        json.WriteString("generation", answer.Text);
        json.WriteNumber("prompt_token_count", answer.Completion.InputTokens);
        json.WriteNumber("generation_token_count", answer.Completion.OutputTokens);
        json.WriteString("stop_reason", Reason(answer.Completion));
    }

    public override AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call) => new Sink(output, call);

    private static string Reason(Completion completion) => completion.IsCut ? "length" : "stop";

    private sealed class Sink : PieceSink
    {
        private int _pieces;

        public Sink(EventOutput output, OperationCall call)
            : base(output, call)
        {
        }

        protected override void WritePiece(Utf8JsonWriter json, AnswerBlock block, string piece)
        {
            json.WriteString("generation", piece);
            if (_pieces++ == 0)
            {
                json.WriteNumber("prompt_token_count", InputTokens);
            }
            else
            {
                json.WriteNull("prompt_token_count");
            }

            json.WriteNumber("generation_token_count", _pieces);
            json.WriteNull("stop_reason");
        }

        protected override void WriteEnd(Utf8JsonWriter json, Completion completion)
        {
            json.WriteString("generation", "");
            json.WriteNull("prompt_token_count");
            json.WriteNumber("generation_token_count", completion.OutputTokens);
            json.WriteString("stop_reason", Reason(completion));
        }
    }
}
