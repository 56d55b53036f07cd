using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Numerics;
using System.Security;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Api;

/// <summary>
/// Takes PowerShell out of a value: hashtables, ordered dictionaries, custom objects, lists and wrapped primitives become the plain
/// values the protocol knows.
/// </summary>
internal sealed class PlainValue
{
    private readonly List<object> _ancestors = [];
    private readonly ValuePath _path = new();
    private readonly string _name;
    private readonly string? _aside;
    private object? _leftAside;

    private PlainValue(string name, string? aside = null)
    {
        _name = name;
        _aside = aside;
    }

    /// <param name="value">Anything PowerShell hands over.</param>
    /// <param name="name">What messages call it, such as -Parameter.</param>
    /// <exception cref="BedrockException">ValueTooDeep, ValueUnsupported.</exception>
    public static object? From(object? value, string name) => new PlainValue(name).Convert(value);

    /// <summary>A dictionary or object as plain members; null has none.</summary>
    /// <param name="value">Hashtable, ordered dictionary or custom object.</param>
    /// <param name="name">What messages call it, such as -Parameter.</param>
    /// <exception cref="BedrockException">ParameterInvalid when it is something else; ValueTooDeep, ValueUnsupported.</exception>
    public static Dictionary<string, object?> ToMap(object? value, string name) => Map(From(value, name), name);

    /// <summary>Like the other, but for one member that is left out and handed over untouched: a sequence that is still growing.</summary>
    /// <param name="value">Hashtable, ordered dictionary or custom object.</param>
    /// <param name="name">What messages call it, such as -Parameter.</param>
    /// <param name="aside">The member's name; upper and lower case are the same.</param>
    /// <param name="leftAside">Its value; null when there is none.</param>
    /// <exception cref="BedrockException">ParameterInvalid when it is something else; ValueTooDeep, ValueUnsupported.</exception>
    public static Dictionary<string, object?> ToMap(object? value, string name, string aside, out object? leftAside)
    {
        PlainValue plain = new(name, aside);
        Dictionary<string, object?> map = Map(plain.Convert(value), name);
        leftAside = plain._leftAside;
        return map;
    }

    private static Dictionary<string, object?> Map(object? plain, string name) => plain switch
    {
        null => [],
        Dictionary<string, object?> map => map,
        object other => throw new BedrockException(
            "ParameterInvalid",
            $"{name} takes a hashtable or an object with a property for each member, not {ValueScalars.Describe(other, isSensitive: true)}."),
    };

    private object? Convert(object? value)
    {
        switch (value)
        {
            case null:
            case PSObject wrapped when ReferenceEquals(wrapped, System.Management.Automation.Internal.AutomationNull.Value):
                return null;
            case PSObject wrapped:
                return wrapped.BaseObject is PSCustomObject ? FromProperties(wrapped) : Convert(wrapped.BaseObject);
            case string or bool or byte[] or Stream or FileInfo or Enum:
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or BigInteger:
            case DateTime or DateTimeOffset or TimeSpan or Guid or Uri or Version:
                return value;
            case char letter:
                return letter.ToString();
            case SwitchParameter flag:
                return flag.IsPresent;
            case object when ReferenceEquals(value, ResourceObject.Absent):
                return null;
            case JsonElement element:
                return JsonText.Parse(ValueBytes.Utf8.GetBytes(element.GetRawText()));
            case JsonDocument document:
                return JsonText.Parse(ValueBytes.Utf8.GetBytes(document.RootElement.GetRawText()));
            case ScriptBlock or SecureString or PSCredential or Delegate or Type:
                throw Unsupported(value);
            case IDictionary dictionary:
                return FromDictionary(dictionary);
            case IEnumerable items:
                return FromItems(items);
            default:
                // Objects of classes written in PowerShell; those of other libraries would bring more along than was meant.
                return value.GetType().Assembly.IsDynamic ? FromProperties(PSObject.AsPSObject(value)) : throw Unsupported(value);
        }
    }

    private Dictionary<string, object?> FromDictionary(IDictionary dictionary)
    {
        Enter(dictionary);
        Dictionary<string, object?> plain = new(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            object key = entry.Key is PSObject wrapped ? wrapped.BaseObject : entry.Key;
            Add(plain, System.Convert.ToString(key, CultureInfo.InvariantCulture) ?? "", entry.Value);
        }

        _ancestors.RemoveAt(_ancestors.Count - 1);

        // A Hashtable hands out its entries in no order; equal input should give equal requests.
        return dictionary is Hashtable ? Sorted(plain) : plain;
    }

    private Dictionary<string, object?> FromProperties(PSObject source)
    {
        Enter(source);
        Dictionary<string, object?> plain = [];
        foreach (PSPropertyInfo property in source.Properties)
        {
            object? value;
            try
            {
                value = property.Value;
            }
            catch (GetValueException exception)
            {
                _path.EnterMember(property.Name);
                throw new BedrockException("ValueUnsupported", $"{Where} cannot be read: {exception.Message}", exception);
            }

            Add(plain, property.Name, value);
        }

        _ancestors.RemoveAt(_ancestors.Count - 1);
        return plain;
    }

    private List<object?> FromItems(IEnumerable items)
    {
        Enter(items);
        List<object?> plain = [];
        foreach (object? item in items)
        {
            _path.EnterItem(plain.Count);
            plain.Add(Convert(item));
            _path.Leave();
        }

        _ancestors.RemoveAt(_ancestors.Count - 1);
        return plain;
    }

    private void Add(Dictionary<string, object?> plain, string name, object? value)
    {
        if (_aside is not null && _path.Depth == 0 && name.Equals(_aside, StringComparison.OrdinalIgnoreCase))
        {
            _leftAside = value;
            return;
        }

        _path.EnterMember(name);
        plain[name] = Convert(value);
        _path.Leave();
    }

    private void Enter(object container)
    {
        foreach (object ancestor in _ancestors)
        {
            if (ReferenceEquals(ancestor, container))
            {
                throw new BedrockException("ValueTooDeep", $"{Where} refers back to an object that holds it; such a value has no end and cannot be sent.");
            }
        }

        if (_ancestors.Count >= ValueBinder.MaxDepth)
        {
            throw new BedrockException("ValueTooDeep", $"The value is nested more than {ValueBinder.MaxDepth} levels deep, at {Where}.");
        }

        _ancestors.Add(container);
    }

    private string Where => _path.Depth == 0 ? _name : $"{_name}: {_path}";

    private BedrockException Unsupported(object value) =>
        new("ValueUnsupported", $"{Where} is a {value.GetType().FullName}, which has no meaning in a request.");

    private static Dictionary<string, object?> Sorted(Dictionary<string, object?> plain)
    {
        List<KeyValuePair<string, object?>> entries = [.. plain];
        entries.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        Dictionary<string, object?> sorted = new(entries.Count);
        foreach (KeyValuePair<string, object?> entry in entries)
        {
            sorted[entry.Key] = entry.Value;
        }

        return sorted;
    }
}
