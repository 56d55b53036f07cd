using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>Guardrails made, changed, tried on texts and enforced.</summary>
public sealed class GuardrailCmdletTests : IClassFixture<ResourceEndpoint>
{
    private const string Messages = "-BlockedInputMessage 'Not that.' -BlockedOutputMessage 'Not said.'";

    /// <summary>A guardrail with everything one can have.</summary>
    private const string Everything = """
        @{
            BlockedInputMessage = 'Not that.'; BlockedOutputMessage = 'Not said.'; Description = 'all of it'
            TopicPolicy = @{
                topicsConfig = @(@{ name = 'tax advice'; definition = 'Advice on taxes.'; examples = @('How do I save taxes?'); type = 'DENY'; inputAction = 'BLOCK'; inputEnabled = $true })
                tierConfig = @{ tierName = 'STANDARD' }
            }
            ContentPolicy = @{
                filtersConfig = @(
                    @{ type = 'HATE'; inputStrength = 'HIGH'; outputStrength = 'LOW'; inputModalities = @('TEXT', 'IMAGE'); outputAction = 'NONE'; outputEnabled = $false }
                    @{ type = 'PROMPT_ATTACK'; inputStrength = 'MEDIUM'; outputStrength = 'NONE' })
                tierConfig = @{ tierName = 'STANDARD' }
            }
            WordPolicy = @{ wordsConfig = @(@{ text = 'acme'; inputAction = 'BLOCK' }); managedWordListsConfig = @(@{ type = 'PROFANITY'; outputEnabled = $false }) }
            SensitiveInformationPolicy = @{
                piiEntitiesConfig = @(@{ type = 'EMAIL'; action = 'ANONYMIZE'; inputAction = 'BLOCK' }, @{ type = 'PHONE'; action = 'BLOCK' })
                regexesConfig = @(@{ name = 'ticket'; pattern = 'T-[0-9]+'; action = 'ANONYMIZE'; description = 'ours' })
            }
            ContextualGroundingPolicy = @{ filtersConfig = @(@{ type = 'GROUNDING'; threshold = 0.75; action = 'BLOCK'; enabled = $true }, @{ type = 'RELEVANCE'; threshold = 0.5 }) }
            AutomatedReasoningPolicy = @{ policies = @('arn:aws:bedrock:us-east-1:123456789012:automated-reasoning-policy/abcdefghijkl:1'); confidenceThreshold = 0.8 }
            GuardrailProfileId = 'us.guardrail.v1:0'
            KmsKeyId = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555'
        }
        """;

    private readonly ResourceEndpoint _endpoint;

    public GuardrailCmdletTests(ResourceEndpoint endpoint) => _endpoint = endpoint;

    private static string NewName() => "g-" + Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public void What_is_not_given_is_sent_back_as_it_was()
    {
        string name = NewName();
        _endpoint.Run($"$all = {Everything}; New-BRGuardrail {name} @all");
        JsonNode made = _endpoint.Body("CreateGuardrail");
        _endpoint.Run($"Set-BRGuardrail {name} -Description other");
        JsonNode sent = _endpoint.Body("UpdateGuardrail");

        // The profile is shown by its ARN, and the token was the first request's alone.
        string profile = (string)sent["crossRegionConfig"]!["guardrailProfileIdentifier"]!;
        Assert.EndsWith("guardrail-profile/us.guardrail.v1:0", profile, StringComparison.Ordinal);
        made["crossRegionConfig"]!["guardrailProfileIdentifier"] = profile;
        made.AsObject().Remove("clientRequestToken");
        made["description"] = "other";
        Assert.Equal(Sorted(made), Sorted(sent));
        Assert.Equal(11, made.AsObject().Count - 1);
    }

    [Fact]
    public void Each_policy_is_changed_alone()
    {
        string name = NewName();
        _endpoint.Run($"$all = {Everything}; New-BRGuardrail {name} @all; Set-BRGuardrail {name} -WordPolicy @{{ wordsConfig = @(@{{ text = 'initech' }}) }}");
        JsonNode sent = _endpoint.Body("UpdateGuardrail");
        Assert.Equal("""{"wordsConfig":[{"text":"initech"}]}""", sent["wordPolicyConfig"]!.ToJsonString());
        foreach (string kept in new[] { "topicPolicyConfig", "contentPolicyConfig", "sensitiveInformationPolicyConfig", "contextualGroundingPolicyConfig", "automatedReasoningPolicyConfig" })
        {
            Assert.Equal(Sorted(_endpoint.Body("CreateGuardrail")[kept]!), Sorted(sent[kept]!));
        }
    }

    [Fact]
    public void The_short_way_makes_the_policies()
    {
        _endpoint.Run(
            $"New-BRGuardrail {NewName()} {Messages} -ContentFilter @{{ hate = 'high'; PROMPT_ATTACK = 'LOW'; INSULTS = @{{ inputStrength = 'LOW'; outputStrength = 'NONE' }} }} "
            + "-DeniedTopic @{ Name = 'tax'; Definition = 'd'; Example = 'e' } -BlockedWord a, b -BlockProfanity -PiiEntity @{ EMAIL = 'ANONYMIZE' } -GroundingThreshold 0.7 -RelevanceThreshold 0.6");
        JsonNode body = _endpoint.Body("CreateGuardrail");
        Assert.Equal(
            ["HATE HIGH HIGH", "INSULTS LOW NONE", "PROMPT_ATTACK LOW NONE"],
            body["contentPolicyConfig"]!["filtersConfig"]!.AsArray().Select(static filter => $"{filter!["type"]} {filter["inputStrength"]} {filter["outputStrength"]}").Order());
        Assert.Equal("""[{"name":"tax","definition":"d","examples":["e"],"type":"DENY"}]""", body["topicPolicyConfig"]!["topicsConfig"]!.ToJsonString());
        Assert.Equal("""{"wordsConfig":[{"text":"a"},{"text":"b"}],"managedWordListsConfig":[{"type":"PROFANITY"}]}""", body["wordPolicyConfig"]!.ToJsonString());
        Assert.Equal("""[{"type":"EMAIL","action":"ANONYMIZE"}]""", body["sensitiveInformationPolicyConfig"]!["piiEntitiesConfig"]!.ToJsonString());
        Assert.Equal(
            """[{"type":"GROUNDING","threshold":0.7},{"type":"RELEVANCE","threshold":0.6}]""", body["contextualGroundingPolicyConfig"]!["filtersConfig"]!.ToJsonString());
    }

    [Fact]
    public void The_short_way_changes_what_it_names()
    {
        string name = NewName();
        _endpoint.Run(
            $"$all = {Everything}; New-BRGuardrail {name} @all; Set-BRGuardrail {name} -ContentFilter @{{ HATE = 'LOW'; INSULTS = 'HIGH'; PROMPT_ATTACK = $null }} "
            + "-BlockedWord initech -PiiEntity @{ PHONE = $null } -GroundingThreshold 0.9");
        JsonNode sent = _endpoint.Body("UpdateGuardrail");
        JsonArray filters = sent["contentPolicyConfig"]!["filtersConfig"]!.AsArray();
        Assert.Equal(["HATE", "INSULTS"], filters.Select(static filter => (string)filter!["type"]!));
        Assert.Equal(("LOW", "LOW", "TEXT"), ((string)filters[0]!["inputStrength"]!, (string)filters[0]!["outputStrength"]!, (string)filters[0]!["inputModalities"]![0]!));
        Assert.Equal("STANDARD", (string)sent["contentPolicyConfig"]!["tierConfig"]!["tierName"]!);
        Assert.Equal("initech", (string)Assert.Single(sent["wordPolicyConfig"]!["wordsConfig"]!.AsArray())!["text"]!);
        Assert.Single(sent["wordPolicyConfig"]!["managedWordListsConfig"]!.AsArray());
        Assert.Equal("EMAIL", (string)Assert.Single(sent["sensitiveInformationPolicyConfig"]!["piiEntitiesConfig"]!.AsArray())!["type"]!);
        Assert.Single(sent["sensitiveInformationPolicyConfig"]!["regexesConfig"]!.AsArray());
        Assert.Equal([0.9, 0.5], sent["contextualGroundingPolicyConfig"]!["filtersConfig"]!.AsArray().Select(static filter => (double)filter!["threshold"]!));
    }

    [Fact]
    public void The_last_of_a_policy_takes_the_policy_with_it()
    {
        string name = NewName();
        _endpoint.Run($"New-BRGuardrail {name} {Messages} -BlockedWord a -BlockProfanity -PiiEntity @{{ EMAIL = 'BLOCK' }} -ContentPolicy @{{ filtersConfig = @(@{{ type = 'HATE'; inputStrength = 'LOW'; outputStrength = 'LOW' }}); tierConfig = @{{ tierName = 'CLASSIC' }} }}");
        _endpoint.Run($"Set-BRGuardrail {name} -BlockedWord @() -BlockProfanity:$false -ContentFilter @{{ HATE = $null }}");
        Assert.Equal(
            ["blockedInputMessaging", "blockedOutputsMessaging", "name", "sensitiveInformationPolicyConfig"],
            _endpoint.Body("UpdateGuardrail").AsObject().Select(static member => member.Key).Order());
    }

    [Fact]
    public void Short_and_full_may_be_given_together()
    {
        _endpoint.Run($"New-BRGuardrail {NewName()} {Messages} -ContentFilter @{{ HATE = 'HIGH' }} -ContentPolicy @{{ tierConfig = @{{ tierName = 'CLASSIC' }} }} -BlockedWord b -WordPolicy @{{ words = @(@{{ text = 'a' }}); managedWordLists = @(@{{ type = 'PROFANITY' }}) }}");
        JsonNode body = _endpoint.Body("CreateGuardrail");
        Assert.Equal("CLASSIC", (string)body["contentPolicyConfig"]!["tierConfig"]!["tierName"]!);
        Assert.Single(body["contentPolicyConfig"]!["filtersConfig"]!.AsArray());
        Assert.Equal("b", (string)Assert.Single(body["wordPolicyConfig"]!["wordsConfig"]!.AsArray())!["text"]!);
        Assert.Single(body["wordPolicyConfig"]!["managedWordListsConfig"]!.AsArray());
    }

    [Fact]
    public void A_guardrail_piped_into_new_is_copied_with_its_policies()
    {
        string name = NewName();
        _endpoint.Run($"$all = {Everything}; $all.Remove('GuardrailProfileId'); New-BRGuardrail {name} @all");
        JsonNode made = _endpoint.Body("CreateGuardrail");
        _endpoint.Run($"Get-BRGuardrail {name} | New-BRGuardrail -Name {name}-copy");
        JsonNode copy = _endpoint.Body("CreateGuardrail");
        foreach (JsonNode body in new[] { made, copy })
        {
            body.AsObject().Remove("clientRequestToken");
            body.AsObject().Remove("name");
        }

        Assert.Equal(Sorted(made), Sorted(copy));
    }

    [Fact]
    public void A_version_piped_into_remove_is_removed_alone()
    {
        string name = NewName();
        _endpoint.Run($"New-BRGuardrail {name} {Messages} -BlockedWord a; 1..3 | ForEach-Object {{ $null = New-BRGuardrailVersion {name} }}");
        _endpoint.Run($"Get-BRGuardrail {name} -AllVersion | Where-Object {{ $_.Version -in 1, 2 }} | Remove-BRGuardrail -Force");
        Assert.Equal(["3", "DRAFT"], _endpoint.Run($"Get-BRGuardrail {name} -AllVersion").Select(static version => (string)version.Properties["Version"].Value).Order());
        _endpoint.Run($"Get-BRGuardrail {name} | Remove-BRGuardrail -Force");
        Assert.Empty(_endpoint.Run($"Get-BRGuardrail {name}*"));
    }

    [Theory]
    [InlineData("Write to ann@example.com", "GUARDRAIL_INTERVENED", "Write to {EMAIL}", "SensitiveInformation EMAIL ANONYMIZED")]
    [InlineData("Is acme any good?", "GUARDRAIL_INTERVENED", "Not that.", "Word acme BLOCKED")]
    [InlineData("Hello", "NONE", "Hello", null)]
    public void A_text_is_held_against_a_guardrail(string text, string action, string output, string? finding)
    {
        string name = MakeSmall();
        GuardrailTestResult result = Assert.IsType<GuardrailTestResult>(_endpoint.One($"'{text}' | Test-BRGuardrail {name}").BaseObject);
        Assert.Equal((action, output, text, "INPUT"), (result.Action, result.Output, result.Text, result.Source));
        Assert.Equal(output, result.ToString());
        Assert.Equal(finding, result.Finding.Select(static found => $"{found.Policy} {found.Name} {found.Action}").SingleOrDefault());
        Assert.Equal(finding is null ? [] : [finding.Split(' ')[0]], result.Policy);
        Assert.Equal(1, Convert.ToInt32(result.Usage!.Properties["WordPolicyUnits"].Value));
    }

    [Fact]
    public void Each_input_has_its_result_and_a_wrong_one_keeps_none_of_the_others()
    {
        string name = MakeSmall();
        List<PSObject> results = _endpoint.Shell.Run(
            $"'acme', 7, [pscustomobject]@{{ Text = 'fine'; Id = 3 }}, @{{ Colour = 1 }} | Test-BRGuardrail {name}");
        Assert.Equal(["acme", "fine"], results.Select(static result => ((GuardrailTestResult)result.BaseObject).Text));
        Assert.Equal(2, _endpoint.Shell.Errors.Count);
        Assert.All(_endpoint.Shell.Errors, static error => Assert.StartsWith("InputUnsupported,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(3, ((PSObject)((GuardrailTestResult)results[1].BaseObject).InputObject!).Properties["Id"].Value);
    }

    [Theory]
    [InlineData("Leave is 30 days.", false)]
    [InlineData("Bananas are yellow fruit.", true)]
    public void An_answer_is_held_against_its_sources(string answer, bool intervenes)
    {
        string name = NewName();
        _endpoint.Run($"New-BRGuardrail {name} {Messages} -GroundingThreshold 0.5 -RelevanceThreshold 0.2");
        GuardrailTestResult result = (GuardrailTestResult)_endpoint.One(
            $"Test-BRGuardrail {name} '{answer}' -Source OUTPUT -Query 'How many days is leave?' -GroundingSource 'Employees get 30 days of leave.'").BaseObject;
        Assert.Equal(intervenes, result.Intervened);
        Assert.Equal(["GROUNDING", "RELEVANCE"], result.Finding.Select(static finding => finding.Name));
        Assert.All(result.Finding, static finding => Assert.NotNull(finding.Score));
        Assert.Equal(intervenes ? "Not said." : answer, result.Output);
        Assert.Equal(
            ["grounding_source", "query", "guard_content"],
            _endpoint.Body("ApplyGuardrail")["content"]!.AsArray().Select(static block => (string)block!["text"]!["qualifiers"]![0]!));
    }

    [Fact]
    public void Images_go_along_as_they_are()
    {
        const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
        string name = MakeSmall();
        _endpoint.One($"Test-BRGuardrail {name} 'what is this?' -Image (,[Convert]::FromBase64String('{Png}'))");
        JsonArray content = _endpoint.Body("ApplyGuardrail")["content"]!.AsArray();
        Assert.Equal(2, content.Count);
        Assert.Equal(("png", Png), ((string)content[1]!["image"]!["format"]!, (string)content[1]!["image"]!["source"]!["bytes"]!));
    }

    [Fact]
    public void A_version_may_stand_behind_the_name_or_come_with_the_object()
    {
        string name = MakeSmall();
        _endpoint.Run($"$null = New-BRGuardrailVersion {name}; Set-BRGuardrail {name} -BlockedWord other");
        Assert.True(Test($"Test-BRGuardrail {name}:1 acme").Intervened);
        Assert.False(Test($"Test-BRGuardrail {name} acme").Intervened);
        Assert.Equal("1", Test($"Get-BRGuardrail {name} -GuardrailVersion 1 | Test-BRGuardrail -Text acme").GuardrailVersion);
        Assert.Equal(2, _endpoint.Run($"Get-BRGuardrail {name} -AllVersion | Test-BRGuardrail -Text acme").Count);
    }

    [Fact]
    public void A_name_is_looked_up_once()
    {
        string name = MakeSmall();
        Assert.Equal(["ApplyGuardrail", "ListGuardrails"], _endpoint.Calls($"1..4 | ForEach-Object {{ 'x' }} | Test-BRGuardrail '{name.ToUpperInvariant()}'").Distinct().Order());
        Assert.Empty(_endpoint.Shell.Errors);
        Assert.Single(_endpoint.Calls($"'x', 'y' | Test-BRGuardrail '{name.ToUpperInvariant()}'"), static call => call == "ListGuardrails");
    }

    [Fact]
    public void Checks_need_no_guardrail_and_give_scores()
    {
        GuardrailTestResult result = Test("'You idiot, mail ann@example.com' | Test-BRGuardrail -ContentFilter * -PromptAttack JAILBREAK -PiiEntity EMAIL, PHONE");
        Assert.False(result.Intervened);
        Assert.Null(result.Guardrail);
        Assert.Equal(7, result.Finding.Length);
        GuardrailFinding email = Assert.Single(result.Finding, static finding => finding.Policy == "SensitiveInformation");
        Assert.Equal(("EMAIL", "ann@example.com"), (email.Name, email.Match));
        Assert.Equal(["EMAIL", "INSULTS"], result.Finding.Where(static finding => finding.Score > 0.5).Select(static finding => finding.Name).Order());
        Assert.Equal("user", (string)_endpoint.Body("InvokeGuardrailChecks")["messages"]![0]!["role"]!);
        Test("Test-BRGuardrail 'x' -ContentFilter HATE -Source OUTPUT");
        Assert.Equal("assistant", (string)_endpoint.Body("InvokeGuardrailChecks")["messages"]![0]!["role"]!);
    }

    [Theory]
    [InlineData("Test-BRGuardrail {0} x -WhatIf")]
    [InlineData("Test-BRGuardrail x -ContentFilter HATE -WhatIf")]
    public void A_rehearsed_test_costs_nothing(string script) =>
        Assert.Empty(_endpoint.Calls(string.Format(System.Globalization.CultureInfo.InvariantCulture, script, "g")));

    [Fact]
    public void A_guardrail_that_is_not_there_is_one_error_a_text()
    {
        _endpoint.Shell.Run("'a', 'b' | Test-BRGuardrail no-such-guardrail");
        Assert.Equal(["a", "b"], _endpoint.Shell.Errors.Select(static error => error.TargetObject));
        Assert.All(_endpoint.Shell.Errors, static error => Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category));
    }

    [Fact]
    public void One_guardrail_is_enforced_and_changed_part_by_part()
    {
        string name = MakeSmall();
        _endpoint.Run("Get-BREnforcedGuardrail | Remove-BREnforcedGuardrail -Force");
        Assert.StartsWith("ParameterInvalid", _endpoint.Error("Set-BREnforcedGuardrail -SystemGuarding SELECTIVE").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_endpoint.Run($"New-BRGuardrailVersion {name} | Set-BREnforcedGuardrail -WhatIf; Get-BREnforcedGuardrail"));
        PSObject enforced = _endpoint.One($"Set-BREnforcedGuardrail {name} 1 -ExcludedModel amazon.nova-lite-v1:0 -MessageGuarding COMPREHENSIVE -PassThru");
        Assert.Equal("1", enforced.Properties["GuardrailVersion"].Value);
        PSObject changed = _endpoint.One("Set-BREnforcedGuardrail -SystemGuarding SELECTIVE -PassThru");
        Assert.Equal(enforced.Properties["ConfigId"].Value, changed.Properties["ConfigId"].Value);
        JsonNode sent = _endpoint.Body("PutEnforcedGuardrailConfiguration")["guardrailInferenceConfig"]!;
        Assert.Equal("""{"messages":"COMPREHENSIVE","system":"SELECTIVE"}""", Sorted(sent["selectiveContentGuarding"]!));
        Assert.Equal("""{"excludedModels":["amazon.nova-lite-v1:0"],"includedModels":["ALL"]}""", Sorted(sent["modelEnforcement"]!));
        _endpoint.Run($"Get-BRGuardrail {name} | Remove-BREnforcedGuardrail -Force");
        Assert.Empty(_endpoint.Run("Get-BREnforcedGuardrail"));
        Assert.StartsWith("ResourceNotFound", _endpoint.Error("Remove-BREnforcedGuardrail abcdef -Force").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private string MakeSmall()
    {
        string name = NewName();
        _endpoint.Run($"New-BRGuardrail {name} {Messages} -BlockedWord acme -PiiEntity @{{ EMAIL = 'ANONYMIZE' }}");
        return name;
    }

    private GuardrailTestResult Test(string script) => (GuardrailTestResult)_endpoint.One(script).BaseObject;

    /// <summary>JSON with its members in order.</summary>
    private static string Sorted(JsonNode node) => node switch
    {
        JsonObject map => "{" + string.Join(',', map.OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => $"\"{member.Key}\":{Sorted(member.Value!)}")) + "}",
        JsonArray list => "[" + string.Join(',', list.Select(static item => Sorted(item!))) + "]",
        _ => node.ToJsonString(),
    };
}
