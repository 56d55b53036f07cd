using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Structured.Shapes;

/// <summary>
/// Reads what -As takes: a type, its name, a hashtable of names and types, or a list of one of these. A name may end in ? for "or
/// null" and in [] for "a list of", and several texts joined by | are the choices of one.
/// </summary>
internal sealed class ShapeNotation
{
    private static readonly Dictionary<string, Type> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        // JSON Schema's own words.
        ["integer"] = typeof(long),
        ["number"] = typeof(double),
        ["boolean"] = typeof(bool),
        ["any"] = typeof(object),
    };

    private readonly ShapeBuilder _builder = new();
    private readonly List<object> _open = [];

    /// <exception cref="BedrockException">SchemaTypeUnsupported, SchemaInvalid.</exception>
    public static OutputSlot Read(object notation) => new ShapeNotation().Slot(notation, "-As");

    private OutputSlot Slot(object? notation, string path)
    {
        object? plain = notation is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : notation;
        switch (plain)
        {
            case Type type:
                return _builder.Slot(type, path);
            case string text:
                return Named(text, path);
            case IDictionary members:
                return Members(members, path, [.. members.Cast<DictionaryEntry>().Select(static entry => (Name(entry.Key), entry.Value))]);
            case PSObject custom:
                return Members(custom, path, [.. custom.Properties.Select(static property => (property.Name, (object?)property.Value))]);
            case IList { Count: 1 } list:
                Enter(list, path);
                OutputSlot items = new(new ListShape(Slot(list[0], path + "[]")));
                _open.RemoveAt(_open.Count - 1);
                return items;
            case IList list:
                throw Invalid($"{path} is a list of {list.Count}; a list takes one type, that of its items: @([string]). Choices are written 'low|high'.");
            case null:
                throw Invalid($"{path} has no type.");
            default:
                throw Invalid($"{path} is a {plain.GetType().Name}; a type is wanted, such as [string], 'int?' or a hashtable of names and types.");
        }
    }

    private OutputSlot Members(object source, string path, List<(string Name, object? Value)> members)
    {
        if (members.Count == 0)
        {
            throw Invalid($"{path} has no members.");
        }

        Enter(source, path);
        if (source is Hashtable)
        {
            // It hands out its entries in no order; equal input should give equal requests.
            members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        }

        ObjectShape shape = new();
        foreach ((string name, object? value) in members)
        {
            shape.Members.Add(new ObjectMember(name, Slot(value, $"{path}.{name}")));
        }

        _open.RemoveAt(_open.Count - 1);
        return new OutputSlot(shape);
    }

    private void Enter(object container, string path)
    {
        if (_open.Exists(other => ReferenceEquals(other, container)))
        {
            throw Invalid($"{path} refers back to what holds it.");
        }

        _open.Add(container);
    }

    private OutputSlot Named(string text, string path)
    {
        string name = text.Trim();
        if (name.EndsWith("?", StringComparison.Ordinal))
        {
            OutputSlot slot = Named(name.Substring(0, name.Length - 1), path);
            slot.IsNullable = true;
            return slot;
        }

        // PowerShell hands [int] in an argument over as the text it is.
        if (name.StartsWith("[", StringComparison.Ordinal) && name.EndsWith("]", StringComparison.Ordinal))
        {
            return Named(name.Substring(1, name.Length - 2), path);
        }

        if (name.IndexOf('|') >= 0)
        {
            string[] choices = [.. name.Split('|').Select(static choice => choice.Trim()).Where(static choice => choice.Length > 0).Distinct()];
            return choices.Length > 0 ? new OutputSlot(new ChoiceShape(choices)) : throw Invalid($"{path} has no choices: '{text}'.");
        }

        if (name.EndsWith("[]", StringComparison.Ordinal) && Find(name) is null)
        {
            return new OutputSlot(new ListShape(Named(name.Substring(0, name.Length - 2), path + "[]")));
        }

        return Find(name) is Type type
            ? _builder.Slot(type, path)
            : throw Invalid($"{path} names no type that this session knows: '{text}'.");
    }

    private static Type? Find(string name) =>
        name.Length == 0 ? null
            : s_words.TryGetValue(name, out Type? word) ? word
            : LanguagePrimitives.TryConvertTo(name, CultureInfo.InvariantCulture, out Type type) ? type : null;

    private static string Name(object key) =>
        Convert.ToString(key is PSObject wrapped ? wrapped.BaseObject : key, CultureInfo.InvariantCulture) ?? "";

    private static BedrockException Invalid(string message) => new("SchemaInvalid", message);
}
