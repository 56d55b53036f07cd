using System;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;

namespace BedrockPS.Inference;

/// <summary>JSON as PowerShell shows it: objects with note properties, arrays, strings, numbers.</summary>
internal static class JsonObjects
{
    public static PSObject? TryParse(byte[] utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            return Convert(document.RootElement) is object value ? PSObject.AsPSObject(value) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static object? Convert(JsonElement element) => Convert(element, ConvertNumber);

    /// <param name="element">The value.</param>
    /// <param name="number">Gives a number the type it has in PowerShell.</param>
    public static object? Convert(JsonElement element, Func<JsonElement, object> number) => element.ValueKind switch
    {
        JsonValueKind.Object => ConvertObject(element, number),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Convert(item, number)).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => number(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject ConvertObject(JsonElement element, Func<JsonElement, object> number)
    {
        PSObject result = new();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            // No member of an object can be without a name.
            if (member.Name.Length > 0)
            {
                // A name may repeat in JSON, and PowerShell's members do not tell case apart: the last one stands.
                result.Properties.Remove(member.Name);
                result.Properties.Add(new PSNoteProperty(member.Name, Convert(member.Value, number)));
            }
        }

        return result;
    }

    private static object ConvertNumber(JsonElement element)
    {
        if (element.TryGetInt32(out int small))
        {
            return small;
        }

        return element.TryGetInt64(out long integer) ? integer : element.GetDouble();
    }
}
