using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace BedrockPS.Structured.Shapes;

/// <summary>One of several names: an enum's, or texts of the user's. An enum of flags is a list of names.</summary>
internal sealed class ChoiceShape : OutputShape
{
    private readonly string[] _names;

    public ChoiceShape(Type enumType)
    {
        Type = enumType;
        _names = Enum.GetNames(enumType);
        IsSet = enumType.IsDefined(typeof(FlagsAttribute), false);
    }

    public ChoiceShape(IEnumerable<string> texts)
    {
        Type = typeof(string);
        _names = [.. texts];
    }

    public override Type Type { get; }

    private bool IsSet { get; }

    public override Dictionary<string, object?> Schema(SchemaScope scope)
    {
        Dictionary<string, object?> choice = new()
        {
            ["type"] = "string",
            ["enum"] = _names.Cast<object?>().ToList(),
        };
        return IsSet ? new Dictionary<string, object?> { ["type"] = "array", ["items"] = choice } : choice;
    }

    public override object? Read(JsonElement value, string path)
    {
        string text = value.ValueKind switch
        {
            JsonValueKind.Array => string.Join(",", value.EnumerateArray().Select(static item => item.ToString())),
            _ => value.ToString(),
        };
        if (Type == typeof(string))
        {
            return text;
        }

        try
        {
            return text.Length == 0 ? Enum.ToObject(Type, 0) : Enum.Parse(Type, text, ignoreCase: true);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new ShapeException(path, string.Format(CultureInfo.InvariantCulture, "is \"{0}\", which is no {1}", text, Type.Name), exception);
        }
    }
}
