namespace BedrockPS.Local.Simulation;

/// <summary>Tokens as the simulators count them: one for every four characters begun.</summary>
internal static class TokenCounter
{
    public const int CharactersPerToken = 4;

    public static int Count(string text) => Count(text.Length);

    public static int Count(int characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}
