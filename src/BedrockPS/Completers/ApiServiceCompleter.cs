using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Protocol;

namespace BedrockPS.Completers;

/// <summary>The four services.</summary>
public sealed class ApiServiceCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        foreach (string name in ServiceDescription.Names)
        {
            if (name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            {
                int count = ServiceDescription.Get(name).OperationNames.Count;
                yield return new CompletionResult(name, name, CompletionResultType.ParameterValue, $"{name}: {count} operations");
            }
        }
    }
}
