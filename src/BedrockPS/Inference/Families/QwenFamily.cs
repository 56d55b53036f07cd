using System;

namespace BedrockPS.Inference.Families;

/// <summary>Qwen 3 and later.</summary>
internal sealed class QwenFamily : ChatFamily
{
    public override string Name => "Qwen";

    protected override ReasoningTags? Tags => ReasoningTags.Think;

    public override bool Matches(string modelId) => modelId.StartsWith("qwen.", StringComparison.Ordinal);

    protected override bool TakesImages(string modelId) => modelId.IndexOf("-vl-", StringComparison.Ordinal) >= 0;
}
