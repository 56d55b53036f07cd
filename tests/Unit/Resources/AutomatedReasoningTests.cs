using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>Automated-reasoning policies from the first rule to the results of their tests.</summary>
public sealed class AutomatedReasoningTests : IClassFixture<ResourceEndpoint>
{
    private const string Definition = "@{ version = '1.0'; types = @(); variables = @(@{ name = 'isStaff'; type = 'BOOL'; description = 'd' }); "
        + "rules = @(@{ id = 'LEAVE0000001'; expression = '(= isStaff true)' }) }";

    private readonly ResourceEndpoint _endpoint;

    public AutomatedReasoningTests(ResourceEndpoint endpoint) => _endpoint = endpoint;

    private static string NewName() => "policy " + Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public void A_policy_is_found_by_arn_id_name_and_wildcard()
    {
        string name = NewName();
        PSObject policy = _endpoint.One($"New-BRAutomatedReasoningPolicy '{name}' -Description d -Tag @{{ team = 'hr' }} -PolicyDefinition {Definition}");
        Assert.Equal("""[{"key":"team","value":"hr"}]""", _endpoint.Body("CreateAutomatedReasoningPolicy")["tags"]!.ToJsonString());
        foreach (string given in new[] { Text(policy, "PolicyArn"), Text(policy, "PolicyId"), name, name.ToUpperInvariant(), name[..^1] + "?" })
        {
            Assert.Equal(Text(policy, "PolicyArn"), Text(_endpoint.One("Get-BRAutomatedReasoningPolicy $given", ("given", given)), "PolicyArn"));
        }

        _endpoint.Run($"Remove-BRAutomatedReasoningPolicy {Text(policy, "PolicyId")} -Force");
        Assert.Empty(_endpoint.Run($"Get-BRAutomatedReasoningPolicy '{name}*'"));
        Assert.Equal(ErrorCategory.ObjectNotFound, _endpoint.Error($"Get-BRAutomatedReasoningPolicy '{name}'").CategoryInfo.Category);
    }

    [Fact]
    public void A_change_keeps_the_rules_and_what_was_exported_can_be_given_back()
    {
        string name = NewName();
        _endpoint.Run($"New-BRAutomatedReasoningPolicy '{name}' -PolicyDefinition {Definition}");
        PSObject changed = _endpoint.One($"Set-BRAutomatedReasoningPolicy '{name}' -Description new -PassThru");
        Assert.Equal((name, "new"), (Text(changed, "Name"), Text(changed, "Description")));
        Assert.Equal("LEAVE0000001", (string)_endpoint.Body("UpdateAutomatedReasoningPolicy")["policyDefinition"]!["rules"]![0]!["id"]!);
        PSObject definition = _endpoint.One($"Export-BRAutomatedReasoningPolicyVersion '{name}'");
        Assert.Equal("BedrockPS.AutomatedReasoningPolicyDefinition", definition.TypeNames[0]);
        _endpoint.Run($"New-BRAutomatedReasoningPolicy '{name} copy' -PolicyDefinition $definition", ("definition", definition));
        Assert.Equal(
            _endpoint.Body("UpdateAutomatedReasoningPolicy")["policyDefinition"]!["rules"]!.ToJsonString(),
            _endpoint.Body("CreateAutomatedReasoningPolicy")["policyDefinition"]!["rules"]!.ToJsonString());
    }

    [Fact]
    public void A_version_is_what_was_seen_and_is_exported_as_a_file()
    {
        string name = NewName();
        PSObject policy = _endpoint.One($"New-BRAutomatedReasoningPolicy '{name}' -PolicyDefinition {Definition}");
        PSObject version = _endpoint.One("$policy | New-BRAutomatedReasoningPolicyVersion", ("policy", policy));
        Assert.Equal((Text(policy, "PolicyArn") + ":1", "1"), (Text(version, "PolicyArn"), Text(version, "Version")));
        _endpoint.Run($"Set-BRAutomatedReasoningPolicy '{name}' -PolicyDefinition @{{ version = '1.0'; types = @(); variables = @(); rules = @() }}");

        // The piped policy brings the hash it had; the draft is another by now.
        Assert.Equal(ErrorCategory.ResourceExists, _endpoint.Error("$policy | New-BRAutomatedReasoningPolicyVersion", ("policy", policy)).CategoryInfo.Category);
        Assert.Equal("2", Text(_endpoint.One($"New-BRAutomatedReasoningPolicyVersion '{name}'"), "Version"));
        Assert.Equal(3, _endpoint.Run($"Get-BRAutomatedReasoningPolicy '{name}' -AllVersion").Count);

        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            string path = Path.Combine(folder.FullName, "leave.json");
            _endpoint.Run("$policy | Export-BRAutomatedReasoningPolicyVersion -PolicyVersion 1 -Path $path -WhatIf", ("policy", policy), ("path", path));
            Assert.False(File.Exists(path));
            Assert.Equal(path, _endpoint.One("$version | Export-BRAutomatedReasoningPolicyVersion -Path $path", ("version", version), ("path", path)).BaseObject.ToString());
            Assert.Equal("(= isStaff true)", (string)JsonNode.Parse(File.ReadAllText(path))!["rules"]![0]!["expression"]!);
            ErrorRecord error = _endpoint.Error("$policy | Export-BRAutomatedReasoningPolicyVersion -Path $path", ("policy", policy), ("path", Path.Combine(path, "no")));
            Assert.StartsWith("FileUnwritable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Tests_are_listed_over_three_pages_and_no_more_than_are_wanted()
    {
        string name = NewName();
        _endpoint.Run($"$arn = (New-BRAutomatedReasoningPolicy '{name}').PolicyArn; 1..201 | ForEach-Object {{ $null = New-BRAutomatedReasoningTest $arn \"text $_\" VALID }}");
        Assert.Equal(["ListAutomatedReasoningPolicies", .. Enumerable.Repeat("ListAutomatedReasoningPolicyTestCases", 3)], _endpoint.Calls($"$tests = Get-BRAutomatedReasoningTest '{name}'"));
        Assert.Equal("201 text 201", Assert.Single(_endpoint.Run("\"$($tests.Count) $($tests[200].GuardContent)\"")).BaseObject);
        Assert.Single(_endpoint.Calls($"Get-BRAutomatedReasoningTest $arn -First 3"));
        Assert.Single(_endpoint.Calls($"Get-BRAutomatedReasoningTest $arn | ForEach-Object {{ break }}"));
    }

    [Fact]
    public void A_test_is_changed_in_part_and_not_over_somebody_elses_change()
    {
        string name = NewName();
        _endpoint.Run($"$policy = New-BRAutomatedReasoningPolicy '{name}'");
        PSObject test = _endpoint.One("$policy | New-BRAutomatedReasoningTest -GuardContent answer -QueryContent question -ExpectedResult VALID -ConfidenceThreshold 0.5");
        PSObject changed = _endpoint.One("$test | Set-BRAutomatedReasoningTest -ExpectedResult INVALID -PassThru", ("test", test));
        Assert.Equal(
            ("answer", "question", "INVALID", 0.5),
            (Text(changed, "GuardContent"), Text(changed, "QueryContent"), Text(changed, "ExpectedAggregatedFindingsResult"), changed.Properties["ConfidenceThreshold"].Value));
        Assert.Equal(Text(test, "PolicyArn"), Text(changed, "PolicyArn"));
        foreach (string script in new[] { "Set-BRAutomatedReasoningTest -GuardContent x", "Remove-BRAutomatedReasoningTest -Force" })
        {
            Assert.Equal(ErrorCategory.ResourceExists, _endpoint.Error($"$test | {script} -LastUpdatedAt 2020-01-01", ("test", test)).CategoryInfo.Category);
        }

        _endpoint.Run($"Get-BRAutomatedReasoningTest '{name}' | Remove-BRAutomatedReasoningTest -Force; Remove-BRAutomatedReasoningPolicy '{name}' -WhatIf");
        Assert.Empty(_endpoint.Run($"Get-BRAutomatedReasoningTest '{name}'"));
    }

    [Fact]
    public void A_build_is_waited_for_and_gives_what_it_made()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            string path = Path.Combine(folder.FullName, "leave.txt");
            File.WriteAllText(path, "30 days.");
            _endpoint.Run($"$policy = New-BRAutomatedReasoningPolicy '{NewName()}' -PolicyDefinition {Definition}");
            PSObject build = _endpoint.One("$policy | Start-BRAutomatedReasoningBuild -BuildWorkflowType INGEST_CONTENT -Document $path -DocumentDescription d -Wait", ("path", path));
            Assert.Equal(("COMPLETED", "leave.txt", "txt"), (Text(build, "Status"), Text(build, "DocumentName"), Text(build, "DocumentContentType")));
            PSObject asset = _endpoint.One("$build | Get-BRAutomatedReasoningAsset -AssetType SOURCE_DOCUMENT", ("build", build));
            Assert.Equal("30 days."u8.ToArray(), ((PSObject)asset.Properties["Document"].Value).Properties["Document"].Value);
            asset = _endpoint.One("$build | Get-BRAutomatedReasoningAsset -AssetType POLICY_DEFINITION", ("build", build));
            Assert.Equal("LEAVE0000001", _endpoint.One("$asset.PolicyDefinition.Rules[0].Id", ("asset", asset)).BaseObject);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("REFINE_POLICY -Annotation @{ deleteRule = @{ ruleId = 'LEAVE0000001' } }", """{"workflowContent":{"policyRepairAssets":{"annotations":[{"deleteRule":{"ruleId":"LEAVE0000001"}}]}}}""")]
    [InlineData("ITERATIVELY_REFINE_POLICY -Document $path -Feedback f", """{"workflowContent":{"iterativeRefinementContent":{"feedback":"f","documents":[{"document":"eA==","documentContentType":"pdf","documentName":"a.PDF"}]}}}""")]
    [InlineData("GENERATE_FIDELITY_REPORT -Document $path", """{"workflowContent":{"generateFidelityReportContent":{"documents":[{"document":"eA==","documentContentType":"pdf","documentName":"a.PDF"}]}}}""")]
    [InlineData("GENERATE_POLICY_SCENARIOS", "{}")]
    public void Each_type_of_build_has_its_source(string parameters, string source)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            string path = Path.Combine(folder.FullName, "a.PDF");
            File.WriteAllText(path, "x");
            _endpoint.Run($"New-BRAutomatedReasoningPolicy '{NewName()}' | Start-BRAutomatedReasoningBuild -BuildWorkflowType {parameters}", ("path", path));
            JsonNode body = _endpoint.Body("StartAutomatedReasoningPolicyBuildWorkflow");
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(source), body["sourceContent"] ?? body), body.ToJsonString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Tests_are_run_and_annotations_and_scenarios_read()
    {
        _endpoint.Run($"$policy = New-BRAutomatedReasoningPolicy '{NewName()}'; $good = $policy | New-BRAutomatedReasoningTest -GuardContent fine -ExpectedResult VALID; "
            + "$bad = $policy | New-BRAutomatedReasoningTest -GuardContent 'will fail' -ExpectedResult VALID; "
            + "$build = $policy | Start-BRAutomatedReasoningBuild -BuildWorkflowType GENERATE_POLICY_SCENARIOS -Wait");
        List<PSObject> results = _endpoint.Run("$build | Start-BRAutomatedReasoningTestRun -Wait");
        Assert.Equal(["FAILED", "PASSED"], results.Select(static result => Text(result, "TestRunResult")).Order());
        Assert.Equal("PASSED", Text(_endpoint.One("$good | Start-BRAutomatedReasoningTestRun -BuildWorkflowId $build.BuildWorkflowId"), "TestRunResult"));
        PSObject one = _endpoint.One("$build | Get-BRAutomatedReasoningTestResult -TestCaseId $bad.TestCaseId");
        Assert.Equal(_endpoint.One("$bad.TestCaseId").BaseObject, one.Properties["TestCaseId"].Value);
        Assert.Equal(2, _endpoint.Run("$build | Get-BRAutomatedReasoningTestResult").Count);
        Assert.Equal("will fail", Text(_endpoint.One("$result | Get-BRAutomatedReasoningTest", ("result", one)), "GuardContent"));

        PSObject scenario = _endpoint.One("$build | Get-BRAutomatedReasoningScenario");
        Assert.Equal(("SATISFIABLE", _endpoint.One("$build.BuildWorkflowId").BaseObject), (Text(scenario, "ExpectedResult"), scenario.Properties["BuildWorkflowId"].Value));

        _endpoint.Run("$before = $build | Get-BRAutomatedReasoningAnnotation");
        PSObject annotated = _endpoint.One("$build | Set-BRAutomatedReasoningAnnotation -Annotation @{ ingestContent = @{ content = 'more' } } -PassThru");
        Assert.Single((object[])annotated.Properties["Annotations"].Value);
        Assert.Equal(ErrorCategory.ResourceExists, _endpoint.Error("$before | Set-BRAutomatedReasoningAnnotation -Annotation @()").CategoryInfo.Category);
        Assert.Contains("annotations[0].addRule.expresion", _endpoint.Error("$build | Set-BRAutomatedReasoningAnnotation -Annotation @{ addRule = @{ expresion = 'x' } }").ToString(), StringComparison.Ordinal);
        _endpoint.Run("$build | Remove-BRAutomatedReasoningBuild -Force");
        Assert.Empty(_endpoint.Run("$policy | Get-BRAutomatedReasoningBuild"));
    }

    [Fact]
    public void A_build_that_is_stopped_is_an_error_to_who_waits_and_cancelled_to_who_looks()
    {
        _endpoint.Run($"$policy = New-BRAutomatedReasoningPolicy '{NewName()}'; $build = $policy | Start-BRAutomatedReasoningBuild -BuildWorkflowType GENERATE_POLICY_SCENARIOS; $build | Stop-BRAutomatedReasoningBuild");
        Assert.Equal("CANCELLED", Text(_endpoint.One("$build | Get-BRAutomatedReasoningBuild"), "Status"));
        Assert.Equal(ErrorCategory.ObjectNotFound, _endpoint.Error("Get-BRAutomatedReasoningBuild no-such-policy").CategoryInfo.Category);
    }

    [Fact]
    public void What_is_refused_is_an_error_and_what_is_rehearsed_is_not_sent()
    {
        _endpoint.Run($"$policy = New-BRAutomatedReasoningPolicy '{NewName()}'");
        _endpoint.Local.SetFault("denied");
        ErrorRecord error = _endpoint.Error("$policy | Get-BRAutomatedReasoningTest");
        _endpoint.Local.ClearFault();
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Empty(_endpoint.Calls("$policy | New-BRAutomatedReasoningTest -GuardContent x -ExpectedResult VALID -WhatIf; $policy | Start-BRAutomatedReasoningBuild -BuildWorkflowType INGEST_CONTENT -WhatIf; $policy | Remove-BRAutomatedReasoningPolicy -WhatIf"));
    }

    private static string Text(PSObject value, string property) => (string)value.Properties[property].Value;
}
