using System;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>Mistral's first models on Bedrock, which take a prompt; later ones take messages.</summary>
internal sealed class MistralTextFamily : PromptFamily
{
    private static readonly string[] s_models =
        ["mistral.mistral-7b", "mistral.mixtral", "mistral.mistral-large-2402", "mistral.mistral-small-2402"];

    public override string Name => "Mistral text";

    public override bool Matches(string modelId) =>
        Array.Exists(s_models, model => modelId.StartsWith(model, StringComparison.Ordinal));

    protected override string Render(ChatTranscript chat, string modelId) => chat.WithMistralInstructions();

    protected override void Compose(BodyMembers body, InferenceRequest request, bool streaming) =>
        body.Set("prompt", Prompt(request))
            .Set("max_tokens", request.MaxTokens)
            .Set("temperature", request.Temperature)
            .Set("top_p", request.TopP)
            .Set("stop", request.StopSequences);

    protected override void ReadResult(JsonElement json, NativeAnswer answer)
    {
        JsonElement output = json.FirstOf("outputs"u8);
        answer.AddText(output.Text("text"u8));
        answer.Stop(output.Text("stop_reason"u8));
    }
}
