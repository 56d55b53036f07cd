using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace BedrockPS.Inference;

/// <summary>Names of documents: of letters the service takes, and no two alike in one request.</summary>
internal static class DocumentNames
{
    private const int MaxLength = 200;

    /// <summary>The service takes letters, digits, single spaces, hyphens, parentheses and brackets, and no extension.</summary>
    public static string Clean(string fileName)
    {
        StringBuilder name = new();
        foreach (char letter in Path.GetFileNameWithoutExtension(fileName))
        {
            bool keep = letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '(' or ')' or '[' or ']';
            char next = keep ? letter : ' ';
            if (next != ' ' || (name.Length > 0 && name[name.Length - 1] != ' '))
            {
                name.Append(next);
            }
        }

        string clean = name.ToString().Trim();
        return clean.Length == 0 ? "document" : clean.Length > MaxLength ? clean.Substring(0, MaxLength).TrimEnd() : clean;
    }

    /// <summary>Gives a number to each document of the content whose name is taken, by the messages before it or within it.</summary>
    public static void MakeUnique(List<ContentBlock> content, IEnumerable<Message> before)
    {
        if (!content.Exists(static block => block.Kind == "document"))
        {
            return;
        }

        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (ContentBlock block in before.SelectMany(static message => message.Content))
        {
            if (NameOf(block) is string name)
            {
                taken.Add(name);
            }
        }

        for (int i = 0; i < content.Count; i++)
        {
            if (NameOf(content[i]) is string name && !taken.Add(name))
            {
                content[i] = content[i].With("name", Free(name, taken));
            }
        }
    }

    private static string Free(string name, HashSet<string> taken)
    {
        for (int number = 2; ; number++)
        {
            string suffix = " " + number.ToString(CultureInfo.InvariantCulture);
            string candidate = (name.Length + suffix.Length > MaxLength ? name.Substring(0, MaxLength - suffix.Length) : name) + suffix;
            if (taken.Add(candidate))
            {
                return candidate;
            }
        }
    }

    private static string? NameOf(ContentBlock block)
    {
        if (block.Kind != "document")
        {
            return null;
        }

        Utf8JsonReader json = new(Encoding.UTF8.GetBytes(block.Json!));
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool found = json.ValueTextEquals("name"u8);
            json.Read();
            if (found)
            {
                return json.GetString();
            }

            json.Skip();
        }

        return null;
    }
}
