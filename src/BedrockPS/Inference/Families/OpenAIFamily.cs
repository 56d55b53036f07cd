using System;

namespace BedrockPS.Inference.Families;

/// <summary>OpenAI's open-weight models, which put their reasoning in tags in front of the text.</summary>
internal sealed class OpenAIFamily : ChatFamily
{
    public override string Name => "OpenAI gpt-oss";

    protected override ReasoningTags? Tags => ReasoningTags.Reasoning;

    protected override string MaxTokensName => "max_completion_tokens";

    public override bool Matches(string modelId) => modelId.StartsWith("openai.gpt-", StringComparison.Ordinal);
}
