using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Text.Json;

namespace BedrockPS.Structured.Shapes;

/// <summary>
/// What PowerShell's Validate attributes, those of System.ComponentModel.DataAnnotations and [Description] say of a member, said in
/// the schema.
/// </summary>
internal static class MemberRules
{
    private const string Annotations = "System.ComponentModel.DataAnnotations.";

    public static void Apply(IEnumerable<object> attributes, OutputSlot slot)
    {
        // PowerShell checks each item of a list; only the count is the list's own.
        OutputSlot item = slot.Shape is ListShape list ? list.Item : slot;
        foreach (object attribute in attributes)
        {
            switch (attribute)
            {
                case DescriptionAttribute description:
                    slot.Description = description.Description;
                    break;
                case AllowNullAttribute:
                    slot.IsNullable = true;
                    break;
                case ValidateSetAttribute set:
                    Choices(item, set.ValidValues);
                    break;
                case ValidateRangeAttribute range:
                    Range(item, range);
                    break;
                case ValidatePatternAttribute pattern:
                    item.Pattern = pattern.RegexPattern;
                    item.IsPatternCaseSensitive = (pattern.Options & RegexOptions.IgnoreCase) == 0;
                    break;
                case ValidateLengthAttribute length:
                    Bounds(item, "Length", length.MinLength, length.MaxLength);
                    break;
                case ValidateCountAttribute count:
                    Bounds(slot, "Items", count.MinLength, count.MaxLength);
                    break;
                case ValidateNotNullOrEmptyAttribute:
                    NotEmpty(slot);
                    break;
                case ValidateNotNullAttribute:
                    slot.IsNullable = false;
                    break;
                default:
                    Other(attribute, slot);
                    break;
            }
        }
    }

    private static void Other(object attribute, OutputSlot slot)
    {
        Type type = attribute.GetType();
        object? Get(string name) => type.GetProperty(name)?.GetValue(attribute);
        switch (type.FullName)
        {
            // Windows PowerShell does not have it.
            case "System.Management.Automation.ValidateNotNullOrWhiteSpaceAttribute":
                NotEmpty(slot);
                slot.Pattern ??= @"\S";
                break;
            case Annotations + "RequiredAttribute":
                NotEmpty(slot);
                break;
            case Annotations + "RangeAttribute":
                slot.Rules["minimum"] = Number(Get("Minimum"));
                slot.Rules["maximum"] = Number(Get("Maximum"));
                break;
            case Annotations + "StringLengthAttribute":
                Bounds(slot, "Length", (int)Get("MinimumLength")!, (int)Get("MaximumLength")!);
                break;
            case Annotations + "RegularExpressionAttribute":
                slot.Pattern = $"^(?:{Get("Pattern")})$";
                break;
            case Annotations + "MinLengthAttribute":
                Bounds(slot, slot.Shape is ListShape ? "Items" : "Length", (int)Get("Length")!, null);
                break;
            case Annotations + "MaxLengthAttribute":
                Bounds(slot, slot.Shape is ListShape ? "Items" : "Length", null, (int)Get("Length")!);
                break;
        }
    }

    private static void NotEmpty(OutputSlot slot)
    {
        slot.IsNullable = false;
        if (slot.Shape is ListShape)
        {
            slot.Rules["minItems"] = 1L;
        }
        else if (slot.Shape.Type == typeof(string))
        {
            slot.Rules["minLength"] = 1L;
        }
    }

    private static void Bounds(OutputSlot slot, string what, int? least, int? most)
    {
        if (least > 0)
        {
            slot.Rules["min" + what] = (long)least;
        }

        if (most is int bound and >= 0 and < int.MaxValue)
        {
            slot.Rules["max" + what] = (long)bound;
        }
    }

    private static void Choices(OutputSlot slot, IList<string> values)
    {
        bool isText = slot.Shape.Type == typeof(string) || slot.Shape.Type.IsEnum || slot.Shape is AnyShape;
        slot.Rules["enum"] = values.Select(value => isText ? value : Number(value) ?? value).ToList();
    }

    private static void Range(OutputSlot slot, ValidateRangeAttribute range)
    {
        if (range.MinRange is not null)
        {
            slot.Rules["minimum"] = Number(range.MinRange);
            slot.Rules["maximum"] = Number(range.MaxRange);
            return;
        }

        // [ValidateRange('Positive')] is younger than the reference this is compiled against, and keeps its kind to itself.
        object? kind = typeof(ValidateRangeAttribute)
            .GetProperty("RangeKind", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
            ?.GetValue(range);
        switch (kind?.ToString())
        {
            case "Positive":
                slot.Rules["exclusiveMinimum"] = 0L;
                break;
            case "NonNegative":
                slot.Rules["minimum"] = 0L;
                break;
            case "Negative":
                slot.Rules["exclusiveMaximum"] = 0L;
                break;
            case "NonPositive":
                slot.Rules["maximum"] = 0L;
                break;
        }
    }

    /// <summary>A bound as JSON has it; null where it is no number, such as a date's.</summary>
    private static object? Number(object? value)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        try
        {
            decimal number = Convert.ToDecimal(plain, CultureInfo.InvariantCulture);
            return number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : number;
        }
        catch (Exception exception) when (exception is FormatException or InvalidCastException or OverflowException)
        {
            return plain is double real ? real : null;
        }
    }
}
