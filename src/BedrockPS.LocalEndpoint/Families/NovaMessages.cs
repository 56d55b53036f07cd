using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Converse;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Families;

/// <summary>Amazon Nova's format: Converse's members with bytes as base64, and the model's own fields at the top.</summary>
internal sealed class NovaMessages : TextFamily
{
    public override string Name => "nova";

    public override Conversation Parse(JsonElement body, CatalogueModel model)
    {
        body.Only("schemaVersion", "system", "messages", "inferenceConfig", "toolConfig", "reasoningConfig", "additionalModelRequestFields");
        body.Required("messages", JsonValueKind.Array);
        if (body.OptionalText("schemaVersion") is string version && version != "messages-v1")
        {
            throw ServiceFault.Validation($"#/schemaVersion: '{version}' is not messages-v1");
        }

        JsonElement? config = body.Optional("inferenceConfig", JsonValueKind.Object);
        if (config is JsonElement settings)
        {
            settings.Only("maxTokens", "max_new_tokens", "temperature", "topP", "top_p", "topK", "top_k", "stopSequences", "reasoningConfig");
            settings.OptionalReal("temperature", 0, 1);
            settings.OptionalReal("topP", 0, 1);
            settings.OptionalNumber("topK", 0, 128);
        }

        Dictionary<string, object?> input = (Dictionary<string, object?>)JsonText.Parse(JsonSerializer.SerializeToUtf8Bytes(body))!;
        Conversation conversation = ConverseParser.Parse(input, model);
        conversation.MaxTokens = config?.OptionalNumber("maxTokens", 1, int.MaxValue) ?? config?.OptionalNumber("max_new_tokens", 1, int.MaxValue);
        JsonElement? reasoning = body.Optional("reasoningConfig", JsonValueKind.Object)
            ?? config?.Optional("reasoningConfig", JsonValueKind.Object);
        NovaReasoning.Apply(conversation, reasoning?.OptionalText("type"), reasoning?.OptionalText("maxReasoningEffort"));
        return conversation;
    }

    public override void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call)
    {
        ConverseAnswer.WriteMessage(json, answer);
        json.WriteString("stopReason", answer.Completion.StopReason);
        WriteUsage(json, answer.Completion);
    }

    public override AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call) =>
        new NovaStreamSink(output, call);

    internal static void WriteUsage(Utf8JsonWriter json, Completion completion)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("inputTokens", completion.InputTokens);
        json.WriteNumber("outputTokens", completion.OutputTokens);
        json.WriteNumber("totalTokens", completion.TotalTokens);
        json.WriteNumber("cacheReadInputTokenCount", completion.Cache.Read);
        json.WriteNumber("cacheWriteInputTokenCount", completion.Cache.Written);
        json.WriteEndObject();
    }
}
