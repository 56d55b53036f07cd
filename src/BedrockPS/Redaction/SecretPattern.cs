using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace BedrockPS.Redaction;

/// <summary>A form that secrets have. Where the pattern has groups named secret, those are the secret and the rest is its context.</summary>
internal sealed class SecretPattern
{
    public const string Group = "secret";

    /// <summary>Longest search for the next secret of a pattern of a user's own, which may backtrack without end.</summary>
    public static readonly TimeSpan UserLimit = TimeSpan.FromSeconds(2);

    /// <summary>The same for the known forms. They cannot run away; a busy machine and a long text may take their time.</summary>
    public static readonly TimeSpan KnownLimit = TimeSpan.FromSeconds(60);

    private readonly Regex _regex;
    private readonly bool _hasGroup;
    private readonly bool _needsCare;

    /// <param name="kind">Capital letters and underscores; part of the placeholder.</param>
    /// <param name="pattern">.NET regular expression.</param>
    /// <param name="needsCare">Found by its context, so that what stands there may be no secret: variables and the like are passed over.</param>
    /// <param name="limit">Longest search for the next secret; that of the known forms when not given.</param>
    /// <exception cref="ArgumentException">Not a regular expression.</exception>
    public SecretPattern(string kind, string pattern, bool needsCare = false, TimeSpan? limit = null)
    {
        Kind = kind;
        _regex = new Regex(pattern, RegexOptions.CultureInvariant, limit ?? KnownLimit);
        _hasGroup = Array.IndexOf(_regex.GetGroupNames(), Group) >= 0;
        _needsCare = needsCare;
    }

    public string Kind { get; }

    /// <summary>Adds the place of every secret in the text.</summary>
    /// <exception cref="BedrockException">RedactionFailed: the search took too long, and what was not searched must not be sent.</exception>
    public void Find(string text, List<SecretSpan> found)
    {
        try
        {
            for (Match match = _regex.Match(text); match.Success; match = match.NextMatch())
            {
                Capture secret = _hasGroup ? match.Groups[Group] : match;
                if (secret.Length > 0 && !(_needsCare && IsReference(text, secret)))
                {
                    found.Add(new SecretSpan(secret.Index, secret.Length, Kind));
                }
            }
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new BedrockException(
                "RedactionFailed", $"Searching an input of {text.Length} characters for secrets of the kind {Kind} took longer than {_regex.MatchTimeout.TotalSeconds} seconds.", exception);
        }
    }

    /// <summary>A variable, an expression or a placeholder stands where a secret could: it tells nothing.</summary>
    private static bool IsReference(string text, Capture secret)
    {
        char first = text[secret.Index];
        return first is '$' or '(' or '{' or '<' or '%'
            || (first == '[' && string.CompareOrdinal(text, secret.Index, Placeholder.Start, 0, Placeholder.Start.Length) == 0)
            || IsMask(text, secret);
    }

    /// <summary>****** and xxxxxx hide a secret already.</summary>
    private static bool IsMask(string text, Capture secret)
    {
        char first = text[secret.Index];
        if (first is not ('*' or 'x' or 'X' or '.' or '•'))
        {
            return false;
        }

        for (int index = 1; index < secret.Length; index++)
        {
            if (text[secret.Index + index] != first)
            {
                return false;
            }
        }

        return true;
    }
}
