using System;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>DeepSeek R1, which takes a prompt and thinks aloud in front of its answer.</summary>
internal sealed class DeepSeekPromptFamily : PromptFamily
{
    public override string Name => "DeepSeek R1";

    protected override ReasoningTags? Tags => ReasoningTags.Think;

    public override bool Matches(string modelId) => modelId.StartsWith("deepseek.r1", StringComparison.Ordinal);

    protected override string Render(ChatTranscript chat, string modelId) => chat.WithDeepSeekMarks();

    protected override void Compose(BodyMembers body, InferenceRequest request, bool streaming) =>
        body.Set("prompt", Prompt(request))
            .Set("max_tokens", request.MaxTokens)
            .Set("temperature", request.Temperature)
            .Set("top_p", request.TopP)
            .Set("stop", request.StopSequences);

    protected override void ReadResult(JsonElement json, NativeAnswer answer)
    {
        JsonElement choice = json.FirstOf("choices"u8);
        answer.AddText(choice.Text("text"u8));
        answer.Stop(choice.Text("stop_reason"u8) ?? choice.Text("finish_reason"u8));
    }
}
