using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Resources;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>Tags and policies of whatever has an ARN, in the services' two forms.</summary>
public sealed class TagAndPolicyTests : EndpointSession
{
    private const string Guardrail = "$resource = New-BRGuardrail tagged -BlockedInputMessage 'Not that.' -BlockedOutputMessage 'Not said.'";

    private const string Prompt = "$resource = Invoke-BRApi bedrock-agent CreatePrompt @{ name = 'tagged' }";

    public static TheoryData<string, string> Resources => new() { { Guardrail, "bedrock" }, { Prompt, "bedrock-agent" } };

    [Theory]
    [MemberData(nameof(Resources))]
    public void Tags_are_added_shown_and_removed(string make, string service)
    {
        Shell.Run(make);
        ResourceTag tags = Shell.One<ResourceTag>("$resource | Add-BRTag -Tag @{ team = 'ops'; cost = 42 } -PassThru");
        Assert.Equal(["cost", "team"], tags.Tag.Keys.Cast<string>());
        Assert.Equal("42", tags.Tag["cost"]);
        Assert.Contains(Endpoint.GetRequest(), request => request.Operation == "TagResource" && request.Service == service);
        Assert.Equal("ops", Shell.One<string>("($resource | Get-BRTag).Tag.team"));
        Assert.Equal(2, Shell.One<ResourceTag>("$resource | Remove-BRTag -Key team -WhatIf; $resource | Get-BRTag").Tag.Count);
        tags = Shell.One<ResourceTag>("$resource | Remove-BRTag -Key team, none; $resource | Get-BRTag");
        Assert.Equal(["cost"], tags.Tag.Keys.Cast<string>());
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void Tags_of_one_are_given_to_another()
    {
        Shell.Run(Guardrail + "; $one = $resource; $one | Add-BRTag -Tag @{ team = 'ops' }; " + Prompt);
        Assert.Equal("ops", Shell.One<string>("$one | Get-BRTag | Add-BRTag -Arn $resource; ($resource | Get-BRTag).Tag.team"));
    }

    [Fact]
    public void The_ARN_tells_the_region_and_a_wrong_one_fails_alone()
    {
        const string Elsewhere = "arn:aws:bedrock:eu-west-1:123456789012:guardrail/abcdefghijkl";
        Shell.Run(Guardrail);
        List<PSObject> tags = Shell.Run($"'no-arn', $resource.GuardrailArn, '{Elsewhere}' | Get-BRTag");
        Assert.Single(tags);
        Assert.Equal(
            [("ParameterInvalid", "no-arn"), ("ResourceNotFound", Elsewhere)],
            Shell.Errors.Select(static error => (error.FullyQualifiedErrorId.Split(',')[0], error.TargetObject.ToString()!)));
        Assert.Equal("eu-west-1", Endpoint.GetRequest()[^1].Region);
        Assert.Contains("eu-west-1", Shell.Errors[1].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_without_an_ARN_of_its_own_is_refused()
    {
        Shell.Run("[pscustomobject]@{ RoleArn = 'arn:aws:iam::1:role/x' } | Get-BRTag");
        Assert.Single(Shell.Errors);
        Shell.Run("[pscustomobject]@{ OneArn = 'arn:aws:bedrock:us-east-1:1:flow/a'; OtherArn = 'arn:aws:bedrock:us-east-1:1:flow/b' } | Get-BRTag");
        Assert.Single(Shell.Errors);
    }

    [Theory]
    [InlineData("guardrail/a", "bedrock", "guardrail", "a")]
    [InlineData("agent-alias/A/B", "bedrock-agent", "agent-alias", "A/B")]
    [InlineData("knowledge-base/K", "bedrock-agent", "knowledge-base", "K")]
    [InlineData("session/s", "bedrock-agent-runtime", "session", "s")]
    [InlineData("custom-model/amazon.nova-lite-v1:0/abc", "bedrock", "custom-model", "amazon.nova-lite-v1:0/abc")]
    public void An_ARN_is_taken_apart(string resource, string service, string kind, string id)
    {
        ResourceArn arn = ResourceArn.Parse("arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:" + resource);
        Assert.Equal((service, kind, id, "us-gov-west-1", "123456789012", "aws-us-gov"), (arn.Service, arn.Kind, arn.Id, arn.Region, arn.Account, arn.Partition));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_policy_is_put_shown_and_removed(string make, string service)
    {
        Shell.Run(make);
        ResourcePolicy policy = Shell.One<ResourcePolicy>(
            "$resource | Set-BRResourcePolicy -Policy @{ Version = '2012-10-17'; Statement = @(@{ Effect = 'Allow'; Principal = '*'; Action = 'bedrock:*'; Resource = '*' }) } -PassThru -Force");
        Assert.Contains("\"Effect\":\"Allow\"", policy.Json, StringComparison.Ordinal);
        Assert.Equal("2012-10-17", ((PSObject)policy.Policy!).Properties["Version"].Value);
        Assert.Equal(service == "bedrock-agent", policy.RevisionId is not null);
        Assert.Equal(policy.Json, Shell.One<ResourcePolicy>("$resource | Set-BRResourcePolicy -Policy '{}' -Force -WhatIf; $resource | Get-BRResourcePolicy").Json);

        Shell.Run("$resource | Get-BRResourcePolicy | Remove-BRResourcePolicy -Confirm:$false");
        Assert.Empty(Shell.Errors);
        Shell.Run("$resource | Get-BRResourcePolicy");
        Assert.Equal("ResourceNotFound", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void A_revision_keeps_others_changes_from_being_lost_where_they_are_counted()
    {
        const string Put = "$resource | Set-BRResourcePolicy -Policy '{\"Statement\":[]}' -Force -RevisionId ";
        Shell.Run(Prompt + "; $resource | Set-BRResourcePolicy -Policy '{\"Version\":\"1\"}' -Force; " + Put + "another");
        Assert.Equal("Conflict", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Shell.Run(Put + "($resource | Get-BRResourcePolicy).RevisionId");
        Assert.Empty(Shell.Errors);
        Shell.Run(Guardrail + "; " + Put + "another");
        Assert.Equal("ParameterInvalid", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("Set-BRResourcePolicy arn:aws:bedrock:us-east-1:1:flow/a '{' -Force")]
    [InlineData("Set-BRResourcePolicy arn:aws:bedrock:us-east-1:1:flow/a 5 -Force")]
    [InlineData("Set-BRResourcePolicy arn:aws:bedrock:us-east-1:1:flow/a -Path ./no-such-file.json -Force")]
    public void A_policy_that_is_none_is_refused_before_anything_is_sent(string script)
    {
        int before = Endpoint.GetRequest().Count;
        Shell.Run(script + "");
        Assert.Single(Shell.Errors);
        Assert.Equal(before, Endpoint.GetRequest().Count);
    }
}
