using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Says how the account's prompts and answers are kept in a region.</summary>
[Cmdlet(VerbsCommon.Set, "BRDataRetention", SupportsShouldProcess = true)]
[OutputType("BedrockPS.DataRetention")]
public sealed class SetBRDataRetentionCommand : SetResourceCmdlet
{
    /// <summary>default, none, inherit, or provider_data_share, which shares data with the model's provider.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string Mode { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.DataRetention;
}
