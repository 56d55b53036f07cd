using System.Text;
using System.Text.RegularExpressions;

namespace BedrockPS.Tools.Commands;

/// <summary>Names the service takes for tools.</summary>
internal static class ToolName
{
    private const int MaxLength = 64;

    private static readonly Regex s_valid = new(@"^[a-zA-Z0-9_-]{1,64}\z", RegexOptions.CultureInvariant);

    public static bool IsValid(string name) => s_valid.IsMatch(name);

    /// <summary>The nearest name the service takes.</summary>
    public static string From(string name)
    {
        StringBuilder valid = new();
        foreach (char letter in name)
        {
            bool keep = letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
            valid.Append(keep ? letter : '_');
        }

        return valid.Length == 0 ? "tool" : valid.ToString(0, System.Math.Min(valid.Length, MaxLength));
    }
}
