using System;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>Meta Llama 2, 3 and 4, each with the template it was taught.</summary>
internal sealed class LlamaFamily : PromptFamily
{
    public override string Name => "Llama";

    public override bool Matches(string modelId) => modelId.StartsWith("meta.llama", StringComparison.Ordinal);

    protected override string Render(ChatTranscript chat, string modelId)
    {
        if (modelId.StartsWith("meta.llama2", StringComparison.Ordinal))
        {
            return chat.WithLlama2Instructions();
        }

        return modelId.StartsWith("meta.llama3", StringComparison.Ordinal)
            ? chat.WithHeaders("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>")
            : chat.WithHeaders("<|header_start|>", "<|header_end|>", "<|eot|>");
    }

    protected override void Compose(BodyMembers body, InferenceRequest request, bool streaming)
    {
        if (request.StopSequences.Count > 0)
        {
            throw Invalid("The native format of Llama takes no stop sequences.");
        }

        body.Set("prompt", Prompt(request))
            .Set("max_gen_len", request.MaxTokens)
            .Set("temperature", request.Temperature)
            .Set("top_p", request.TopP);
    }

    protected override void ReadResult(JsonElement json, NativeAnswer answer)
    {
        answer.AddText(json.Text("generation"u8));
        answer.Stop(json.Text("stop_reason"u8));
        TokenUsage known = answer.Response.Usage;
        answer.SetUsage(
            json.CountOr("prompt_token_count"u8, known.InputTokens),
            json.CountOr("generation_token_count"u8, known.OutputTokens));
    }
}
