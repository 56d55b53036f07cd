using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Runs the tests of an automated-reasoning policy against what a build made of it, all of them or one, and writes their results.</summary>
[Cmdlet(VerbsLifecycle.Start, "BRAutomatedReasoningTestRun", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AutomatedReasoningTestResult")]
public sealed class StartBRAutomatedReasoningTestRunCommand : StartResourceCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>Id of the build whose rules are tested.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("BuildId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string BuildWorkflowId { get; set; } = null!;

    /// <summary>Id of the one test to run. Without it all tests of the policy are run.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("TestId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [Option]
    public string? TestCaseId { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningTestResult;

    private protected override string Operation => "StartAutomatedReasoningPolicyTestWorkflow";

    internal override IReadOnlyCollection<string> AmendedMembers => ["testCaseIds"];

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (TestCaseId is not null && operation.Name == Operation)
        {
            members["testCaseIds"] = new List<object?> { TestCaseId };
        }
    }

    private protected override void WriteMade(ResourceContent made, Dictionary<string, object?> given)
    {
        foreach (string test in TestCaseId is null ? TestsOfBuild(given) : [TestCaseId])
        {
            Dictionary<string, object?> key = ResourceApi.Members(Type.Operation(Type.Get!), given);
            key["testCaseId"] = test;
            if (Waits)
            {
                WaitFor(key, null);
            }
            else
            {
                WriteObject(Show(Wait(Resources.GetAsync(key, StopToken))));
            }
        }
    }

    private List<string> TestsOfBuild(Dictionary<string, object?> given)
    {
        OperationDescription list = Type.Operation(Type.List!);
        List<string> ids = [];
        WritePages(
            list,
            ResourceApi.Members(list, given),
            (item, _) =>
            {
                ids.Add(((IReadOnlyDictionary<string, object?>)item!).Map("testCase").Text("testCaseId"));
                return null;
            },
            isFiltered: true);
        return ids;
    }
}
