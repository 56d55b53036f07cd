using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;

namespace BedrockPS.Structured;

/// <summary>
/// JSON of an answer as PowerShell objects where no type says more: custom objects, arrays, texts, whole numbers as long, others as
/// double, or as decimal where a double would lose digits. Times stay text.
/// </summary>
internal static class AnswerValue
{
    public static object? From(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => FromObject(value),
        JsonValueKind.Array => value.EnumerateArray().Select(From).ToArray(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => FromNumber(value),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject FromObject(JsonElement value)
    {
        PSObject result = new();
        foreach (JsonProperty member in value.EnumerateObject())
        {
            // A name may repeat in JSON, and PowerShell's members do not tell case apart: the last one stands.
            result.Properties.Remove(member.Name);
            if (member.Name.Length > 0)
            {
                result.Properties.Add(new PSNoteProperty(member.Name, From(member.Value)));
            }
        }

        return result;
    }

    private static object FromNumber(JsonElement value)
    {
        if (value.TryGetInt64(out long whole))
        {
            return whole;
        }

        double real = value.GetDouble();
        string digits = value.GetRawText();
        return digits.IndexOfAny(['e', 'E']) < 0
            && value.TryGetDecimal(out decimal exact)
            && exact.ToString(CultureInfo.InvariantCulture) == digits
            && real.ToString("R", CultureInfo.InvariantCulture) != digits
            && digits.TrimStart('-', '0', '.').Length > 16
            ? exact
            : real;
    }
}
