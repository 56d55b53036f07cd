using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Access;

public sealed class AccessTests : EndpointSession
{
    /// <summary>A model whose terms nobody has agreed to yet.</summary>
    private const string Unagreed = "anthropic.claude-opus-4-20250514-v1:0";

    [Fact]
    public void Every_model_of_the_region_is_shown_and_a_summary_sums_up()
    {
        List<ModelAccess> all = Access("Get-BRModelAccess");
        Assert.True(all.Count > 50);
        Assert.Equal(ModelAccessStatus.AgreementNeeded, all.Single(static access => access.Model == Unagreed).Status);
        Assert.Equal("us-east-1", all[0].Region);
        Assert.Equal([Nova], Access("Get-BRModelAccess nova-lite").Select(static access => access.Model));
        Assert.Equal([Nova], Access($"Get-BRModelAccess us.{Nova}").Select(static access => access.Model));
        Assert.Equal([Nova], Access($"'arn:aws:bedrock:us-east-1::foundation-model/{Nova}' | Get-BRModelAccess").Select(static access => access.Model));
        Assert.Equal([Nova, "amazon.nova-pro-v1:0"], Access("Get-BRModel amazon.nova-lite*, amazon.nova-pro-v1:0 | Get-BRModelAccess").Select(static access => access.Model));
        Assert.Single(Shell.Run("foreach ($once in 1) { Get-BRModelAccess | ForEach-Object { $_; break } }"));
    }

    [Theory]
    [InlineData("AVAILABLE", "AUTHORIZED", "AVAILABLE", "AVAILABLE", ModelAccessStatus.Available)]
    [InlineData("NOT_AVAILABLE", "AUTHORIZED", "AVAILABLE", "AVAILABLE", ModelAccessStatus.NotInRegion)]
    [InlineData("AVAILABLE", "NOT_AUTHORIZED", "NOT_AVAILABLE", "AVAILABLE", ModelAccessStatus.NotAuthorized)]
    [InlineData("AVAILABLE", "AUTHORIZED", "NOT_AVAILABLE", "NOT_AVAILABLE", ModelAccessStatus.AgreementNeeded)]
    [InlineData("AVAILABLE", "AUTHORIZED", "PENDING", "NOT_AVAILABLE", ModelAccessStatus.AgreementPending)]
    [InlineData("AVAILABLE", "AUTHORIZED", "ERROR", "NOT_AVAILABLE", ModelAccessStatus.AgreementFailed)]
    [InlineData("AVAILABLE", "AUTHORIZED", "AVAILABLE", "NOT_AVAILABLE", ModelAccessStatus.NotEntitled)]
    public void The_first_thing_in_the_way_is_the_status(string region, string authorization, string agreement, string entitlement, ModelAccessStatus status) =>
        Assert.Equal(status, ModelAccess.Sum(region, authorization, agreement, entitlement));

    [Fact]
    public void One_wrong_name_among_several_fails_alone()
    {
        Assert.Equal([Nova], Access($"Get-BRModelAccess no-such-model, {Nova}, arn:aws:bedrock:us-east-1:123456789012:guardrail/abc").Select(static access => access.Model));
        Assert.Equal(
            [("ModelNotFound", "no-such-model"), ("ParameterInvalid", "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc")],
            Shell.Errors.Select(static error => (error.FullyQualifiedErrorId.Split(',')[0], (string)error.TargetObject)));
    }

    [Fact]
    public void An_agreement_is_made_with_the_piped_offer_and_ended()
    {
        ModelAgreement offer = Shell.One<ModelAgreement>($"Get-BRModelAgreement {Unagreed}");
        Assert.NotEmpty(offer.OfferToken);
        Assert.NotEmpty(offer.Price);
        ModelAccess access = Shell.One<ModelAccess>("$offer | Approve-BRModelAgreement -Force -PassThru", ("offer", offer));
        Assert.Equal(ModelAccessStatus.Available, access.Status);

        Shell.Run($"Approve-BRModelAgreement {Unagreed} -Force");
        Assert.Equal("Conflict", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);

        Shell.Run($"Get-BRModelAccess {Unagreed} | Remove-BRModelAgreement -Confirm:$false");
        Assert.Empty(Shell.Errors);
        Assert.Equal(ModelAccessStatus.AgreementNeeded, Assert.Single(Access($"Get-BRModelAccess {Unagreed}")).Status);
    }

    [Fact]
    public void A_rehearsal_agrees_to_nothing_even_with_Force()
    {
        Shell.Run($"Approve-BRModelAgreement {Unagreed} -Force -WhatIf; Remove-BRModelAgreement {Nova} -WhatIf");
        Assert.Empty(Shell.Errors);
        Assert.Equal(ModelAccessStatus.AgreementNeeded, Assert.Single(Access($"Get-BRModelAccess {Unagreed}")).Status);
        Assert.Equal(ModelAccessStatus.Available, Assert.Single(Access($"Get-BRModelAccess {Nova}")).Status);
    }

    [Fact]
    public void An_offer_that_is_not_there_is_not_agreed_to()
    {
        Shell.Run($"Approve-BRModelAgreement {Unagreed} -OfferToken another -Force");
        Assert.Equal("ResourceNotFound", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void The_use_case_form_is_an_object_and_comes_back_as_one()
    {
        Shell.Run("Get-BRModelUseCase");
        Assert.Equal("ResourceNotFound", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        PSObject form = Assert.Single(Shell.Run("Set-BRModelUseCase @{ companyName = 'Example Corp'; intendedUsers = '0' }; Get-BRModelUseCase"));
        Assert.Equal("BedrockPS.ModelUseCase", form.TypeNames[0]);
        Assert.Equal("Example Corp", form.Properties["companyName"].Value);

        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """{"companyName":"Other","useCases":["chat"]}""");
            Assert.Equal("Other", Assert.Single(Shell.Run("Set-BRModelUseCase -Path $path; (Get-BRModelUseCase).companyName", ("path", path))).ToString());
            File.WriteAllText(path, "no json");
            Shell.Run("Set-BRModelUseCase -Path $path; Set-BRModelUseCase 'no json'; Set-BRModelUseCase @{ a = 'what is left of it' } -WhatIf");
            Assert.Equal(["BodyInvalid", "BodyInvalid"], Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        }
        finally
        {
            File.Delete(path);
        }

        // It goes back in the words it came in.
        Shell.Run("Get-BRModelUseCase | Set-BRModelUseCase");
        string sent = JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!["formData"]!.GetValue<string>();
        Assert.Equal("""{"companyName":"Other","useCases":["chat"]}""", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(sent)), ignoreCase: true);
    }

    [Fact]
    public void The_doctor_finds_a_missing_agreement_and_repairs_it()
    {
        Dictionary<string, AccessCheck> checks = Checks($"Test-BRModelAccess {Unagreed}");
        Assert.Equal(
            ["Region", "Identity", "Model", "Lifecycle", "Availability", "Agreement", "InferenceProfile", "Policy", "Call"],
            checks.Keys);
        Assert.Equal(AccessStatus.Failed, checks["Agreement"].Status);
        Assert.Contains("Approve-BRModelAgreement", checks["Agreement"].Fix, StringComparison.Ordinal);
        Assert.Equal(AccessStatus.Denied, checks["Call"].Status);
        Assert.Equal(AccessStatus.Warning, checks["InferenceProfile"].Status);
        Assert.Contains("us-east-1, us-east-2, us-west-2", checks["InferenceProfile"].Evidence, StringComparison.Ordinal);
        Assert.Contains("us." + Unagreed, checks["InferenceProfile"].Fix, StringComparison.Ordinal);

        Assert.Equal(AccessStatus.Failed, Checks($"Test-BRModelAccess {Unagreed} -Repair -WhatIf")["Agreement"].Status);
        checks = Checks($"Test-BRModelAccess {Unagreed} -Repair -Confirm:$false");
        Assert.Equal(AccessStatus.OK, checks["Agreement"].Status);
        Assert.Equal(AccessStatus.OK, checks["Call"].Status);
    }

    [Fact]
    public void A_call_is_made_only_where_it_is_wanted_and_counts()
    {
        static int Calls(IReadOnlyList<LocalEndpointRequest> requests) => requests.Count(static request => request.Operation == "Converse");
        Assert.Equal(AccessStatus.Skipped, Checks("Test-BRModelAccess nova-lite -SkipCall")["Call"].Status);
        Assert.Equal(AccessStatus.Skipped, Checks("Test-BRModelAccess nova-lite -WhatIf")["Call"].Status);
        Assert.Equal(AccessStatus.Skipped, Checks("Test-BRModelAccess titan-embed-text-v2")["Call"].Status);
        Assert.Equal(0, Calls(Endpoint.GetRequest()));
        Assert.Equal(AccessStatus.OK, Checks("Clear-BRUsage; Test-BRModelAccess nova-lite")["Call"].Status);
        Assert.Equal(1, Calls(Endpoint.GetRequest()));
        Assert.Equal(1, Shell.One<ModelUsage>("Get-BRUsage").Calls);
    }

    [Fact]
    public void Models_and_regions_are_tested_one_by_one_and_a_name_that_is_none_is_told()
    {
        List<AccessCheck> checks = [.. Shell.Run("'nova-premier', 'no-such-model' | Test-BRModelAccess -Region us-east-1, eu-west-1 -SkipCall").Select(static item => (AccessCheck)item.BaseObject)];
        Assert.Empty(Shell.Errors);
        Assert.Equal(36, checks.Count);
        Assert.Equal(
            [("nova-premier", "us-east-1"), ("nova-premier", "eu-west-1"), ("no-such-model", "us-east-1"), ("no-such-model", "eu-west-1")],
            checks.Select(static check => (check.Model, check.Region!)).Distinct());
        Assert.Equal(AccessStatus.Failed, checks.Single(static check => check is { Model: "nova-premier", Region: "eu-west-1", Check: "InferenceProfile" }).Status);
        Assert.Equal(2, checks.Count(static check => check is { Model: "no-such-model", Check: "Model", Status: AccessStatus.Failed }));
        Assert.All(checks.Where(static check => check is { Model: "no-such-model", Check: "Agreement" }), static check => Assert.Equal(AccessStatus.Skipped, check.Status));
    }

    [Theory]
    [InlineData("ListFoundationModels", "Model")]
    [InlineData("GetFoundationModelAvailability", "Availability")]
    [InlineData("Converse", "Call")]
    public void What_may_not_be_looked_at_is_denied_and_the_rest_goes_on(string operation, string check)
    {
        Endpoint.SetFault(operation + "@denied");
        Dictionary<string, AccessCheck> checks = Checks($"Test-BRModelAccess {Nova}");
        Assert.Equal(9, checks.Count);
        if (check != "Model")
        {
            Assert.Equal(AccessStatus.Denied, checks[check].Status);
            Assert.NotEmpty(checks[check].Fix!);
        }
        else
        {
            // Its details come from the model itself.
            Assert.Equal(AccessStatus.OK, checks["Model"].Status);
            Assert.Equal(AccessStatus.Denied, checks["InferenceProfile"].Status);
            Assert.Contains("bedrock:ListFoundationModels", checks["InferenceProfile"].Fix, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_application_profile_is_tested_as_the_model_behind_it()
    {
        Shell.Run("$profile = New-BRInferenceProfile mine us.amazon.nova-premier-v1:0");
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        Dictionary<string, AccessCheck> checks = Checks("Test-BRModelAccess $profile.InferenceProfileArn");
        Assert.Contains("amazon.nova-premier-v1:0", checks["Model"].Evidence, StringComparison.Ordinal);
        Assert.Equal(AccessStatus.OK, checks["InferenceProfile"].Status);
        Assert.Contains("us-east-1, us-east-2, us-west-2", checks["InferenceProfile"].Evidence, StringComparison.Ordinal);
        Assert.Equal(AccessStatus.OK, checks["Call"].Status);
    }

    [Fact]
    public void Names_of_models_and_regions_complete()
    {
        Assert.Contains(Nova, Complete("Get-BRModelAccess amazon.nova-l"));
        Assert.Contains("eu-west-1", Complete("Test-BRModelAccess nova-lite -Region eu-w"));
        Assert.Contains("PUBLIC", Complete("Get-BRModelAgreement nova-lite -OfferType P"));
    }

    private string[] Complete(string line) =>
        [.. Shell.Run("(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText", ("line", line)).Select(static text => text.ToString())];

    private List<ModelAccess> Access(string script) => [.. Shell.Run(script).Select(static item => (ModelAccess)item.BaseObject)];

    private Dictionary<string, AccessCheck> Checks(string script)
    {
        Dictionary<string, AccessCheck> checks = Shell.Run(script).Select(static item => (AccessCheck)item.BaseObject).ToDictionary(static check => check.Check);
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        return checks;
    }
}
