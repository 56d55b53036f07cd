using System;
using System.Collections.Generic;
using System.Text;

namespace BedrockPS.Cost;

/// <summary>Price rows of a CSV text: a header line with the column names, then a row a line; quotes as in RFC 4180.</summary>
internal static class PriceCsv
{
    /// <summary>Reads every row; one that is wrong is an error that tells its line, and the others are read.</summary>
    /// <param name="text">The file's text. Columns are parted by commas or, where the header has none, by semicolons or tabs.</param>
    /// <param name="read">Takes each row read.</param>
    /// <param name="failed">Told of each row that is not.</param>
    public static void Read(string text, Action<ModelPrice> read, Action<BedrockException> failed)
    {
        List<(int Line, List<string> Fields)> records = Records(text);
        if (records.Count == 0)
        {
            return;
        }

        List<string> header = records[0].Fields;
        foreach ((int line, List<string> fields) in records.GetRange(1, records.Count - 1))
        {
            try
            {
                read(PriceRow.Read(Values(header, fields)));
            }
            catch (BedrockException exception)
            {
                failed(new BedrockException(exception.Code, $"Line {line}: {exception.Message}."));
            }
        }
    }

    private static Dictionary<string, object?> Values(List<string> header, List<string> fields)
    {
        if (fields.Count > header.Count)
        {
            throw PriceRow.Invalid($"there are {fields.Count} values for {header.Count} columns");
        }

        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < fields.Count; i++)
        {
            values[header[i].Trim()] = fields[i];
        }

        return values;
    }

    private static char Delimiter(string text)
    {
        int end = text.IndexOfAny(['\r', '\n']);
        string header = end < 0 ? text : text.Substring(0, end);
        foreach (char candidate in new[] { ',', ';', '\t' })
        {
            if (header.IndexOf(candidate) >= 0)
            {
                return candidate;
            }
        }

        return ',';
    }

    /// <summary>Records with the line each begins on; empty lines, and Export-Csv's #TYPE line, are left out.</summary>
    private static List<(int Line, List<string> Fields)> Records(string text)
    {
        if (text.StartsWith("#TYPE", StringComparison.Ordinal))
        {
            int end = text.IndexOf('\n');
            text = end < 0 ? "" : "\n" + text.Substring(end + 1);
        }

        char delimiter = Delimiter(text.TrimStart('\r', '\n'));
        List<(int, List<string>)> records = [];
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false;
        int line = 1;
        int start = 1;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append(text[i++]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == delimiter)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c == '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (fields.Exists(static value => value.Trim().Length > 0))
                {
                    records.Add((start, fields));
                }

                fields = [];
                start = line + 1;
            }
            else if (c != '\r')
            {
                field.Append(c);
            }

            line += c == '\n' ? 1 : 0;
        }

        return records;
    }
}
