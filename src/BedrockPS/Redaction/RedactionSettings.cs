using System;
using System.Collections.Generic;

namespace BedrockPS.Redaction;

/// <summary>What to look for beside the known forms of secrets.</summary>
internal sealed class RedactionSettings
{
    private RedactionSettings(IReadOnlyList<SecretPattern> patterns) => Patterns = patterns;

    public static RedactionSettings Default { get; } = new(SecretPatterns.BuiltIn);

    /// <summary>The user's own first, then the known ones.</summary>
    public IReadOnlyList<SecretPattern> Patterns { get; }

    /// <param name="patterns">Regular expressions; the group named secret, else the whole match, is the secret.</param>
    /// <exception cref="BedrockException">RedactPatternInvalid.</exception>
    public static RedactionSettings With(IReadOnlyList<string> patterns)
    {
        List<SecretPattern> all = [];
        foreach (string pattern in patterns)
        {
            try
            {
                all.Add(new SecretPattern("CUSTOM", pattern, limit: SecretPattern.UserLimit));
            }
            catch (ArgumentException exception)
            {
                throw new BedrockException("RedactPatternInvalid", $"'{pattern}' is not a regular expression: {exception.Message}", exception);
            }
        }

        all.AddRange(SecretPatterns.BuiltIn);
        return new RedactionSettings(all);
    }
}
