using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace BedrockPS.Tools.Commands;

/// <summary>
/// A call as a user would type it, to be shown and never to be run. The values are a model's: what would move the cursor, hide or
/// reorder text on the screen is written as an escape.
/// </summary>
internal static class CallText
{
    private const int MaxLength = 8192;

    public static string Of(string name, IEnumerable<KeyValuePair<string, object?>> arguments)
    {
        StringBuilder text = new(name);
        foreach (KeyValuePair<string, object?> argument in arguments)
        {
            if (argument.Value is true)
            {
                text.Append(" -").Append(Bare(argument.Key));
            }
            else if (argument.Value is false)
            {
                text.Append(" -").Append(Bare(argument.Key)).Append(":$false");
            }
            else
            {
                text.Append(" -").Append(Bare(argument.Key)).Append(' ').Append(Literal(argument.Value));
            }
        }

        return text.Length <= MaxLength
            ? text.ToString()
            : string.Format(CultureInfo.InvariantCulture, "{0}… ({1:N0} more characters)", text.ToString(0, MaxLength), text.Length - MaxLength);
    }

    private static string Literal(object? value) => value switch
    {
        null => "$null",
        bool flag => flag ? "$true" : "$false",
        string text => Quoted(text),
        byte[] bytes => string.Format(CultureInfo.InvariantCulture, "<{0:N0} bytes>", bytes.Length),
        IDictionary map => "@{ " + string.Join("; ", map.Cast<DictionaryEntry>().Select(static entry => Quoted(entry.Key.ToString()!) + " = " + Literal(entry.Value))) + " }",
        IEnumerable list => "@(" + string.Join(", ", list.Cast<object?>().Select(Literal)) + ")",
        PSObject { BaseObject: PSCustomObject } item =>
            "@{ " + string.Join("; ", item.Properties.Select(static property => Quoted(property.Name) + " = " + Literal(property.Value))) + " }",
        PSObject wrapped => Literal(wrapped.BaseObject),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string Bare(string name) => name.All(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '-') ? name : Quoted(name);

    private static string Quoted(string text)
    {
        if (!text.Any(IsTreacherous))
        {
            return "'" + text.Replace("'", "''") + "'";
        }

        StringBuilder quoted = new("\"");
        foreach (char letter in text)
        {
            _ = letter switch
            {
                '\n' => quoted.Append("`n"),
                '\r' => quoted.Append("`r"),
                '\t' => quoted.Append("`t"),
                '"' or '`' or '$' => quoted.Append('`').Append(letter),
                _ when IsTreacherous(letter) => quoted.Append("`u{").Append(((int)letter).ToString("x", CultureInfo.InvariantCulture)).Append('}'),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsTreacherous(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
