using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.FlowRuntime;

/// <summary>The documents that go into a flow and come out: text as text, everything else as the JSON it is.</summary>
internal static class FlowDocument
{
    /// <summary>What the pipeline brought, as a node takes it.</summary>
    /// <exception cref="BedrockException">EmptyInput, FileUnreadable, FileTooLarge, FileUnsupported.</exception>
    public static object From(object? input)
    {
        object? value = input is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : input;
        return value switch
        {
            null or "" => throw new BedrockException("EmptyInput", "The pipeline brought an empty input; there is nothing to give to the flow."),
            string or bool or int or long or double or decimal => value,
            FileInfo file => TextOf(file),
            ModelResponse response => response.Text,
            FlowResponse response => response.Output is object output ? From(output) : response.ToString(),
            _ => Plain(input!),
        };
    }

    /// <summary>What a node gave, as PowerShell shows it.</summary>
    public static object? Show(object? document) => ResourceObject.Value(document, null);

    /// <summary>Members as an object with a property each.</summary>
    public static object Show(IEnumerable<KeyValuePair<string, object?>> members)
    {
        PSObject shown = new();
        foreach (KeyValuePair<string, object?> member in members)
        {
            // Two items of one name can only be told apart in the raw trace.
            if (member.Key.Length > 0 && shown.Properties[member.Key] is null)
            {
                shown.Properties.Add(new PSNoteProperty(member.Key, Show(member.Value)));
            }
        }

        return shown;
    }

    /// <summary>Text as it is, anything else as JSON.</summary>
    public static string ToText(object? content) => (content is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : content) switch
    {
        null => "",
        string text => text,
        _ => JsonText.Of(Plain(content!)),
    };

    /// <summary>Hashtables, lists and custom objects to any depth; of other objects what <see cref="ObjectJson"/> makes of them.</summary>
    private static object Plain(object value)
    {
        try
        {
            return PlainValue.From(value, "-InputObject") is object plain and not (TimeSpan or Guid or Uri or Version or Enum)
                ? plain
                : JsonText.Parse(ValueBytes.Utf8.GetBytes(ObjectJson.Write(value)))!;
        }
        catch (BedrockException exception) when (exception.Code == "ValueUnsupported")
        {
            return JsonText.Parse(ValueBytes.Utf8.GetBytes(ObjectJson.Write(value)))!;
        }
    }

    private static string TextOf(FileInfo file)
    {
        byte[] bytes = Material.ReadBytes(file);
        return FileKind.Of(bytes, file.Extension).Block == "text"
            ? FileKind.DecodeText(bytes)
            : throw new BedrockException("FileUnsupported", $"'{file.FullName}' is no text; a flow is given text or JSON.");
    }
}
