using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>
/// Automated-reasoning policies with their builds, test cases and versions. Nothing is reasoned: a build hands back the definition it
/// was given, and a test finds what it expects.
/// </summary>
internal sealed class ReasoningPolicies
{
    private const string Service = "bedrock";
    private const string Definition = "policyDefinition";

    private readonly ResourceDesk _desk;
    private readonly ResourceKind _policy;
    private readonly ResourceKind _build;
    private readonly ResourceKind _testCase;

    public ReasoningPolicies(ResourceDesk desk, OperationTable table)
    {
        _desk = desk;
        _policy = desk.Add(new ResourceKind(Service, "automated-reasoning-policy", "policy")
        {
            Create = "CreateAutomatedReasoningPolicy",
            Get = "GetAutomatedReasoningPolicy",
            List = "ListAutomatedReasoningPolicies",
            Update = "UpdateAutomatedReasoningPolicy",
            Delete = "DeleteAutomatedReasoningPolicy",
            Versions = new VersionOperations("policyVersion") { Create = "CreateAutomatedReasoningPolicyVersion", IsInArn = true },
            Renames = new() { ["kmsKeyId"] = "kmsKeyArn" },
            Making = static (_, members) => members[Definition] = members.Get(Definition) ?? EmptyDefinition(),
            Updating = static (call, policy) => CheckHash(call.Input.Text("lastUpdatedDefinitionHash"), policy.Members.Get(Definition)),
            Facts = static (_, facts) => facts["definitionHash"] = Hash(facts.Get(Definition)),
            Deleting = RefuseUsed,
        });
        _build = desk.Add(new ResourceKind(Service, "build-workflow", "buildWorkflow")
        {
            Create = "StartAutomatedReasoningPolicyBuildWorkflow",
            Get = "GetAutomatedReasoningPolicyBuildWorkflow",
            List = "ListAutomatedReasoningPolicyBuildWorkflows",
            Delete = "DeleteAutomatedReasoningPolicyBuildWorkflow",
            Stop = "CancelAutomatedReasoningPolicyBuildWorkflow",
            Parent = _policy,
            Arn = "automated-reasoning-policy/{parent}/build-workflow/{id}",
            MakeId = static _ => ResourceId.Unique(),
            Course = new ResourceCourse("SCHEDULED", "PREPROCESSING", "BUILDING", "TESTING", "COMPLETED")
            {
                Failed = "FAILED",
                Stopped = "CANCELLED",
            },
            Making = static (call, members) => members["description"] = DocumentOf(call.Input).Text("documentName"),
            Facts = static (build, facts) =>
            {
                foreach (KeyValuePair<string, object?> member in DocumentOf(build.Members))
                {
                    facts[member.Key] = member.Value;
                }

                facts["annotationSetHash"] = Hash(build.Members.Get("annotations"));
            },
            Deleting = CheckTime,
        });
        _testCase = desk.Add(new ResourceKind(Service, "test-case", "testCase")
        {
            Create = "CreateAutomatedReasoningPolicyTestCase",
            Get = "GetAutomatedReasoningPolicyTestCase",
            List = "ListAutomatedReasoningPolicyTestCases",
            Update = "UpdateAutomatedReasoningPolicyTestCase",
            Delete = "DeleteAutomatedReasoningPolicyTestCase",
            Parent = _policy,
            Arn = "automated-reasoning-policy/{parent}/test-case/{id}",
            MakeId = static _ => ResourceId.LongCapital(),
            Updating = CheckTime,
            Deleting = CheckTime,
        });
        table.Add(Service, "ExportAutomatedReasoningPolicyVersion", Export);
        table.Add(Service, "GetAutomatedReasoningPolicyAnnotations", DescribeAnnotations);
        table.Add(Service, "UpdateAutomatedReasoningPolicyAnnotations", UpdateAnnotations);
        table.Add(Service, "GetAutomatedReasoningPolicyBuildWorkflowResultAssets", GetAssets);
        table.Add(Service, "GetAutomatedReasoningPolicyNextScenario", GetScenario);
        table.Add(Service, "StartAutomatedReasoningPolicyTestWorkflow", Test);
        table.Add(Service, "GetAutomatedReasoningPolicyTestResult", GetResult);
        table.Add(Service, "ListAutomatedReasoningPolicyTestResults", ListResults);
    }

    private Answer Export(OperationCall call)
    {
        Resource policy = _desk.Find(_policy, call);
        string? number = ResourceAddress.SplitVersion(call.Input.Text("policyArn")!).Version;
        Dictionary<string, object?> members = number is null ? policy.Members
            : policy.FindVersion(number)?.Members ?? throw ServiceFault.NotFound($"The policy has no version '{number}'.");
        return Answer.Of(ShapeFiller.Fill(call.Operation.Output, members));
    }

    private Answer DescribeAnnotations(OperationCall call)
    {
        Dictionary<string, object?> facts = _desk.FactsOf(_desk.Find(_build, call));
        facts["name"] = _desk.Find(_policy, call).Name;
        return Answer.Of(ShapeFiller.Fill(call.Operation.Output, facts));
    }

    private Answer UpdateAnnotations(OperationCall call)
    {
        Resource build = _desk.Find(_build, call);
        CheckHash(call.Input.Text("lastUpdatedAnnotationSetHash"), build.Members.Get("annotations"));
        build.Set("annotations", call.Input.Get("annotations"));
        build.Updated = DateTimeOffset.UtcNow;
        return DescribeAnnotations(call);
    }

    private Answer GetAssets(OperationCall call)
    {
        Resource build = FindDone(call);
        string type = call.Input.Text("assetType")!;
        MemberDescription assets = call.Operation.Output!.FindMember("buildWorkflowAssets")!;
        MemberDescription asset = assets.Shape.FindMember(type switch
        {
            "ASSET_MANIFEST" => "assetManifest",
            "SOURCE_DOCUMENT" => "document",
            _ => type.Replace("_", ""),
        })!;
        Dictionary<string, object?> facts = type switch
        {
            "POLICY_DEFINITION" => build.Members.Map("sourceContent")?.Map(Definition) ?? _desk.Find(_policy, call).Members.Map(Definition)!,
            "SOURCE_DOCUMENT" => new(DocumentOf(build.Members)) { ["documentHash"] = Hash(DocumentOf(build.Members).Get("document")) },
            "ASSET_MANIFEST" => new()
            {
                ["entries"] = new List<object?>
                {
                    new Dictionary<string, object?> { ["assetType"] = "POLICY_DEFINITION" },
                    new Dictionary<string, object?> { ["assetType"] = "QUALITY_REPORT" },
                    new Dictionary<string, object?> { ["assetType"] = "BUILD_LOG" },
                },
            },
            _ => [],
        };
        Dictionary<string, object?> answer = _desk.FactsOf(build);
        answer[assets.Name] = new Dictionary<string, object?> { [asset.Name] = ShapeFiller.Fill(asset.Shape, facts) };
        return Answer.Of(ShapeFiller.Fill(call.Operation.Output, answer));
    }

    private Answer GetScenario(OperationCall call)
    {
        Dictionary<string, object?> facts = _desk.FactsOf(FindDone(call));
        facts["scenario"] = new Dictionary<string, object?>
        {
            ["expression"] = "(= simulated true)",
            ["alternateExpression"] = "simulated is true",
            ["expectedResult"] = "SATISFIABLE",
        };
        return Answer.Of(ShapeFiller.Fill(call.Operation.Output, facts));
    }

    private Answer Test(OperationCall call)
    {
        Resource policy = _desk.Find(_policy, call);
        Resource build = FindDone(call);
        HashSet<string> wanted = new(call.Input.Texts("testCaseIds"));
        List<object?> tested = _desk.Children(policy, _testCase)
            .Where(test => wanted.Count == 0 || wanted.Contains(test.Id))
            .Select(static test => (object?)test.Id)
            .ToList();
        build.Set("tested", build.Members.List("tested").Union(tested).ToList());
        return _desk.Describe(call, build);
    }

    private Answer GetResult(OperationCall call)
    {
        Resource test = _desk.Find(_testCase, call);
        return _desk.Find(_build, call).Members.List("tested").Contains(test.Id)
            ? Answer.Of(ShapeFiller.Fill(call.Operation.Output, new() { ["testResult"] = Result(test) }))
            : throw ServiceFault.NotFound($"The test case '{test.Id}' has not been run in this build.");
    }

    private Answer ListResults(OperationCall call)
    {
        List<object?> tested = _desk.Find(_build, call).Members.List("tested");
        return ResourceLists.Of(call, _desk.Children(_desk.Find(_policy, call), _testCase).Where(test => tested.Contains(test.Id)).Select(Result));
    }

    /// <summary>A test finds what it expects, unless its text is made to fail.</summary>
    private Dictionary<string, object?> Result(Resource test)
    {
        Dictionary<string, object?> facts = _desk.FactsOf(test);
        bool passes = test.Members.Text("guardContent")!.IndexOf("fail", StringComparison.OrdinalIgnoreCase) < 0;
        return new()
        {
            ["testCase"] = facts,
            ["policyArn"] = facts.Get("policyArn"),
            ["testRunStatus"] = "COMPLETED",
            ["testRunResult"] = passes ? "PASSED" : "FAILED",
            ["aggregatedTestFindingsResult"] = passes ? test.Members.Get("expectedAggregatedFindingsResult") : "TRANSLATION_AMBIGUOUS",
            ["updatedAt"] = test.Updated,
        };
    }

    private Resource FindDone(OperationCall call)
    {
        Resource build = _desk.Find(_build, call);
        return Progress.IsUnderWay(build) ? throw ServiceFault.NotFound($"The build workflow '{build.Id}' has no results yet.") : build;
    }

    private void RefuseUsed(OperationCall call, Resource policy)
    {
        if (!call.Input.Flag("force") && _desk.Children(policy, _build).Exists(Progress.IsUnderWay))
        {
            throw new ServiceFault(400, "ResourceInUseException", $"A build of the policy '{policy.Name}' is in progress.");
        }
    }

    /// <summary>Who changes or deletes says what he has seen last, so that nobody's change is lost.</summary>
    private static void CheckTime(OperationCall call, Resource resource)
    {
        if (call.Input.Get("lastUpdatedAt") is DateTimeOffset seen && Math.Abs((seen - resource.Updated).TotalSeconds) > 1)
        {
            throw ServiceFault.Conflict($"The {resource.Kind.Title} '{resource.Id}' has been changed since.");
        }
    }

    private static void CheckHash(string? seen, object? value)
    {
        if (seen is not null && seen != Hash(value))
        {
            throw ServiceFault.Conflict("It has been changed since: the hash is another one.");
        }
    }

    private static Dictionary<string, object?> DocumentOf(Dictionary<string, object?> members) =>
        (members.Map("sourceContent")?.Map("workflowContent") ?? []).Maps("documents").FirstOrDefault() ?? [];

    private static Dictionary<string, object?> EmptyDefinition() => new()
    {
        ["version"] = "1.0",
        ["types"] = new List<object?>(),
        ["rules"] = new List<object?>(),
        ["variables"] = new List<object?>(),
    };

    private static string Hash(object? value)
    {
        using SHA512 sha = SHA512.Create();
        return BitConverter.ToString(sha.ComputeHash(JsonText.BytesOf(value ?? ""))).Replace("-", "").ToLowerInvariant();
    }
}
