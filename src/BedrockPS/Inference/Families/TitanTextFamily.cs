using System;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>Amazon Titan's text models.</summary>
internal sealed class TitanTextFamily : PromptFamily
{
    public override string Name => "Titan";

    public override bool Matches(string modelId) =>
        modelId.StartsWith("amazon.titan-text-", StringComparison.Ordinal)
        || modelId.StartsWith("amazon.titan-tg1", StringComparison.Ordinal);

    protected override string Render(ChatTranscript chat, string modelId) => chat.WithNames("User", "Bot");

    protected override void Compose(BodyMembers body, InferenceRequest request, bool streaming) =>
        body.Set("inputText", Prompt(request))
            .Set("textGenerationConfig", new BodyMembers()
                .Set("maxTokenCount", request.MaxTokens)
                .Set("temperature", request.Temperature)
                .Set("topP", request.TopP)
                .Set("stopSequences", request.StopSequences)
                .Values);

    protected override void Read(JsonElement json, NativeAnswer answer)
    {
        long output = 0;
        foreach (JsonElement result in json.Items("results"u8))
        {
            ReadResult(result, answer);
            output += result.Count("tokenCount"u8);
        }

        answer.SetUsage(json.Count("inputTextTokenCount"u8), output);
    }

    protected override void ReadPiece(JsonElement json, NativeAnswer answer)
    {
        ReadResult(json, answer);
        TokenUsage known = answer.Response.Usage;
        answer.SetUsage(
            json.CountOr("inputTextTokenCount"u8, known.InputTokens),
            json.CountOr("totalOutputTextTokenCount"u8, known.OutputTokens));
    }

    protected override void ReadResult(JsonElement json, NativeAnswer answer)
    {
        answer.AddText(json.Text("outputText"u8));
        answer.Stop(json.Text("completionReason"u8));
    }
}
