using System;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>Cohere Command and Command Light, which take a prompt.</summary>
internal sealed class CohereCommandFamily : PromptFamily
{
    /// <summary>Left alone the model stops after 20 tokens; its 4,096 are for prompt and answer together.</summary>
    private const int MaxTokensDefault = 1024;

    public override string Name => "Cohere Command";

    public override bool Matches(string modelId) =>
        modelId.StartsWith("cohere.command-text", StringComparison.Ordinal)
        || modelId.StartsWith("cohere.command-light", StringComparison.Ordinal);

    protected override string Render(ChatTranscript chat, string modelId) => chat.WithNames("User", "Chatbot");

    protected override void Compose(BodyMembers body, InferenceRequest request, bool streaming)
    {
        body.Set("prompt", Prompt(request))
            .Set("max_tokens", request.MaxTokens ?? MaxTokensDefault)
            .Set("temperature", request.Temperature)
            .Set("p", request.TopP)
            .Set("stop_sequences", request.StopSequences);
        if (streaming)
        {
            body.Set("stream", true);
        }
    }

    protected override void ReadResult(JsonElement json, NativeAnswer answer)
    {
        JsonElement generation = json.FirstOf("generations"u8);
        if (generation.ValueKind != JsonValueKind.Object)
        {
            // A streamed chunk holds the members that a whole answer has inside its generations.
            generation = json;
        }

        answer.AddText(generation.Text("text"u8));
        answer.Stop(generation.Text("finish_reason"u8));
        if (json.IsTrue("is_finished"u8))
        {
            answer.End();
        }
    }
}
