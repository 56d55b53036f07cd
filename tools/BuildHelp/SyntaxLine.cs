using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace BedrockPS.BuildHelp;

/// <summary>How a cmdlet is written down.</summary>
internal static class SyntaxLine
{
    private const string ConnectionFile = "_connection.md";

    /// <summary>Parameters of a set as Get-Command orders them: by position, then those that must be given, then the others.</summary>
    public static IEnumerable<(ParameterText Parameter, ParameterFacts Facts)> Order(CommandPage page, string? set) =>
        from parameter in page.Parameters
        let facts = parameter.In(set)
        where facts is not null
        orderby facts.Position ?? (facts.IsRequired ? int.MaxValue - 1 : int.MaxValue)
        select (parameter, facts);

    /// <summary>The line of a set. What every cmdlet with a connection has is named together, as the common parameters are.</summary>
    public static string Write(CommandPage page, string? set)
    {
        StringBuilder line = new(page.Name);
        bool connects = false;
        foreach ((ParameterText parameter, ParameterFacts facts) in Order(page, set))
        {
            if (parameter.Source == ConnectionFile)
            {
                connects = true;
                continue;
            }

            string name = facts.Position is null ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
            string text = facts.IsSwitch ? name : $"{name} <{facts.Type}>";
            line.Append(' ').Append(facts.IsRequired ? text : $"[{text}]");
        }

        return line.Append(connects ? " [<ConnectionParameters>]" : "").Append(" [<CommonParameters>]").ToString();
    }
}
