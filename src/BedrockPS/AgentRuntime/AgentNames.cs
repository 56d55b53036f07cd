using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace BedrockPS.AgentRuntime;

/// <summary>
/// The names under which a caller may mean what an agent asks for. Letters and digits count alone, so that get_weather, getWeather and
/// Get-Weather are one.
/// </summary>
internal static class AgentNames
{
    private static readonly Regex s_placeholder = new(@"\{[^}]*\}", RegexOptions.CultureInvariant);

    /// <summary>From the most exact to the loosest: with its action group, without it, and of a path without its placeholders.</summary>
    public static IEnumerable<string> Of(AgentInvocation invocation)
    {
        if (invocation.Function is string function)
        {
            yield return Plain(invocation.ActionGroup + function);
            yield return Plain(function);
            yield break;
        }

        string full = invocation.HttpMethod + invocation.ApiPath;
        string bare = invocation.HttpMethod + s_placeholder.Replace(invocation.ApiPath ?? "", "");
        yield return Plain(invocation.ActionGroup + full);
        yield return Plain(invocation.ActionGroup + bare);
        yield return Plain(full);
        yield return Plain(bare);
    }

    /// <summary>What of a name counts.</summary>
    public static string Plain(string name)
    {
        StringBuilder plain = new(name.Length);
        foreach (char letter in name)
        {
            if (char.IsLetterOrDigit(letter))
            {
                plain.Append(char.ToLowerInvariant(letter));
            }
        }

        return plain.ToString();
    }
}
