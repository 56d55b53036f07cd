using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Faults;

/// <summary>One fault: whom it hits, what it does, and how often. LocalEndpoint documents the grammar.</summary>
internal sealed class FaultRule
{
    private readonly List<string> _scopes = [];
    private int _left = int.MaxValue;

    private FaultRule(string text) => Text = text;

    /// <summary>As the user wrote it.</summary>
    public string Text { get; }

    public FaultKind Kind { get; private set; }

    public int Status { get; private set; }

    /// <summary>Error name, or the exception of a stream.</summary>
    public string Code { get; private set; } = "";

    /// <summary>How long it waits; for a quota, the time it is for.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>Frames of a stream that arrive before the fault.</summary>
    public int Frames { get; private set; } = 1;

    /// <summary>Only streams can suffer it.</summary>
    public bool NeedsStream => Kind is FaultKind.Stall or FaultKind.Corrupt or FaultKind.Exception;

    /// <summary>It changes what the model says, not how it arrives.</summary>
    public bool IsOfModel => Kind is FaultKind.BadJson or FaultKind.Misfit;

    /// <summary>It says whom it hits.</summary>
    public bool IsScoped => _scopes.Count > 0;

    /// <summary>It limits what a model may be asked in a time.</summary>
    public bool IsQuota => Kind is FaultKind.Rate or FaultKind.Tokens;

    /// <summary>Requests or tokens in <see cref="Pause"/>, of each model.</summary>
    public long Limit { get; private set; }

    /// <exception cref="ArgumentException">The text is no fault; the message says what is wrong with it.</exception>
    public static FaultRule Parse(string text)
    {
        FaultRule rule = new(text.Trim());
        string[] scopes = rule.Text.Split('@');
        for (int i = 0; i < scopes.Length - 1; i++)
        {
            rule._scopes.Add(scopes[i].Length > 0 ? scopes[i] : throw Wrong(text, "the scope before @ is empty"));
        }

        string[] words = scopes[scopes.Length - 1].Split(':');
        int used = rule.ReadKind(words, text);
        if (words.Length > used && !rule.IsQuota)
        {
            rule._left = Number(words[used], text, "count");
            used++;
        }

        return words.Length == used ? rule : throw Wrong(text, $"'{words[used]}' is one word too many");
    }

    public bool Fits(string operation, string? model, bool streams)
    {
        if (NeedsStream && !streams)
        {
            return false;
        }

        foreach (string scope in _scopes)
        {
            if (!Like(operation, scope) && (model is null || !Like(model, scope)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it hits this request; counts down when it does. The plan's lock is held.</summary>
    public bool Take()
    {
        if (_left == 0)
        {
            return false;
        }

        if (_left != int.MaxValue)
        {
            _left--;
        }

        return true;
    }

    public ServiceFault ToFault() => new(Status, Code, $"{Code} injected by the local endpoint's fault '{Text}'.")
    {
        OriginalStatus = Status == 424 ? 500 : null,
    };

    private int ReadKind(string[] words, string text)
    {
        switch (words[0].ToLowerInvariant())
        {
            case "throttle": return Error(429, "ThrottlingException");
            case "notready": return Error(429, "ModelNotReadyException");
            case "unavailable": return Error(503, "ServiceUnavailableException");
            case "internal": return Error(500, "InternalServerException");
            case "timeout": return Error(408, "ModelTimeoutException");
            case "quota": return Error(400, "ServiceQuotaExceededException");
            case "denied": return Error(403, "AccessDeniedException");
            case "expired": return Error(403, "ExpiredTokenException");
            case "unrecognized": return Error(403, "UnrecognizedClientException");
            case "error": return ReadError(Word(words, text, "an HTTP status or an error name"), text);
            case "html":
                Kind = FaultKind.Html;
                Status = StatusOf(Word(words, text, "an HTTP status"), text);
                return 2;
            case "hang":
                Kind = FaultKind.Hang;
                return 1;
            case "reset":
                Kind = FaultKind.Reset;
                return 1;
            case "slow":
                Kind = FaultKind.Slow;
                Pause = Time(Word(words, text, "a time such as 50ms or 2s"), text);
                return 2;
            case "rate":
                return ReadQuota(FaultKind.Rate, Word(words, text, "a number of requests and a time such as 20/1s"), text);
            case "tokens":
                return ReadQuota(FaultKind.Tokens, Word(words, text, "a number of tokens and a time such as 5000/1s"), text);
            case "badjson":
                Kind = FaultKind.BadJson;
                return 1;
            case "misfit":
                Kind = FaultKind.Misfit;
                return 1;
            case "cut": return InStream(FaultKind.Cut, words, 1, text);
            case "half": return InStream(FaultKind.Half, words, 1, text);
            case "drop": return InStream(FaultKind.Drop, words, 1, text);
            case "stall": return InStream(FaultKind.Stall, words, 1, text);
            case "corrupt": return InStream(FaultKind.Corrupt, words, 1, text);
            case "exception":
                Code = Word(words, text, "an exception name such as throttlingException");
                return InStream(FaultKind.Exception, words, 2, text);
            default:
                throw Wrong(text, $"'{words[0]}' is no kind of fault");
        }
    }

    private int Error(int status, string code)
    {
        Kind = FaultKind.Error;
        Status = status;
        Code = code;
        return 1;
    }

    private int ReadError(string word, string text)
    {
        if (char.IsDigit(word[0]))
        {
            int status = StatusOf(word, text);
            return 1 + Error(status, FaultCodes.NameOf(status));
        }

        return 1 + Error(FaultCodes.StatusOf(word), word);
    }

    private int ReadQuota(FaultKind kind, string word, string text)
    {
        Kind = kind;
        string[] parts = word.Split('/');
        Limit = Number(parts[0], text, kind == FaultKind.Rate ? "number of requests" : "number of tokens");
        Pause = parts.Length == 1 ? TimeSpan.FromMinutes(1)
            : parts.Length == 2 ? Time(parts[1], text)
            : throw Wrong(text, $"'{word}' is no number and time such as 20/1s");
        return Pause > TimeSpan.Zero ? 2 : throw Wrong(text, "the time must not be nothing");
    }

    private int InStream(FaultKind kind, string[] words, int used, string text)
    {
        Kind = kind;
        if (words.Length > used)
        {
            Frames = Number(words[used], text, "number of frames");
            return used + 1;
        }

        return used;
    }

    private static string Word(string[] words, string text, string what) =>
        words.Length > 1 && words[1].Length > 0 ? words[1] : throw Wrong(text, $"{words[0]} needs {what}");

    private static int StatusOf(string word, string text) =>
        Number(word, text, "HTTP status") is int status and >= 400 and <= 599
            ? status
            : throw Wrong(text, "the HTTP status must be from 400 to 599");

    private static int Number(string word, string text, string what) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Wrong(text, $"'{word}' is no {what}");

    private static TimeSpan Time(string word, string text)
    {
        (int scale, int unit) = word.EndsWith("ms", StringComparison.OrdinalIgnoreCase) ? (1, 2)
            : word.EndsWith("s", StringComparison.OrdinalIgnoreCase) ? (1000, 1)
            : word.EndsWith("m", StringComparison.OrdinalIgnoreCase) ? (60_000, 1)
            : throw Wrong(text, $"'{word}' is no time such as 50ms or 2s");
        string digits = word.Substring(0, word.Length - unit);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value * scale < 86_400_000
            ? TimeSpan.FromMilliseconds(value * scale)
            : throw Wrong(text, $"'{word}' is no time such as 50ms or 2s");
    }

    private static ArgumentException Wrong(string text, string why) => new($"The fault '{text}' is not understood: {why}.");

    /// <summary>Whether a name fits a pattern with * for any run of characters.</summary>
    private static bool Like(string name, string pattern)
    {
        string[] parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return string.Equals(name, pattern, StringComparison.OrdinalIgnoreCase);
        }

        if (!name.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        int at = parts[0].Length;
        for (int i = 1; i < parts.Length - 1; i++)
        {
            at = name.IndexOf(parts[i], at, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            at += parts[i].Length;
        }

        string last = parts[parts.Length - 1];
        return name.Length - at >= last.Length && name.EndsWith(last, StringComparison.OrdinalIgnoreCase);
    }
}
