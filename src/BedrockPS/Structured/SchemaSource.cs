using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Text.Json;
using BedrockPS.Api;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Structured;

/// <summary>Reads what -Schema takes: a hashtable or object, JSON text, or a file of it.</summary>
internal static class SchemaSource
{
    private const long MaxLength = 1_000_000;

    /// <param name="value">The parameter's value, PSObject or not.</param>
    /// <param name="resolve">Makes a full path of a user's.</param>
    /// <returns>The schema, checked.</returns>
    /// <exception cref="BedrockException">SchemaInvalid, SchemaUnreadable.</exception>
    public static Dictionary<string, object?> Read(object value, Func<string, string> resolve)
    {
        object plain = value is System.Management.Automation.PSObject { BaseObject: not System.Management.Automation.PSCustomObject } wrapped
            ? wrapped.BaseObject
            : value;
        Dictionary<string, object?> schema = plain switch
        {
            FileInfo file => FromFile(file),
            string text when text.TrimStart().StartsWith("{", StringComparison.Ordinal) => FromJson(text, "-Schema"),
            string text when string.IsNullOrWhiteSpace(text) => throw Invalid("-Schema is empty."),
            string path => FromFile(new FileInfo(resolve(path))),
            Type type => throw Invalid($"-Schema takes a JSON schema; give the type [{type.Name}] with -As."),
            _ => FromObject(value),
        };
        SchemaCheck.Check(schema);
        return schema;
    }

    private static Dictionary<string, object?> FromFile(FileInfo file)
    {
        try
        {
            return FromJson(FileKind.DecodeText(Material.ReadBytes(file, MaxLength)), $"'{file.FullName}'");
        }
        catch (BedrockException exception) when (exception.Code is "FileNotFound" or "FileUnreadable" or "FileTooLarge")
        {
            throw new BedrockException("SchemaUnreadable", $"The schema cannot be read. {exception.Message}", exception);
        }
    }

    private static Dictionary<string, object?> FromJson(string text, string source)
    {
        try
        {
            return JsonText.Parse(ValueBytes.Utf8.GetBytes(text)) as Dictionary<string, object?>
                ?? throw Invalid($"{source} is JSON, but not a JSON schema, which is an object.");
        }
        catch (JsonException exception)
        {
            throw new BedrockException("SchemaInvalid", $"{source} is not JSON: {exception.Message}", exception);
        }
    }

    private static Dictionary<string, object?> FromObject(object value)
    {
        Dictionary<string, object?> map;
        try
        {
            map = PlainValue.ToMap(value, "-Schema");
        }
        catch (BedrockException exception) when (exception.Code is "ValueUnsupported" or "ParameterInvalid" or "ValueTooDeep")
        {
            throw new BedrockException("SchemaInvalid", $"{exception.Message} A hashtable of names and .NET types belongs to -As.", exception);
        }

        return (Dictionary<string, object?>)Json(map, "")!;
    }

    /// <summary>Only what JSON has; a hashtable may hold numbers and enums of any kind.</summary>
    private static object? Json(object? value, string path)
    {
        switch (value)
        {
            case null or string or bool or long or int or double or decimal:
                return value;
            case BigInteger huge:
                return huge;
            case float real:
                return (double)real;
            case sbyte or byte or short or ushort or uint or ulong:
                return Convert.ToDecimal(value, CultureInfo.InvariantCulture);
            case Enum or Guid or Uri:
                return value.ToString();
            case Dictionary<string, object?> map:
                Dictionary<string, object?> members = new(map.Count);
                foreach (KeyValuePair<string, object?> entry in map)
                {
                    members[entry.Key] = Json(entry.Value, path + "/" + entry.Key);
                }

                return members;
            case List<object?> list:
                return list.ConvertAll(item => Json(item, path));
            default:
                throw Invalid($"-Schema: {path} is a {value.GetType().Name}, which JSON does not have.");
        }
    }

    private static BedrockException Invalid(string message) => new("SchemaInvalid", message);
}
