using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace BedrockPS.Local.Storage;

/// <summary>
/// Keys as paths below a bucket's folder. A key may hold anything, a path may not: what would lead elsewhere, or what some file system
/// does not take, is escaped, so that no key leaves the folder and every name read back gives its key.
/// </summary>
/// <remarks>
/// An object may be called as the folder of others is: a beside a/b. Its file lies then in that folder, under <see cref="Self"/>,
/// which no escaped name can be.
/// </remarks>
internal static class KeyPath
{
    public const string Self = "%";

    /// <summary>For the nothing between two slashes, or after the last.</summary>
    private const string Nothing = "%E";

    private const string Hex = "0123456789ABCDEF";

    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

    public static string Of(string key)
    {
        string[] names = key.Split('/');
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Escape(names[i]);
        }

        return string.Join(Path.DirectorySeparatorChar.ToString(), names);
    }

    /// <summary>A part of a key from a name of the file system; null for a name that is no escaped part.</summary>
    public static string? PartOf(string name)
    {
        if (name == Nothing)
        {
            return "";
        }

        string part = Unescape(name);
        return Escape(part) == name ? part : null;
    }

    private static string Escape(string part)
    {
        if (part.Length == 0)
        {
            return Nothing;
        }

        StringBuilder text = new(part.Length);
        for (int i = 0; i < part.Length; i++)
        {
            char c = part[i];
            bool endsBadly = i == part.Length - 1 && (c is '.' or ' ');
            if (c < ' ' || c == 0x7F || "%<>:\"|?*\\".IndexOf(c) >= 0 || endsBadly || (i == 0 && IsDevice(part)))
            {
                text.Append('%').Append(Hex[(c >> 4) & 15]).Append(Hex[c & 15]);
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    private static string Unescape(string name)
    {
        StringBuilder text = new(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] == '%' && i + 2 < name.Length
                && byte.TryParse(name.Substring(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
            {
                text.Append((char)code);
                i += 2;
            }
            else
            {
                text.Append(name[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>Names that are devices on Windows, whatever follows their first dot.</summary>
    private static bool IsDevice(string part)
    {
        int dot = part.IndexOf('.');
        string name = (dot < 0 ? part : part.Substring(0, dot)).TrimEnd(' ');
        foreach (string device in s_devices)
        {
            bool isNumbered = device is "COM" or "LPT";
            if (name.StartsWith(device, StringComparison.OrdinalIgnoreCase)
                && (isNumbered ? name.Length == 4 && char.IsDigit(name[3]) : name.Length == 3))
            {
                return true;
            }
        }

        return false;
    }
}
