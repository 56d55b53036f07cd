using System.Globalization;
using System.Text.Json;
using BedrockPS.Inference;

namespace BedrockPS.Structured;

/// <summary>
/// JSON of an answer as PowerShell objects where no type says more: custom objects, arrays, texts, whole numbers as long, others as
/// double, or as decimal where a double would lose digits. Times stay text.
/// </summary>
internal static class AnswerValue
{
    public static object? From(JsonElement value) => JsonObjects.Convert(value, FromNumber);

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
