using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Ends the logging of the account's calls of models in a region. What was logged stays. PowerShell asks first.</summary>
[Cmdlet(VerbsCommon.Remove, "BRInvocationLogging", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRInvocationLoggingCommand : RemoveResourceCmdlet
{
    private protected override ResourceType Type => ResourceTypes.InvocationLogging;
}
