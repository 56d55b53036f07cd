using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>What all resource cmdlets share, tried on guardrails.</summary>
public sealed class ResourceCmdletTests : IClassFixture<ResourceEndpoint>
{
    private const string Messages = "-BlockedInputMessage no -BlockedOutputMessage no";

    private readonly ResourceEndpoint _endpoint;

    public ResourceCmdletTests(ResourceEndpoint endpoint) => _endpoint = endpoint;

    private static string NewName() => "G-" + Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public void A_name_an_id_and_an_arn_find_the_same_one()
    {
        (string name, PSObject made) = Make();
        foreach (string given in new[] { name, name.ToLowerInvariant(), Text(made, "GuardrailId"), Text(made, "GuardrailArn") })
        {
            Assert.Equal(Text(made, "GuardrailId"), Text(_endpoint.One("Get-BRGuardrail $given", ("given", given)), "GuardrailId"));
        }

        _endpoint.Run("Set-BRGuardrail $name -Description new", ("name", name));
        Assert.Equal("new", Text(_endpoint.One("Get-BRGuardrail $name", ("name", name)), "Description"));
        _endpoint.Run("Remove-BRGuardrail $name -Force", ("name", name));
        Assert.Empty(_endpoint.Run("Get-BRGuardrail \"$name*\"", ("name", name)));
    }

    [Fact]
    public void A_name_that_several_have_is_refused_with_their_ids()
    {
        // The service keeps names apart by upper and lower case, and people do not.
        (string name, PSObject one) = Make();
        PSObject other = _endpoint.One($"New-BRGuardrail {name.ToLowerInvariant()} {Messages}");
        ErrorRecord error = _endpoint.Error($"Get-BRGuardrail {name.ToUpperInvariant()}");
        Assert.StartsWith("NameAmbiguous,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Text(one, "GuardrailId"), error.ToString(), StringComparison.Ordinal);
        Assert.Contains(Text(other, "GuardrailId"), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Wildcards_give_those_whose_name_or_id_fits_and_no_error_where_none_does()
    {
        string name = NewName();
        string[] ids = [.. new[] { "a", "b", "c" }.Select(end => Text(_endpoint.One($"New-BRGuardrail {name}-{end} {Messages}"), "GuardrailId"))];
        Assert.Equal(ids, _endpoint.Run($"Get-BRGuardrail {name}-*").Select(found => Text(found, "GuardrailId")));
        Assert.Equal(ids[1], Text(_endpoint.One($"Get-BRGuardrail {ids[1][..11]}?"), "GuardrailId"));
        Assert.Equal(2, _endpoint.Run($"Get-BRGuardrail {name}-[ab]").Count);
        Assert.Empty(_endpoint.Run("Get-BRGuardrail nothing-has-this-*"));
    }

    [Theory]
    [InlineData("Get-BRGuardrail -Id @()")]
    [InlineData("Get-BRGuardrail -Id ''")]
    [InlineData("Set-BRGuardrail -Id '' -Description x")]
    [InlineData("Remove-BRGuardrail -Id '' -Force")]
    [InlineData("'' | Remove-BRGuardrail -Force")]
    public void An_empty_id_means_nothing_and_surely_not_everything(string script)
    {
        Make();
        int before = Count();
        Exception? thrown = Record.Exception(() => Assert.Empty(_endpoint.Shell.Run(script)));
        Assert.True(thrown is RuntimeException || _endpoint.Shell.Errors.Count > 0, "It was taken.");
        Assert.Equal(before, Count());
    }

    [Fact]
    public void An_object_without_an_id_is_not_taken_for_one()
    {
        ErrorRecord error = _endpoint.Error("[pscustomobject]@{ Colour = 'red' } | Remove-BRGuardrail -Force");
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Empty(_endpoint.Calls("[pscustomobject]@{ Colour = 'red' } | Get-BRGuardrail -ErrorAction SilentlyContinue"));
    }

    [Fact]
    public void The_region_travels_with_the_object()
    {
        string name = NewName();
        _endpoint.Run($"New-BRGuardrail {name} {Messages} -Region eu-west-1");
        Assert.Empty(_endpoint.Run($"Get-BRGuardrail {name}*"));
        PSObject found = _endpoint.One($"Get-BRGuardrail {name} -Region eu-west-1 | Set-BRGuardrail -Description there -PassThru");
        Assert.Equal(("eu-west-1", "there"), (Text(found, "Region"), Text(found, "Description")));
        _endpoint.Run($"Get-BRGuardrail {name} -Region eu-west-1 | Remove-BRGuardrail -Force");
        Assert.Empty(_endpoint.Run($"Get-BRGuardrail {name}* -Region eu-west-1"));
    }

    [Theory]
    [InlineData("-Force", true)]
    [InlineData("-Confirm:$false", true)]
    [InlineData("-WhatIf", false)]
    [InlineData("-Force -WhatIf", false)]
    public void A_removal_is_done_when_it_was_agreed_to(string how, bool isDone)
    {
        (string name, _) = Make();
        string[] calls = _endpoint.Calls($"Remove-BRGuardrail {name} {how}");
        Assert.Equal(isDone, calls.Contains("DeleteGuardrail"));
        Assert.Equal(isDone, _endpoint.Run($"Get-BRGuardrail {name}*").Count == 0);
    }

    [Fact]
    public void The_preference_to_rehearse_holds_against_force()
    {
        (string name, _) = Make();
        Assert.DoesNotContain("DeleteGuardrail", _endpoint.Calls($"$WhatIfPreference = $true; try {{ Remove-BRGuardrail {name} -Force }} finally {{ $WhatIfPreference = $false }}"));
    }

    [Fact]
    public void Without_agreement_nobody_to_ask_means_no()
    {
        (string name, _) = Make();
        _endpoint.Shell.Run($"try {{ Remove-BRGuardrail {name} }} catch {{ }}");
        _endpoint.One($"Get-BRGuardrail {name}");
    }

    [Theory]
    [InlineData("-WordPolicy @{ wordsConfig = @(@{ txt = 'a' }) }", "wordPolicyConfig.wordsConfig[0].txt")]
    [InlineData("-ContentPolicy @{ filterConfig = @() }", "contentPolicyConfig.filterConfig")]
    [InlineData("-DeniedTopic @{ Name = 'x' }", "topicPolicyConfig.topicsConfig[0].definition")]
    public void A_wrong_member_is_named_with_its_path_before_anything_is_sent(string parameter, string path)
    {
        string script = $"New-BRGuardrail {NewName()} {Messages} {parameter}";
        Assert.DoesNotContain("CreateGuardrail", _endpoint.Calls(script));
        ErrorRecord error = Assert.Single(_endpoint.Shell.Errors);
        Assert.Contains(path, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_typed_parameter_that_means_nothing_is_refused_and_a_piped_one_is_not()
    {
        (string name, _) = Make();
        ErrorRecord error = _endpoint.Error("Get-BRGuardrail -GuardrailVersion 1");
        Assert.Contains("-GuardrailVersion means nothing to ListGuardrails", error.ToString(), StringComparison.Ordinal);
        _endpoint.One($"[pscustomobject]@{{ GuardrailVersion = 'DRAFT' }} | Get-BRGuardrail -First 1");
        Assert.Equal(name, Text(_endpoint.One($"Get-BRGuardrail {name} | Get-BRGuardrail"), "Name"));
    }

    [Fact]
    public void A_list_ends_when_enough_is_there()
    {
        string name = NewName();
        _endpoint.Run($"1..12 | ForEach-Object {{ $null = New-BRGuardrail \"{name}-$_\" {Messages} -Region ap-south-1 }}");
        Assert.Equal(12, _endpoint.Run("Get-BRGuardrail -Region ap-south-1").Count);
        Assert.Equal(2, _endpoint.Run("Get-BRGuardrail -Region ap-south-1 -First 2").Count);
        Assert.Equal([$"{name}-6", $"{name}-7"], _endpoint.Run("Get-BRGuardrail -Region ap-south-1 -Skip 5 -First 2").Select(found => Text(found, "Name")));
        Assert.Single(_endpoint.Run("Get-BRGuardrail -Region ap-south-1 | ForEach-Object { $_; break }"));
    }

    [Fact]
    public void Of_several_ids_one_that_fails_is_an_error_and_the_others_are_shown()
    {
        (string one, _) = Make();
        (string two, _) = Make();
        List<PSObject> found = _endpoint.Shell.Run($"Get-BRGuardrail {one}, no-such-guardrail, {two}");
        Assert.Equal([one, two], found.Select(guardrail => Text(guardrail, "Name")));
        ErrorRecord error = Assert.Single(_endpoint.Shell.Errors);
        Assert.Equal("ResourceNotFound", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("no-such-guardrail", error.TargetObject);
        Assert.Contains("Get-BRGuardrail", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_refused_to_the_caller_is_an_error_of_each_input()
    {
        (string name, _) = Make();
        _endpoint.Local.SetFault("denied");
        Assert.Empty(_endpoint.Shell.Run($"'{name}', '{name}' | Get-BRGuardrail"));
        _endpoint.Local.ClearFault();
        Assert.Equal(2, _endpoint.Shell.Errors.Count);
        Assert.All(_endpoint.Shell.Errors, error => Assert.Equal((ErrorCategory.PermissionDenied, name), (error.CategoryInfo.Category, error.TargetObject)));
    }

    private (string Name, PSObject Made) Make()
    {
        string name = NewName();
        return (name, _endpoint.One($"New-BRGuardrail {name} {Messages} -BlockedWord acme"));
    }

    private int Count() => _endpoint.Run("Get-BRGuardrail").Count;

    private static string Text(PSObject value, string property) => (string)value.Properties[property].Value;
}
