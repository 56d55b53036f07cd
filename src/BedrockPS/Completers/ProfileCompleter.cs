using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Engine;

namespace BedrockPS.Completers;

/// <summary>Profiles of the shared credentials and config files.</summary>
public sealed class ProfileCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletionText.Word(wordToComplete);
        try
        {
            return AwsProfiles.Names(BoundConnection.Location(fakeBoundParameters))
                .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Select(static name => CompletionText.Result(name))
                .ToArray();
        }
        catch (EngineException)
        {
            // A file that cannot be read has nothing to offer; the command itself will say why.
            return [];
        }
    }
}
