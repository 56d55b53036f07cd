using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BedrockPS.Local.Flows;

/// <summary>The expressions of a node's inputs: $.data, and from there members and items such as $.data.lines[0].text.</summary>
internal static class FlowPath
{
    private static readonly Regex s_step = new("""\G(?:\.(?<name>[A-Za-z_][\w-]*)|\['(?<name>[^']*)'\]|\["(?<name>[^"]*)"\]|\[(?<index>[0-9]{1,9})\])""");

    /// <param name="expression">The expression.</param>
    /// <param name="data">What came into the node.</param>
    /// <param name="value">What the expression finds.</param>
    /// <returns>False where it is wrong or finds nothing.</returns>
    public static bool TryFind(string expression, object? data, out object? value)
    {
        value = new Dictionary<string, object?> { ["data"] = data };
        if (!expression.StartsWith("$", StringComparison.Ordinal))
        {
            return false;
        }

        int at = 1;
        while (at < expression.Length)
        {
            Match step = s_step.Match(expression, at);
            if (!step.Success)
            {
                return false;
            }

            at += step.Length;
            if (step.Groups["name"].Success)
            {
                if (value is not Dictionary<string, object?> map || !map.TryGetValue(step.Groups["name"].Value, out value))
                {
                    return false;
                }
            }
            else
            {
                int index = int.Parse(step.Groups["index"].Value, CultureInfo.InvariantCulture);
                if (value is not List<object?> list || index >= list.Count)
                {
                    return false;
                }

                value = list[index];
            }
        }

        return true;
    }
}
