using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Shows how the account's prompts and answers are kept in a region.</summary>
[Cmdlet(VerbsCommon.Get, "BRDataRetention")]
[OutputType("BedrockPS.DataRetention")]
public sealed class GetBRDataRetentionCommand : GetResourceCmdlet
{
    private protected override ResourceType Type => ResourceTypes.DataRetention;
}
