using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockPS.Completers;

/// <summary>Regions with Bedrock endpoints. A region that is newer than this list is typed as it is.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    private static readonly string[] s_regions =
    [
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1", "ca-central-1", "ca-west-1",
        "mx-central-1", "sa-east-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1",
        "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "af-south-1", "ap-east-2", "ap-northeast-1",
        "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3",
        "ap-southeast-4", "ap-southeast-5", "ap-southeast-7",
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletionText.Word(wordToComplete);
        return s_regions
            .Where(region => region.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(static region => CompletionText.Result(region))
            .ToArray();
    }
}
