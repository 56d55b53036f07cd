using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Cmdlets;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Completers;

/// <summary>Values the service's description knows for the member a resource cmdlet's parameter stands for; newer ones are taken too.</summary>
public sealed class MemberCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (CmdletClass.Find(commandName) is not ResourceCmdlet cmdlet)
        {
            return [];
        }

        string word = CompletionText.Word(wordToComplete);
        return ResourceParameter.Of(cmdlet.GetType())
            .Where(parameter => parameter.Name.Equals(parameterName, StringComparison.OrdinalIgnoreCase))
            .SelectMany(parameter => Values(cmdlet, parameter))
            .Distinct()
            .Where(value => value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(static value => CompletionText.Result(value));
    }

    private static IEnumerable<string> Values(ResourceCmdlet cmdlet, ResourceParameter parameter)
    {
        string[] values =
        [
            .. cmdlet.OperationNames.Select(cmdlet.Subject.Operation)
                .SelectMany(operation => parameter.Find(operation) is { } shape ? Enumeration(shape) : []),
        ];
        return values.Length > 0 || parameter.Name != "Status" ? values : States(cmdlet.Subject);
    }

    /// <summary>Some filters take any text for a state; what states there are is told where they are shown.</summary>
    private static IReadOnlyList<string> States(ResourceType type) => type is { Get: string get, States.Member: string member }
        ? ResourceContent.Shown(type.Operation(get))?.FindMember(member)?.Shape.EnumValues ?? []
        : [];

    private static IReadOnlyList<string> Enumeration(ShapeDescription shape) =>
        shape.Kind is ShapeKind.List or ShapeKind.Map ? Enumeration(shape.Element!) : shape.EnumValues;
}
