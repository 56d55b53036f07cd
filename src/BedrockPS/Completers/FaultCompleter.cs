using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockPS.Completers;

/// <summary>Faults a local endpoint can inject; a scope that has been typed is kept.</summary>
public sealed class FaultCompleter : IArgumentCompleter
{
    private static readonly string[][] s_faults =
    [
        ["throttle:2", "ThrottlingException, twice"],
        ["notready:1", "ModelNotReadyException, once"],
        ["unavailable:1", "ServiceUnavailableException, once"],
        ["internal:1", "InternalServerException, once"],
        ["timeout:1", "ModelTimeoutException, once"],
        ["quota", "ServiceQuotaExceededException"],
        ["denied", "AccessDeniedException"],
        ["expired", "ExpiredTokenException"],
        ["unrecognized", "UnrecognizedClientException"],
        ["error:424", "The error of an HTTP status, or of a name"],
        ["html:502:1", "An HTML page of a proxy, once"],
        ["hang", "No answer"],
        ["reset", "The connection breaks before the answer"],
        ["slow:50ms", "A wait before the answer and before each frame"],
        ["cut:3", "The stream ends after 3 frames"],
        ["half:3", "The stream ends inside the 4th frame"],
        ["drop:3", "The connection breaks after 3 frames"],
        ["stall:3", "Silence after 3 frames"],
        ["corrupt:3", "A flipped bit in the 4th frame"],
        ["exception:throttlingException:3", "An exception inside the stream after 3 frames"],
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        int at = wordToComplete.LastIndexOf('@') + 1;
        string scope = wordToComplete.Substring(0, at);
        string typed = wordToComplete.Substring(at);
        foreach (string[] fault in s_faults)
        {
            if (fault[0].StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            {
                yield return new CompletionResult(scope + fault[0], fault[0], CompletionResultType.ParameterValue, fault[1]);
            }
        }
    }
}
