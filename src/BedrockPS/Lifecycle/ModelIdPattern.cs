using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BedrockPS.Inference.Families;

namespace BedrockPS.Lifecycle;

/// <summary>Finds model and inference profile ids in text.</summary>
internal sealed class ModelIdPattern
{
    // Models of a provider that has left the region are what is looked for most of all.
    private static readonly string[] s_providers =
    [
        "ai21", "amazon", "anthropic", "cohere", "deepseek", "google", "luma", "meta", "minimax", "mistral", "moonshot", "moonshotai", "nvidia",
        "openai", "qwen", "stability", "twelvelabs", "writer", "zai",
    ];

    private static readonly char[] s_marks = ['-', ':'];
    private static readonly char[] s_digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

    private readonly Regex _pattern;

    /// <param name="models">Ids the service lists, whose providers are looked for too.</param>
    public ModelIdPattern(IEnumerable<string> models)
    {
        IEnumerable<string> providers = models.Select(static id => id.Split('.')[0]).Concat(s_providers).Distinct().Select(Regex.Escape);
        IEnumerable<string> geographies = FoundationModelId.Geographies.OrderByDescending(static name => name.Length).Select(Regex.Escape);
        _pattern = new Regex(
            $@"(?<![\w.-])(?:(?:{string.Join("|", geographies)})\.)?(?:{string.Join("|", providers)})\.(?<name>[a-z][a-z0-9-]*(?:\.[0-9][a-z0-9-]*)*(?::[0-9]+(?::[a-z0-9]+)?)?)(?![\w*?-])",
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10));
    }

    /// <returns>Where each begins, and the id.</returns>
    public IEnumerable<(int Offset, string Id)> Find(string text)
    {
        foreach (Match match in _pattern.Matches(text))
        {
            // amazon.com is no model: ids have a hyphen or a colon, and a number.
            string name = match.Groups["name"].Value;
            if (name.IndexOfAny(s_marks) > 0 && name.IndexOfAny(s_digits) >= 0 && name[name.Length - 1] != '-')
            {
                yield return (match.Index, match.Value);
            }
        }
    }
}
