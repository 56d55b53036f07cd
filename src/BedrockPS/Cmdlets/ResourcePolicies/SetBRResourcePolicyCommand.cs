using System.Management.Automation;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Puts a policy on resources, in place of the one they have.</summary>
[Cmdlet(VerbsCommon.Set, "BRResourcePolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = PolicySet)]
[Calls("bedrock", "PutResourcePolicy")]
[Calls("bedrock-agent", "PutResourcePolicy")]
[OutputType(typeof(ResourcePolicy))]
public sealed class SetBRResourcePolicyCommand : ArnCmdlet
{
    private const string PolicySet = "Policy";
    private const string PathSet = "Path";

    /// <summary>ARNs, or objects that have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ResourceArn")]
    [ResourceArn]
    public string[] Arn { get; set; } = null!;

    /// <summary>The policy: a hashtable, an object or JSON text, up to 20480 characters.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = PolicySet)]
    public object Policy { get; set; } = null!;

    /// <summary>A file with the policy as JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    public string Path { get; set; } = null!;

    /// <summary>The revision it may replace, as Get-BRResourcePolicy shows it; with another one there, this fails. Agents, knowledge bases, flows and prompts only.</summary>
    [Parameter]
    public string? RevisionId { get; set; }

    /// <summary>Replaces without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the policy as it then is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string[] Arns => Arn;

    protected override void Process()
    {
        string json = ValueBytes.Utf8.GetString(
            ParameterSetName == PathSet ? JsonArgument.FromFile(this, Path) : JsonArgument.ToBytes(Policy, "-Policy"));
        ForEachArn(arn =>
        {
            if (!IsSpared(Force) && !ShouldProcess($"policy of {arn}", "PutResourcePolicy"))
            {
                return;
            }

            ResourcePolicyApi api = new(Api);
            Wait(api.PutAsync(arn, json, RevisionId, StopToken));
            if (PassThru)
            {
                WriteObject(Wait(api.GetAsync(arn, StopToken)));
            }
        });
    }
}
