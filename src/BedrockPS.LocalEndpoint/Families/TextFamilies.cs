using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Families;

/// <summary>The text families, by the catalogue's name for them.</summary>
internal static class TextFamilies
{
    private static readonly Dictionary<string, TextFamily> s_byName = Index(
        new ClaudeMessages(),
        new NovaMessages(),
        new TitanText(),
        new LlamaText(),
        new MistralText(),
        new DeepSeekText(),
        new CohereCommand(),
        new CohereCommandR(),
        new ChatCompletions(new ChatStyle("mistral-chat") { MaxTemperature = 1, FinishKey = "stop_reason", PieceKey = "message" }),
        new ChatCompletions(new ChatStyle("jamba")),
        new ChatCompletions(new ChatStyle("deepseek-chat")),
        new ChatCompletions(new ChatStyle("gpt-oss")
        {
            MaxTokensKey = "max_completion_tokens", ReasoningTag = "reasoning", AlwaysThinks = true,
        }),
        new ChatCompletions(new ChatStyle("qwen")),
        new ChatCompletions(new ChatStyle("palmyra") { DefaultMaxTokens = 16, MaxStops = 4 }));

    public static TextFamily? Find(string name) => s_byName.TryGetValue(name, out TextFamily? family) ? family : null;

    private static Dictionary<string, TextFamily> Index(params TextFamily[] families)
    {
        Dictionary<string, TextFamily> byName = new(StringComparer.Ordinal);
        foreach (TextFamily family in families)
        {
            byName.Add(family.Name, family);
        }

        return byName;
    }
}
