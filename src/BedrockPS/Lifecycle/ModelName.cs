using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BedrockPS.Lifecycle;

/// <summary>
/// A model's id taken apart: words tell the family, numbers the generation, and dates and versions which of two of a generation is newer.
/// The greater is the newer.
/// </summary>
internal sealed class ModelName : IComparable<ModelName>
{
    private const int FirstDate = 1000;

    private static readonly Regex s_size = new(@"^[a-z]?\d+[bke]$", RegexOptions.CultureInvariant);
    private static readonly char[] s_digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

    // How a model is tuned is named differently from one generation to the next.
    private static readonly string[] s_manners = ["chat", "instruct", "text"];

    private readonly List<int> _generation = [];
    private readonly List<int> _revision = [];

    public ModelName(string id)
    {
        int dot = id.IndexOf('.');
        int colon = id.IndexOf(':');
        Provider = dot < 0 ? "" : id.Substring(0, dot);
        string name = colon < 0 ? id.Substring(dot + 1) : id.Substring(dot + 1, colon - dot - 1);
        foreach (string part in name.Split('-', '.'))
        {
            Add(part);
        }

        if (colon >= 0 && Number(id.Substring(colon + 1).Split(':')[0]) is int revision)
        {
            _revision.Add(revision);
        }
    }

    public string Provider { get; }

    public HashSet<string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>Such as 70b; empty where the id names none.</summary>
    public string Size { get; private set; } = "";

    public int CompareTo(ModelName? other)
    {
        int order = other is null ? 1 : Compare(_generation, other._generation);
        return order != 0 ? order : Compare(_revision, other!._revision);
    }

    private void Add(string part)
    {
        if (s_size.IsMatch(part))
        {
            Size = part;
            return;
        }

        // llama3 is a word and a number; v1 is a version.
        string word = part.TrimEnd(s_digits);
        if (Number(part.Substring(word.Length)) is int number)
        {
            (word == "v" || number >= FirstDate ? _revision : _generation).Add(number);
        }

        if (word.Length > 0 && word != "v" && Array.IndexOf(s_manners, word) < 0)
        {
            Words.Add(word);
        }
    }

    private static int? Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static int Compare(List<int> left, List<int> right)
    {
        for (int index = 0; index < Math.Max(left.Count, right.Count); index++)
        {
            int order = At(left, index).CompareTo(At(right, index));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int At(List<int> numbers, int index) => index < numbers.Count ? numbers[index] : 0;
}
