using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>An ARN says where its resource is; the session's region is for ids and names.</summary>
public sealed class ArnRegionTests : EndpointSession
{
    private const string Make = "$arn = (New-BRGuardrail pii -BlockedInputMessage no -BlockedOutputMessage no -Region eu-west-1).GuardrailArn; ";

    [Fact]
    public void A_resource_is_shown_changed_and_removed_where_its_ARN_says()
    {
        PSObject shown = Assert.Single(Shell.Run(Make + "Get-BRGuardrail $arn"));
        Assert.Equal("eu-west-1", shown.Properties["Region"].Value);
        Shell.Run("Set-BRGuardrail $arn -Description changed; $arn | Remove-BRGuardrail -Force");
        Assert.Empty(Shell.Errors);
        Assert.Empty(Shell.Run("Get-BRGuardrail -Region eu-west-1"));
    }

    [Fact]
    public void What_comes_after_it_is_asked_for_in_the_session_s_region()
    {
        Shell.Run(Make + "$null = New-BRGuardrail here -BlockedInputMessage no -BlockedOutputMessage no");
        Assert.Equal(["eu-west-1", "us-east-1"], Shell.Run("$arn, 'here' | Get-BRGuardrail").Select(static item => item.Properties["Region"].Value));
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_region_that_is_given_comes_first()
    {
        Shell.Run(Make + "Get-BRGuardrail $arn -Region us-east-1");
        Assert.StartsWith("ResourceNotFound,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
    }
}
