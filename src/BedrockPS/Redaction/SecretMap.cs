using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Threading;

namespace BedrockPS.Redaction;

/// <summary>
/// The secrets of one request and what stands for them. Numbers are given in the order in which secrets appear, so the same request
/// always reads the same: a cache finds it again, and a later turn shows the model the names it knows.
/// </summary>
internal sealed class SecretMap
{
    // A short or plain word found behind "password:" may stand elsewhere and mean nothing; a long mixed one is replaced everywhere.
    private const int LongEnough = 8;
    private const int LongEnoughWhenCertain = 4;

    private readonly IReadOnlyList<SecretPattern> _patterns;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, string> _placeholders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<string> _everywhere = [];

    // A text is searched before it is replaced; what the patterns found is kept in between.
    private readonly Dictionary<string, List<SecretSpan>> _found = new(StringComparer.Ordinal);

    /// <param name="patterns">What to look for.</param>
    /// <param name="cancellationToken">Ends the search of a long text between two patterns.</param>
    public SecretMap(IReadOnlyList<SecretPattern> patterns, CancellationToken cancellationToken = default)
    {
        _patterns = patterns;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Different secrets found.</summary>
    public int Count => _placeholders.Count;

    /// <summary>The secrets by their placeholders.</summary>
    public IReadOnlyDictionary<string, string> Secrets => _secrets;

    /// <summary>Kinds and how many secrets of each, such as "2 PASSWORD, 1 JWT"; no secret is in it.</summary>
    public string Summary => string.Join(", ", _numbers.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{_secrets.Keys.Count(placeholder => KindOf(placeholder) == entry.Key)} {entry.Key}"));

    /// <summary>Takes note of placeholders that are in the request already.</summary>
    public void Reserve(string text) => Placeholder.Collect(text, _taken);

    /// <summary>Looks for secrets; every text of the request is searched before the first is replaced.</summary>
    /// <exception cref="BedrockException">RedactionFailed.</exception>
    public void Search(string text)
    {
        foreach (SecretSpan span in Spans(text))
        {
            Add(text.Substring(span.Start, span.Length), span.Kind);
        }
    }

    /// <summary>Takes a secret in, whatever it looks like.</summary>
    /// <param name="secret">Its text.</param>
    /// <param name="kind">Part of the placeholder.</param>
    /// <param name="isCertain">It was given as a secret, not taken for one: replaced everywhere though it be a plain word.</param>
    /// <returns>What stands for it.</returns>
    public string Add(string secret, string kind, bool isCertain = false)
    {
        if (_placeholders.TryGetValue(secret, out string? known))
        {
            return known;
        }

        string placeholder;
        do
        {
            _numbers.TryGetValue(kind, out int number);
            _numbers[kind] = number + 1;
            placeholder = Placeholder.Of(kind, number + 1);
        }
        while (_taken.Contains(placeholder));

        _placeholders[secret] = placeholder;
        _secrets[placeholder] = secret;
        if (isCertain ? secret.Length >= LongEnoughWhenCertain : secret.Length >= LongEnough && LooksRandom(secret))
        {
            _everywhere.Add(secret);
        }

        return placeholder;
    }

    /// <summary>The text with every secret replaced.</summary>
    /// <param name="text">A text that has been searched.</param>
    /// <param name="search">False: only secrets known from elsewhere, as in what a model has written and signed.</param>
    public string Redact(string text, bool search = true)
    {
        List<SecretSpan> spans = search ? Spans(text) : Known(text, []);
        if (spans.Count == 0)
        {
            return text;
        }

        StringBuilder redacted = new(text.Length);
        int position = 0;
        foreach (SecretSpan span in spans)
        {
            redacted.Append(text, position, span.Start - position);
            redacted.Append(Add(text.Substring(span.Start, span.Length), span.Kind));
            position = span.End;
        }

        return redacted.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>The text with every secret back in its place.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="jsonDepth">How many JSON strings the text lies within: 0 for plain text, 1 for JSON, 2 for JSON within JSON.</param>
    public string Restore(string text, int jsonDepth = 0)
    {
        if (_secrets.Count == 0 || text.IndexOf(Placeholder.Start, StringComparison.Ordinal) < 0)
        {
            return text;
        }

        StringBuilder restored = new(text.Length);
        int position = 0;
        while (true)
        {
            int start = text.IndexOf(Placeholder.Start, position, StringComparison.Ordinal);
            int end = start < 0 ? -1 : text.IndexOf(']', start);
            if (end < 0)
            {
                return restored.Append(text, position, text.Length - position).ToString();
            }

            restored.Append(text, position, start - position);
            if (_secrets.TryGetValue(text.Substring(start, end + 1 - start), out string? secret))
            {
                restored.Append(Escape(secret, jsonDepth));
                position = end + 1;
            }
            else
            {
                restored.Append(text[start]);
                position = start + 1;
            }
        }
    }

    private static string Escape(string secret, int depth)
    {
        string escaped = secret;
        for (; depth > 0; depth--)
        {
            escaped = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(escaped);
        }

        return escaped;
    }

    /// <summary>Places of all secrets, in order and apart from one another.</summary>
    private List<SecretSpan> Spans(string text)
    {
        if (!_found.TryGetValue(text, out List<SecretSpan>? found))
        {
            found = [];
            foreach (SecretPattern pattern in _patterns)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                pattern.Find(text, found);
            }

            _found[text] = found;
        }

        return Known(text, [.. found]);
    }

    private List<SecretSpan> Known(string text, List<SecretSpan> found)
    {
        foreach (string secret in _everywhere)
        {
            for (int at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = text.IndexOf(secret, at + secret.Length, StringComparison.Ordinal))
            {
                found.Add(new SecretSpan(at, secret.Length, KindOf(_placeholders[secret])));
            }
        }

        return found.Count < 2 ? found : Merge(found);
    }

    /// <summary>Secrets that overlap become one, of the kind of the surest.</summary>
    private static List<SecretSpan> Merge(List<SecretSpan> found)
    {
        List<SecretSpan> merged = [];

        // The sort is stable: of those at the same place the surest pattern's stays first.
        foreach (SecretSpan span in found.OrderBy(static span => span.Start))
        {
            if (merged.Count > 0 && span.Start < merged[merged.Count - 1].End)
            {
                SecretSpan last = merged[merged.Count - 1];
                merged[merged.Count - 1] = new SecretSpan(last.Start, Math.Max(last.End, span.End) - last.Start, last.Kind);
            }
            else
            {
                merged.Add(span);
            }
        }

        return merged;
    }

    private static string KindOf(string placeholder)
    {
        int end = placeholder.LastIndexOf('_');
        return placeholder.Substring(Placeholder.Start.Length, end - Placeholder.Start.Length);
    }

    private static bool LooksRandom(string secret)
    {
        bool hasLetter = false;
        bool hasOther = false;
        foreach (char letter in secret)
        {
            hasLetter |= char.IsLetter(letter);
            hasOther |= !char.IsLetter(letter) && letter is not (' ' or '-' or '_' or '.');
        }

        return hasLetter && hasOther;
    }
}
