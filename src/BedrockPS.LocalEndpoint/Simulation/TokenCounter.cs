namespace BedrockPS.Local.Simulation;

/// <summary>Tokens as the simulators count them: one for every four characters begun.</summary>
internal static class TokenCounter
{
    public const int CharactersPerToken = 4;

    public static int Count(string text) => (text.Length + CharactersPerToken - 1) / CharactersPerToken;
}
