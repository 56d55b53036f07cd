using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Shows where the account logs its calls of models in a region, and whether it does.</summary>
[Cmdlet(VerbsCommon.Get, "BRInvocationLogging")]
[OutputType(typeof(InvocationLogging))]
public sealed class GetBRInvocationLoggingCommand : GetResourceCmdlet
{
    private protected override ResourceType Type => ResourceTypes.InvocationLogging;

    private protected override PSObject Show(ResourceContent content) => new(InvocationLoggingReader.Read(content.Values, Api.Region));
}
