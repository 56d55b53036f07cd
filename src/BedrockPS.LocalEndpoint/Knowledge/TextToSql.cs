using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace BedrockPS.Local.Knowledge;

/// <summary>Makes a query of a question by rule: what is counted, what is asked of, which year.</summary>
internal static class TextToSql
{
    private static readonly string[] s_asking = ["how", "many", "what", "which", "show", "list", "the", "all", "are", "there", "were", "give", "who", "where", "from", "with", "that", "have", "does", "much"];

    public static string Of(string question)
    {
        string[] words = [.. Regex.Split(question.ToLowerInvariant(), @"\W+").Where(static word => word.Length > 2 && Array.IndexOf(s_asking, word) < 0)];
        string table = words.FirstOrDefault(static word => !char.IsDigit(word[0])) ?? "records";
        string what = Regex.IsMatch(question, @"\bhow many\b", RegexOptions.IgnoreCase) ? "COUNT(*)" : "*";
        string year = Regex.Match(question, @"\b(19|20)\d\d\b").Value;
        return $"SELECT {what} FROM {table}" + (year.Length > 0 ? $" WHERE year = {year}" : "") + (what == "*" ? " LIMIT 10" : "");
    }
}
