using System;

namespace BedrockPS.Inference.Families;

/// <summary>Mistral Large 2 and later, Pixtral and their like.</summary>
internal sealed class MistralChatFamily : ChatFamily
{
    private static readonly string[] s_seeing = ["pixtral", "mistral-large-3", "ministral-3", "magistral-small-2509"];

    public override string Name => "Mistral chat";

    /// <summary>Asked after the prompt-taking models, so that what comes later counts as chat.</summary>
    public override bool Matches(string modelId) => modelId.StartsWith("mistral.", StringComparison.Ordinal);

    protected override string AnyTool => "any";

    protected override bool TakesImages(string modelId) =>
        Array.Exists(s_seeing, name => modelId.IndexOf(name, StringComparison.Ordinal) >= 0);
}
