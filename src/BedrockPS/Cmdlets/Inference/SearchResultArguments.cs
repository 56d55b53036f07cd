using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>Makes content of what -SearchResult takes: hashtables and objects with a source, a title and content.</summary>
internal static class SearchResultArguments
{
    /// <exception cref="BedrockException">AttachmentInvalid.</exception>
    public static ContentBlock Read(object? argument)
    {
        if (argument is null)
        {
            throw Invalid("it is nothing");
        }

        string[] content = Texts(Member(argument, "Content") ?? Member(argument, "Text"));
        if (content.Length == 0)
        {
            throw Invalid("it has no Content");
        }

        string source = One(argument, "Source") ?? One(argument, "Url") ?? One(argument, "Uri") ?? throw Invalid("it has no Source");
        string title = One(argument, "Title") ?? One(argument, "Name") ?? source;
        return SearchResultBlock.Create(source, title, content);
    }

    private static object? Member(object value, string name)
    {
        object plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
            {
                if (string.Equals(entry.Key as string, name, StringComparison.OrdinalIgnoreCase))
                {
                    return entry.Value;
                }
            }

            return null;
        }

        return plain is string ? null : PSObject.AsPSObject(value).Properties[name]?.Value;
    }

    private static string? One(object value, string name) => Texts(Member(value, name)) is { Length: 1 } texts ? texts[0] : null;

    private static string[] Texts(object? value)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        IEnumerable<object?> items = plain switch
        {
            null => [],
            string text => [text],
            IEnumerable list => list.Cast<object?>(),
            _ => [plain],
        };
        return items.Select(static item => Convert.ToString(item is PSObject boxed ? boxed.BaseObject : item, CultureInfo.InvariantCulture) ?? "")
            .Where(static text => !string.IsNullOrWhiteSpace(text))
            .ToArray();
    }

    private static BedrockException Invalid(string why) =>
        new("AttachmentInvalid", $"-SearchResult takes hashtables or objects with Source, Title and Content: {why}.")
        {
            RecommendedAction = "Give @{ Source = 'where it is from'; Title = 'what it is'; Content = 'what it says' }.",
        };
}
