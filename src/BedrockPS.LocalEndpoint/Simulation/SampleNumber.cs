using System;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BedrockPS.Local.Simulation;

/// <summary>A number that fits a schema: the one the prompt names, else the next it holds, within the schema's bounds.</summary>
internal static class SampleNumber
{
    public static double Make(JsonElement schema, string name, PromptValues values, bool whole)
    {
        double least = SchemaReader.Number(schema, "minimum") ?? (SchemaReader.Number(schema, "exclusiveMinimum") + 1) ?? double.MinValue;
        double most = SchemaReader.Number(schema, "maximum") ?? (SchemaReader.Number(schema, "exclusiveMaximum") - 1) ?? double.MaxValue;
        double value = Parse(values.Named(name)) ?? values.TakeNumber() ?? Math.Max(least, 1);
        value = Math.Min(Math.Max(value, least), most);
        if (SchemaReader.Number(schema, "multipleOf") is double step and > 0)
        {
            value = Math.Ceiling(value / step) * step;
            value = value > most ? Math.Floor(most / step) * step : value;
        }

        return whole ? Math.Min(Math.Max(Math.Round(value), long.MinValue), 9e15) : value;
    }

    /// <summary>The number a text begins with: 3 of "3 days".</summary>
    private static double? Parse(string? text)
    {
        Match match = Regex.Match(text ?? "", @"^-?\d{1,15}(\.\d+)?");
        return match.Success ? double.Parse(match.Value, CultureInfo.InvariantCulture) : null;
    }
}
