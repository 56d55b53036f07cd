using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace BedrockPS.Images;

/// <summary>Where an option goes in a model's body, and what the model takes there.</summary>
internal sealed class ImageField
{
    /// <param name="option">Parameter of New-BRImage, without its dash.</param>
    /// <param name="path">Member of the body; dots part the levels.</param>
    public ImageField(string option, string path)
    {
        Option = option;
        Path = path.Split('.');
    }

    public string Option { get; }

    public string[] Path { get; }

    public bool IsRequired { get; set; }

    /// <summary>Numbers from here …</summary>
    public double Least { get; set; } = double.MinValue;

    /// <summary>… to here. Of a text, its characters; of a list, its items.</summary>
    public double Most { get; set; } = double.MaxValue;

    /// <summary>The words the model knows; null: any text.</summary>
    public string[]? Words { get; set; }

    /// <summary>A list even where one item is given.</summary>
    public bool IsList { get; set; }

    /// <summary>Brings the value into the model's scale.</summary>
    public Func<object, object>? Scale { get; set; }

    /// <summary>The value as it stands in the body.</summary>
    /// <exception cref="BedrockException">ParameterInvalid: what the model takes.</exception>
    public object Convert(object value, string family)
    {
        switch (value)
        {
            case string text:
                return Words is null ? Checked(text, family) : Choose(text, family);
            case ImageInput image:
                return IsList ? new[] { (object)image.Bytes } : image.Bytes;
            case ImageInput[] images:
                CheckCount(images.Length, "pictures", family);
                return IsList ? images.Select(static image => (object)image.Bytes).ToArray() : images[0].Bytes;
            case string[] texts:
                CheckCount(texts.Length, "values", family);
                return texts.Cast<object>().ToArray();
            default:
                double number = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (number < Least || number > Most)
                {
                    throw Invalid($"-{Option} {Text(number)} is out of range: {family} takes {Text(Least)} to {Text(Most)}.");
                }

                return Scale is null ? value : Scale(value);
        }
    }

    public static BedrockException Invalid(string message) => new("ParameterInvalid", message)
    {
        RecommendedAction = "Give a value the model takes, or leave the parameter out.",
    };

    private string Checked(string text, string family) => text.Length <= Most
        ? text
        : throw Invalid($"-{Option} has {text.Length} characters; {family} takes at most {Text(Most)}.");

    private void CheckCount(int count, string what, string family)
    {
        int most = IsList ? (int)Math.Min(Most, int.MaxValue) : 1;
        if (count > most)
        {
            throw Invalid($"-{Option} has {count} {what}; {family} takes at most {most}.");
        }
    }

    /// <summary>Words are known in any case, with or without what parts them: CannyEdge is CANNY_EDGE.</summary>
    private string Choose(string text, string family)
    {
        string wanted = Plain(text);
        return Array.Find(Words!, word => Plain(word) == wanted)
            ?? throw Invalid($"'{text}' is no -{Option} of {family}. It knows: {string.Join(", ", Words!)}.");
    }

    private static string Plain(string word)
    {
        StringBuilder plain = new(word.Length);
        foreach (char letter in word)
        {
            // A colon parts the sides of an aspect ratio.
            if (char.IsLetterOrDigit(letter) || letter == ':')
            {
                plain.Append(char.ToLowerInvariant(letter));
            }
        }

        return plain.ToString();
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
