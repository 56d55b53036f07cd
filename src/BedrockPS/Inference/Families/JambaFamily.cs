using System;

namespace BedrockPS.Inference.Families;

/// <summary>AI21 Jamba.</summary>
internal sealed class JambaFamily : ChatFamily
{
    public override string Name => "AI21 Jamba";

    public override bool Matches(string modelId) => modelId.StartsWith("ai21.jamba", StringComparison.Ordinal);
}
