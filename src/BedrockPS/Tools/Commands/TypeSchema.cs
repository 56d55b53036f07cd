using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Reflection;
using System.Security;

namespace BedrockPS.Tools.Commands;

/// <summary>The JSON schema of what PowerShell's binder turns into a type; none for types no JSON value leads to.</summary>
internal static class TypeSchema
{
    private static readonly Dictionary<Type, (string Type, string? Format)> s_scalars = new()
    {
        [typeof(string)] = ("string", null),
        [typeof(char)] = ("string", null),
        [typeof(Guid)] = ("string", "uuid"),
        [typeof(Uri)] = ("string", "uri"),
        [typeof(DateTime)] = ("string", "date-time"),
        [typeof(DateTimeOffset)] = ("string", "date-time"),
        [typeof(TimeSpan)] = ("string", null),
        [typeof(Version)] = ("string", null),
        [typeof(IPAddress)] = ("string", null),
        [typeof(FileInfo)] = ("string", null),
        [typeof(DirectoryInfo)] = ("string", null),
        [typeof(bool)] = ("boolean", null),
        [typeof(SwitchParameter)] = ("boolean", null),
        [typeof(float)] = ("number", null),
        [typeof(double)] = ("number", null),
        [typeof(decimal)] = ("number", null),
        [typeof(int)] = ("integer", null),
        [typeof(long)] = ("integer", null),
        [typeof(ulong)] = ("integer", null),
        [typeof(uint)] = ("integer", null),
        [typeof(short)] = ("integer", null),
        [typeof(ushort)] = ("integer", null),
        [typeof(byte)] = ("integer", null),
        [typeof(sbyte)] = ("integer", null),
    };

    /// <summary>Bounds the type itself has, where a model might meet them.</summary>
    private static readonly Dictionary<Type, (long Least, long Most)> s_bounds = new()
    {
        [typeof(uint)] = (0, uint.MaxValue),
        [typeof(ushort)] = (0, ushort.MaxValue),
        [typeof(short)] = (short.MinValue, short.MaxValue),
        [typeof(byte)] = (0, byte.MaxValue),
        [typeof(sbyte)] = (sbyte.MinValue, sbyte.MaxValue),
    };

    /// <summary>Null when a model cannot write such a value, or must not: secrets are no model's to make up.</summary>
    public static Dictionary<string, object?>? Of(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(object) || plain == typeof(PSObject))
        {
            return [];
        }

        if (plain == typeof(SecureString) || plain == typeof(PSCredential) || plain == typeof(ScriptBlock) || plain == typeof(Type))
        {
            return null;
        }

        if (plain == typeof(byte[]))
        {
            return new() { ["type"] = "string", ["contentEncoding"] = "base64" };
        }

        if (plain.IsEnum)
        {
            return OfEnum(plain);
        }

        if (s_scalars.TryGetValue(plain, out (string Type, string? Format) scalar))
        {
            return OfScalar(plain, scalar.Type, scalar.Format);
        }

        if (typeof(IDictionary).IsAssignableFrom(plain))
        {
            return new() { ["type"] = "object" };
        }

        if (ElementOf(plain) is Type element)
        {
            return Of(element) is Dictionary<string, object?> items ? new() { ["type"] = "array", ["items"] = items } : null;
        }

        return ComesFromText(plain) ? new() { ["type"] = "string" } : null;
    }

    /// <summary>What a list holds; null for what is none.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        if (type == typeof(Array) || type == typeof(IList) || type == typeof(ArrayList) || type == typeof(IEnumerable) || type == typeof(ICollection))
        {
            return typeof(object);
        }

        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [Type element])
        {
            return element;
        }

        return null;
    }

    public static bool IsFlags(Type type) => type.IsEnum && type.IsDefined(typeof(FlagsAttribute), inherit: false);

    private static Dictionary<string, object?> OfScalar(Type type, string name, string? format)
    {
        Dictionary<string, object?> schema = new() { ["type"] = name };
        if (format is not null)
        {
            schema["format"] = format;
        }

        if (type == typeof(char))
        {
            schema["minLength"] = 1;
            schema["maxLength"] = 1;
        }
        else if (type == typeof(ulong))
        {
            schema["minimum"] = 0;
        }
        else if (type == typeof(TimeSpan))
        {
            schema["description"] = "A duration as [days.]hours:minutes:seconds.";
        }
        else if (s_bounds.TryGetValue(type, out (long Least, long Most) bounds))
        {
            schema["minimum"] = bounds.Least;
            schema["maximum"] = bounds.Most;
        }

        return schema;
    }

    private static Dictionary<string, object?> OfEnum(Type type)
    {
        Dictionary<string, object?> names = new() { ["type"] = "string", ["enum"] = Enum.GetNames(type).Distinct(StringComparer.OrdinalIgnoreCase).ToList<object?>() };
        return IsFlags(type) ? new() { ["type"] = "array", ["items"] = names } : names;
    }

    /// <summary>The binder makes these of text: a Parse method, or a constructor that takes a text alone.</summary>
    private static bool ComesFromText(Type type) =>
        !type.IsAbstract
        && !typeof(Delegate).IsAssignableFrom(type)
        && (type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, null, [typeof(string)], null)?.ReturnType == type
            || type.GetConstructor([typeof(string)]) is not null);
}
