using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Protocol;

namespace BedrockPS.Completers;

/// <summary>Operations of the service given before them, or of all.</summary>
public sealed class ApiOperationCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        WildcardPattern pattern = Pattern(word + "*");
        WildcardPattern services = Pattern(fakeBoundParameters["Service"]?.ToString() ?? "*");
        foreach (string name in ServiceDescription.Names.Where(services.IsMatch))
        {
            ServiceDescription description = ServiceDescription.Get(name);
            foreach (string operation in description.OperationNames.Where(pattern.IsMatch))
            {
                OperationDescription details = description.GetOperation(operation);
                yield return new CompletionResult(
                    operation, operation, CompletionResultType.ParameterValue, $"{name}: {details.Method} {details.Path}");
            }
        }
    }

    /// <summary>Brackets are taken as they are: half a range, while it is being typed, is no pattern.</summary>
    private static WildcardPattern Pattern(string text) =>
        WildcardPattern.Get(text.Replace("[", "`[").Replace("]", "`]"), WildcardOptions.IgnoreCase);
}
