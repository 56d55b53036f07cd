using System;
using System.Collections.Generic;
using System.Linq;
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
        if (request.StopSequences.Length > 0)
        {
            throw Invalid("The native format of Llama takes no stop sequences.");
        }

        body.Set("prompt", Prompt(request))
            .Set("images", Images(request))
            .Set("max_gen_len", request.MaxTokens)
            .Set("temperature", request.Temperature)
            .Set("top_p", request.TopP);
    }

    /// <summary>The image itself travels beside the prompt, in which a mark holds its place before the words.</summary>
    protected override string TextOf(Message message, string modelId)
    {
        if (!Sees(modelId))
        {
            return base.TextOf(message, modelId);
        }

        string marks = string.Concat(message.Content.Where(static block => block.Kind == "image").Select(static _ => "<|image|>"));
        return marks + base.TextOf(new Message(message.Role, message.Content.Where(static block => block.Kind != "image")), modelId);
    }

    private List<object?> Images(InferenceRequest request)
    {
        List<object?> images = [];
        foreach (ContentBlock block in request.Messages.SelectMany(static message => message.Content).Where(static block => block.Kind == "image"))
        {
            images.Add(ConverseBlock.Parse(block).At("source"u8).Text("bytes"u8) ?? throw NotSupported(block));
        }

        return images;
    }

    private static bool Sees(string modelId) =>
        FoundationModelId.Of(modelId) is string id
        && (id.StartsWith("meta.llama3-2-11b", StringComparison.Ordinal) || id.StartsWith("meta.llama3-2-90b", StringComparison.Ordinal));

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
