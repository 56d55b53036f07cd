using System;
using System.Text.RegularExpressions;

namespace BedrockPS.Protocol;

/// <summary>
/// The pattern of a string shape, where refusing by it is safe. Patterns that spell out ARNs are left to the service: the published
/// ones miss partitions and resource types it takes. Long ones, and those this regex engine cannot read, are left to it too.
/// </summary>
internal sealed class SafePattern
{
    private const int Longest = 100;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;

    private SafePattern(string pattern, Regex regex)
    {
        Text = pattern;
        _regex = regex;
    }

    public string Text { get; }

    /// <summary>Null when the pattern should not be checked here.</summary>
    public static SafePattern? From(string pattern)
    {
        if (pattern.Length > Longest || pattern.Contains("arn") || pattern.Contains("/d{"))
        {
            return null;
        }

        try
        {
            // The service matches whole values, whether or not the published pattern says so. Whether its dot takes line
            // breaks is not published: here it does, for refusing is the worse mistake.
            return new SafePattern(pattern, new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, s_limit));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>True also when the answer would take too long to find.</summary>
    public bool Allows(string value)
    {
        try
        {
            return _regex.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }
}
