using System;
using System.Globalization;
using System.Text;

namespace BedrockPS.Images;

/// <summary>Names for files made of a prompt: letters, digits and dashes alone, so that no prompt leads out of its folder.</summary>
internal static class PictureName
{
    private const int MaxLength = 60;
    private static readonly string[] s_devices = ["con", "prn", "aux", "nul", "com", "lpt"];

    /// <summary>a-cat-on-a-sofa; "image" where nothing of the prompt can be kept.</summary>
    public static string Of(string? prompt)
    {
        StringBuilder name = new();
        foreach (char letter in (prompt ?? "").Normalize(NormalizationForm.FormC))
        {
            if (name.Length >= MaxLength)
            {
                break;
            }

            if (char.IsLetterOrDigit(letter))
            {
                name.Append(char.ToLowerInvariant(letter));
            }
            else if (name.Length > 0 && name[name.Length - 1] != '-')
            {
                name.Append('-');
            }
        }

        string text = name.ToString().TrimEnd('-');
        return text.Length == 0 ? "image" : IsDevice(text) ? "image-" + text : text;
    }

    /// <summary>cat.png as the second: cat-2.png.</summary>
    public static string Numbered(string path, int number)
    {
        string extension = System.IO.Path.GetExtension(path);
        return path.Substring(0, path.Length - extension.Length) + "-" + number.ToString(CultureInfo.InvariantCulture) + extension;
    }

    /// <summary>Windows keeps some names for its devices: con, nul, com1.</summary>
    private static bool IsDevice(string name) =>
        Array.IndexOf(s_devices, name) >= 0 || (name.Length == 4 && char.IsDigit(name[3]) && Array.IndexOf(s_devices, name.Substring(0, 3)) >= 4);
}
