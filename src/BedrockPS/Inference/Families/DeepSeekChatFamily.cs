using System;

namespace BedrockPS.Inference.Families;

/// <summary>DeepSeek V3 and later, which take messages.</summary>
internal sealed class DeepSeekChatFamily : ChatFamily
{
    public override string Name => "DeepSeek V3";

    protected override ReasoningTags? Tags => ReasoningTags.Think;

    public override bool Matches(string modelId) => modelId.StartsWith("deepseek.", StringComparison.Ordinal);
}
