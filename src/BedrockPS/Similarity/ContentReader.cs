using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using BedrockPS.Api;
using BedrockPS.Embeddings;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Similarity;

/// <summary>
/// Says what of an object counts: the properties or the script block that were named, or else strings and files as they are, the text of
/// this module's answers, and any other object as JSON.
/// </summary>
internal sealed class ContentReader
{
    private readonly string[] _names;
    private readonly ScriptBlock? _script;

    /// <param name="property">Names, which may have wildcards, or one script block; null: the object itself.</param>
    /// <exception cref="BedrockException">ParameterInvalid.</exception>
    public ContentReader(object[]? property)
    {
        object?[] given = [.. (property ?? []).Select(Plain)];
        _script = given is [ScriptBlock script] ? script : null;
        _names = _script is not null ? [] : [.. given.Select(static name => name is string { Length: > 0 } text
            ? text
            : throw new BedrockException("ParameterInvalid", "-Property takes names of properties, or one script block.")
            {
                RecommendedAction = "Give names such as Title, Body, or one script block: { $_.Title + $_.Body }.",
            })];
    }

    /// <exception cref="BedrockException">
    /// EmptyInput, PropertyMissing, PropertyFailed, FileUnreadable, FileTooLarge, FileEmpty or FileUnsupported, for this object alone.
    /// </exception>
    public ObjectContent Read(PSObject? input)
    {
        if (input is null)
        {
            throw new BedrockException("EmptyInput", "The pipeline brought $null, which has no text.");
        }

        return _script is not null ? ReadAll(Run(_script, input))
            : _names.Length > 0 ? ReadProperties(input)
            : ReadValue(input);
    }

    /// <summary>What stands for a value by itself.</summary>
    /// <exception cref="BedrockException">As in Read.</exception>
    public static ObjectContent ReadValue(object value)
    {
        object plain = Plain(value)!;
        return plain switch
        {
            string text => ObjectContent.OfText(text),
            FileInfo file => ReadFile(file),
            Embedding embedding => ObjectContent.OfEmbedding(embedding),
            byte[] bytes => ObjectContent.OfImage(EmbeddingImage.From(bytes)),
            IList list when VectorReader.TryRead(list) is float[] vector => ObjectContent.OfEmbedding(new Embedding(vector, "", inputObject: value)),
            ValueType and IFormattable scalar => ObjectContent.OfText(scalar.ToString(null, CultureInfo.InvariantCulture)),
            ValueType or Uri or Version => ObjectContent.OfText(plain.ToString()),
            _ => StoredEmbedding.Of(PSObject.AsPSObject(value)) is Embedding stored ? ObjectContent.OfEmbedding(stored)
                : TextOfOurs(value) is string text ? ObjectContent.OfText(text)
                : ObjectContent.OfJson(ObjectJson.Write(value)),
        };
    }

    private ObjectContent ReadProperties(PSObject input)
    {
        List<KeyValuePair<string, object?>> found = [];
        foreach (string name in _names)
        {
            Find(input, name, found);
        }

        if (found.Count == 0)
        {
            throw new BedrockException(
                "PropertyMissing",
                $"The object has no property {string.Join(" or ", _names)}{NearestName.Hint(_names[0], NamesOf(input))}.");
        }

        if (found.Count == 1 && _names.Length == 1)
        {
            return found[0].Value is object only ? ReadValue(only) : throw Empty(found[0].Key);
        }

        return found.TrueForAll(static entry => entry.Value is null or "")
            ? throw Empty(string.Join(", ", found.Select(static entry => entry.Key)))
            : ObjectContent.OfJson(JsonOf(found));
    }

    private static void Find(PSObject input, string name, List<KeyValuePair<string, object?>> found)
    {
        if (input.BaseObject is IDictionary map && map.Contains(name))
        {
            found.Add(new(name, map[name]));
            return;
        }

        foreach (PSPropertyInfo property in input.Properties.Match(name))
        {
            if (property.IsGettable && !found.Exists(entry => entry.Key.Equals(property.Name, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(new(property.Name, ObjectJson.ValueOf(property)));
            }
        }
    }

    private static IEnumerable<string> NamesOf(PSObject input) => input.BaseObject is IDictionary map
        ? map.Keys.OfType<string>()
        : input.Properties.Select(static property => property.Name);

    private static string JsonOf(List<KeyValuePair<string, object?>> members) => Encoding.UTF8.GetString(JsonText.ToUtf8(writer =>
    {
        writer.WriteStartObject();
        foreach (KeyValuePair<string, object?> member in members)
        {
            writer.WritePropertyName(member.Key);
            ObjectJson.Write(writer, member.Value, 1);
        }

        writer.WriteEndObject();
    }));

    private static List<object> Run(ScriptBlock script, PSObject input)
    {
        try
        {
            List<PSVariable> variables = [new PSVariable("_", input)];
            return [.. script.InvokeWithContext(null, variables).Where(static result => result is not null)];
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw new BedrockException("PropertyFailed", $"-Property failed for this object: {exception.Message}", exception);
        }
    }

    /// <summary>Several texts are lines of one; anything else has to be one.</summary>
    private static ObjectContent ReadAll(List<object> results) =>
        results.Count == 0 ? throw new BedrockException("EmptyInput", "-Property gave nothing for this object.")
        : results.Count == 1 ? ReadValue(results[0])
        : ObjectContent.OfText(string.Join("\n", results.Select(static result => ReadValue(result).Text)));

    /// <summary>Answers and passages of this module are what they say, not the rest that is known of them.</summary>
    private static string? TextOfOurs(object value)
    {
        PSObject wrapped = PSObject.AsPSObject(value);
        return OwnObject.Is(wrapped) && wrapped.Properties["Text"] is PSPropertyInfo property ? Plain(ObjectJson.ValueOf(property)) as string : null;
    }

    private static ObjectContent ReadFile(FileInfo file)
    {
        byte[] bytes = Material.ReadBytes(file);
        return bytes.Length == 0
            ? throw new BedrockException("FileEmpty", $"'{file.FullName}' is empty.")
            : FileKind.Of(bytes, file.Extension).Block switch
            {
                "text" => ObjectContent.OfText(FileKind.DecodeText(bytes)),
                "image" => ObjectContent.OfImage(EmbeddingImage.From(bytes)),
                _ => throw new BedrockException("FileUnsupported", $"'{file.FullName}' is neither text nor an image.")
                {
                    RecommendedAction = "Pipe text files, or png, jpeg, gif or webp images to a model that embeds them.",
                },
            };
    }

    private static BedrockException Empty(string name) => new("EmptyInput", $"The object's property {name} is empty.");

    internal static object? Plain(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
