using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Tools.Commands;

/// <summary>
/// What a command wrote, as JSON of a bounded length. Objects are written as they come and let go again, so that a command that
/// writes a million of them costs no more memory than one that writes a hundred.
/// </summary>
internal sealed class ToolOutput
{
    /// <summary>Characters of the whole JSON, about.</summary>
    public const int MaxLength = 64 * 1024;

    private const int MaxRecords = 20;
    private const int MaxRecordLength = 1000;
    private const int MaxItemsLength = MaxLength - (2 * MaxRecords * MaxRecordLength);

    private readonly List<string> _items = [];
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];
    private int _length;
    private int _leftOut;
    private bool _isCut;

    public bool HasErrors => _errors.Count > 0;

    /// <summary>Something was written to the pipeline.</summary>
    public bool HasOutput => _items.Count > 0 || _leftOut > 0;

    public void Add(PSObject? item)
    {
        if (_length >= MaxItemsLength)
        {
            _leftOut++;
            return;
        }

        string json = Encoding.UTF8.GetString(JsonText.ToUtf8(writer => Write(writer, item)));
        if (_length + json.Length > MaxItemsLength)
        {
            // The first object must say something, however long it is; later ones are left out whole.
            _isCut = _items.Count == 0;
            _leftOut += _isCut ? 0 : 1;
            if (_isCut)
            {
                string text = item?.BaseObject as string ?? json;
                _items.Add(JsonText.Of(text.Substring(0, Math.Min(text.Length, MaxItemsLength / 2)) + "…"));
            }

            _length = MaxItemsLength;
            return;
        }

        _items.Add(json);
        _length += json.Length;
    }

    public void AddError(string message) => Add(_errors, message);

    public void AddWarning(string message) => Add(_warnings, message);

    /// <summary>A word of this module's own on what the output means.</summary>
    public string? Note { get; set; }

    /// <summary>{"output": …, "errors": […], "warnings": […], "note": …, "cut": …}; all but the first where there is something to say.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonText.ToUtf8(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("output");
        bool isList = _items.Count > 1 || _leftOut > 0;
        writer.WriteRawValue(_items.Count == 0 ? "null" : isList ? "[" + string.Join(",", _items) + "]" : _items[0], skipInputValidation: true);
        WriteRecords(writer, "errors", _errors);
        WriteRecords(writer, "warnings", _warnings);
        if (Note is not null)
        {
            writer.WriteString("note", Note);
        }

        if (_leftOut > 0)
        {
            writer.WriteString("cut", string.Format(CultureInfo.InvariantCulture, "The output was too long: {0} more objects were left out.", _leftOut));
        }
        else if (_isCut)
        {
            writer.WriteString("cut", "The output was too long: this is its beginning.");
        }

        writer.WriteEndObject();
    }));

    private static void Add(List<string> records, string message)
    {
        if (records.Count < MaxRecords)
        {
            records.Add(message.Length > MaxRecordLength ? message.Substring(0, MaxRecordLength) + "…" : message);
        }
    }

    private static void WriteRecords(Utf8JsonWriter writer, string name, List<string> records)
    {
        if (records.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string record in records)
        {
            writer.WriteStringValue(record);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, PSObject? item)
    {
        object? plain = item?.BaseObject;
        if (plain is null or string or PSCustomObject or IDictionary or IEnumerable || plain.GetType().IsPrimitive)
        {
            ObjectJson.Write(writer, item, depth: 1);
            return;
        }

        if (DisplayProperties(item!) is not IReadOnlyCollection<string> names)
        {
            // A living object leads to half the system: its own values, and of what it refers to the name.
            ObjectJson.Write(writer, item, ObjectJson.MaxDepth - 1);
            return;
        }

        PSObject shown = new();
        foreach (string name in names)
        {
            if (item!.Properties[name] is PSPropertyInfo property && shown.Properties[name] is null)
            {
                shown.Properties.Add(new PSNoteProperty(name, ObjectJson.ValueOf(property)));
            }
        }

        ObjectJson.Write(writer, shown, ObjectJson.MaxDepth - 1);
    }

    /// <summary>The properties PowerShell itself shows first of such an object; null where its type names none.</summary>
    private static List<string>? DisplayProperties(PSObject item)
    {
        if (item.Members["PSStandardMembers"] is not PSMemberSet standard
            || standard.Members["DefaultDisplayPropertySet"] is not PSPropertySet display
            || display.ReferencedPropertyNames.Count == 0)
        {
            return null;
        }

        // A file's bare name leads nowhere.
        return item.BaseObject is FileSystemInfo ? ["FullName", .. display.ReferencedPropertyNames] : [.. display.ReferencedPropertyNames];
    }
}
