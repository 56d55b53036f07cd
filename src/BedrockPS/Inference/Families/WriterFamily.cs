using System;

namespace BedrockPS.Inference.Families;

/// <summary>Writer Palmyra X4 and X5. Left alone, they stop after 16 tokens.</summary>
internal sealed class WriterFamily : ChatFamily
{
    public override string Name => "Writer Palmyra";

    protected override int? MaxTokensDefault => DefaultMaxTokens;

    public override bool Matches(string modelId) => modelId.StartsWith("writer.palmyra", StringComparison.Ordinal);
}
