using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>Amazon Titan's text models.</summary>
internal sealed class TitanText : TextFamily
{
    private static readonly PromptTemplate s_template = new("system", ("\nUser:", "user"), ("\nBot:", "assistant"));

    public override string Name => "titan-text";

    public override Conversation Parse(JsonElement body, CatalogueModel model)
    {
        body.Only("inputText", "textGenerationConfig");
        Conversation conversation = new(model) { MaxTokens = 512 };
        string prompt = body.RequiredText("inputText");
        if (prompt.Length == 0)
        {
            throw ServiceFault.Validation("#/inputText: expected minLength: 1, actual: 0");
        }

        s_template.Read(conversation, prompt);
        if (body.Optional("textGenerationConfig", JsonValueKind.Object) is JsonElement config)
        {
            config.Only("maxTokenCount", "temperature", "topP", "stopSequences");
            conversation.MaxTokens = config.OptionalNumber("maxTokenCount", 1, model.MaxOutput) ?? 512;
            config.OptionalReal("temperature", 0, 1);
            config.OptionalReal("topP", 0, 1);
            conversation.StopSequences.AddRange(config.Texts("stopSequences"));
        }

        return conversation;
    }

    public override void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call)
    {
        json.WriteNumber("inputTextTokenCount", answer.Completion.InputTokens);
        json.WriteStartArray("results");
        json.WriteStartObject();
        json.WriteNumber("tokenCount", answer.Completion.OutputTokens);
        json.WriteString("outputText", answer.Text);
        json.WriteString("completionReason", Reason(answer.Completion));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call) => new Sink(output, call);

    private static string Reason(Completion completion) => completion.StopReason switch
    {
        "max_tokens" or "model_context_window_exceeded" => "LENGTH",
        "content_filtered" => "CONTENT_FILTERED",
        "stop_sequence" => "STOP_CRITERIA_MET",
        _ => "FINISH",
    };

    private sealed class Sink : PieceSink
    {
        public Sink(EventOutput output, OperationCall call)
            : base(output, call)
        {
        }

        protected override void WritePiece(Utf8JsonWriter json, AnswerBlock block, string piece)
        {
            json.WriteString("outputText", piece);
            json.WriteNumber("index", 0);
            json.WriteNull("totalOutputTextTokenCount");
            json.WriteNull("completionReason");
            json.WriteNull("inputTextTokenCount");
        }

        protected override void WriteEnd(Utf8JsonWriter json, Completion completion)
        {
            json.WriteString("outputText", "");
            json.WriteNumber("index", 0);
            json.WriteNumber("totalOutputTextTokenCount", completion.OutputTokens);
            json.WriteString("completionReason", Reason(completion));
            json.WriteNumber("inputTextTokenCount", completion.InputTokens);
        }
    }
}
