using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace BedrockPS.Engine;

/// <summary>The library's findings in words a user and a model can act on.</summary>
internal static class ViolationText
{
    private const int MaxShown = 60;

    public static void Add(List<SchemaViolation> violations, ValidationError error)
    {
        switch (error)
        {
            case ChildSchemaValidationError { Kind: ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf } choice
                when Nearest(choice) is { Count: > 0 } nearest:
                violations.AddRange(nearest);
                break;
            case ChildSchemaValidationError { Kind: not (ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf) } children
                when children.Errors.Any(static pair => pair.Value.Count > 0):
                // One sentence about the member that is wrong, not one for each object around it.
                foreach (ValidationError child in children.Errors.SelectMany(static pair => pair.Value))
                {
                    Add(violations, child);
                }

                break;
            default:
                Add(violations, PathOf(error), Message(error));
                break;
        }
    }

    private static void Add(List<SchemaViolation> violations, string path, string message)
    {
        if (!violations.Exists(known => known.Path == path && known.Message == message))
        {
            violations.Add(new SchemaViolation(path, message));
        }
    }

    /// <summary>Of several choices the one the value was meant for: the right kind of value, and the least wrong.</summary>
    private static List<SchemaViolation>? Nearest(ChildSchemaValidationError choice)
    {
        List<SchemaViolation>? nearest = null;
        bool isTie = false;
        foreach (ICollection<ValidationError> errors in choice.Errors.Values)
        {
            if (errors.Any(error => (IsTypeError(error.Kind) || error.Kind == ValidationErrorKind.ExcludedSchemaValidates) && error.Token?.Path == choice.Token?.Path))
            {
                continue;
            }

            List<SchemaViolation> found = [];
            foreach (ValidationError error in errors)
            {
                Add(found, error);
            }

            isTie = found.Count == nearest?.Count;
            nearest = nearest is null || found.Count < nearest.Count ? found : nearest;
        }

        return isTie ? null : nearest;
    }

    private static string PathOf(ValidationError error)
    {
        JToken? token = error.Token is JProperty property ? property.Value : error.Token;
        string path = token?.Path ?? "";
        return error.Kind is ValidationErrorKind.PropertyRequired && error.Property is string missing
            ? path + Member(missing, path.Length > 0)
            : path;
    }

    private static string Member(string name, bool hasParent) =>
        name.All(static letter => char.IsLetterOrDigit(letter) || letter == '_')
            ? hasParent ? "." + name : name
            : $"['{name}']";

    private static string Message(ValidationError error)
    {
        JsonSchema? schema = error.Schema;
        JToken? token = error.Token;
        switch (error.Kind)
        {
            case ValidationErrorKind.PropertyRequired:
                return "is missing";
            case ValidationErrorKind.NoAdditionalPropertiesAllowed:
                return "is not a member the schema has";
            case ValidationErrorKind.NotInEnumeration:
                return $"is {Show(token)}, not {Choices(schema)}";
            case ValidationErrorKind.StringTooShort:
                return $"is {Show(token)}, shorter than {Number(schema?.MinLength)} characters";
            case ValidationErrorKind.StringTooLong:
                return $"is {Show(token)}, longer than {Number(schema?.MaxLength)} characters";
            case ValidationErrorKind.PatternMismatch:
                return $"is {Show(token)}, which does not match {Pattern(schema)}";
            case ValidationErrorKind.NumberTooSmall:
                return $"is {Show(token)}, {(schema?.Minimum is decimal least ? $"below {Number(least)}" : $"not above {Number(schema?.ExclusiveMinimum)}")}";
            case ValidationErrorKind.NumberTooBig:
                return $"is {Show(token)}, {(schema?.Maximum is decimal most ? $"above {Number(most)}" : $"not below {Number(schema?.ExclusiveMaximum)}")}";
            case ValidationErrorKind.NumberNotMultipleOf:
                return $"is {Show(token)}, not a multiple of {Number(schema?.MultipleOf)}";
            case ValidationErrorKind.TooFewItems:
                return $"has {Count(token)}, fewer than {Number(schema?.MinItems)}";
            case ValidationErrorKind.TooManyItems or ValidationErrorKind.TooManyItemsInTuple:
                return $"has {Count(token)}, more than {(schema?.MaxItems > 0 ? Number(schema.MaxItems) : "the schema allows")}";
            case ValidationErrorKind.ItemsNotUnique:
                return "holds the same item twice";
            case ValidationErrorKind.NoTypeValidates when error is MultiTypeValidationError types:
                return $"is {Kind(token)}, not {string.Join(" or ", types.Errors.Keys.Select(static type => Expected(type.ToString())))}";
            case ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf:
                return $"is {Show(token)}, which fits none of the forms the schema allows, or too many";
            case ValidationErrorKind.ExcludedSchemaValidates:
                return $"is {Show(token)}, which the schema rules out";
            default:
                return Format(error.Kind) is string format
                    ? $"is {Show(token)}, not {format}"
                    : IsTypeError(error.Kind)
                        ? $"is {Kind(token)}, not {Expected(error.Kind.ToString().Replace("Expected", ""))}"
                        : $"does not fit ({error.Kind})";
        }
    }

    private static string? Format(ValidationErrorKind kind) => kind switch
    {
        ValidationErrorKind.DateTimeExpected => "a date and time",
        ValidationErrorKind.DateExpected => "a date",
        ValidationErrorKind.TimeExpected => "a time",
        ValidationErrorKind.TimeSpanExpected => "a time span",
        ValidationErrorKind.UriExpected => "a URI",
        ValidationErrorKind.IpV4Expected => "an IPv4 address",
        ValidationErrorKind.IpV6Expected => "an IPv6 address",
        ValidationErrorKind.GuidExpected or ValidationErrorKind.UuidExpected => "a UUID",
        ValidationErrorKind.EmailExpected => "an e-mail address",
        ValidationErrorKind.HostnameExpected => "a host name",
        ValidationErrorKind.Base64Expected => "base64",
        _ => null,
    };

    private static bool IsTypeError(ValidationErrorKind kind) => kind is ValidationErrorKind.StringExpected
        or ValidationErrorKind.NumberExpected or ValidationErrorKind.IntegerExpected or ValidationErrorKind.BooleanExpected
        or ValidationErrorKind.ObjectExpected or ValidationErrorKind.ArrayExpected or ValidationErrorKind.NullExpected
        or ValidationErrorKind.NoTypeValidates;

    private static string Expected(string type) => type switch
    {
        "Integer" => "an integer",
        "Array" => "an array",
        "Object" => "an object",
        "Null" => "null",
        _ => "a " + type.ToLowerInvariant(),
    };

    private static string Kind(JToken? token) => token?.Type switch
    {
        JTokenType.Object => "an object",
        JTokenType.Array => "an array",
        JTokenType.Null or null => "null",
        _ => Show(token),
    };

    // An option the caller put before the user's own expression.
    private static string? Pattern(JsonSchema? schema) =>
        schema?.Pattern is string pattern && pattern.StartsWith("(?i)", StringComparison.Ordinal) ? pattern.Substring(4) : schema?.Pattern;

    private static string Choices(JsonSchema? schema)
    {
        List<string> choices = [.. (schema?.Enumeration ?? []).Select(static value => JsonConvert.SerializeObject(value))];
        string shown = string.Join(", ", choices.Take(20)) + (choices.Count > 20 ? " …" : "");
        return choices.Count == 1 ? shown : "one of " + shown;
    }

    private static string Count(JToken? token) => (token as JArray)?.Count switch
    {
        null => "no items",
        1 => "1 item",
        int count => $"{Number(count)} items",
    };

    private static string Number(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Show(JToken? token)
    {
        string text = token is null ? "null" : token is JProperty property ? property.Value.ToString(Formatting.None) : token.ToString(Formatting.None);
        return text.Length <= MaxShown ? text : text.Substring(0, MaxShown) + "…";
    }
}
