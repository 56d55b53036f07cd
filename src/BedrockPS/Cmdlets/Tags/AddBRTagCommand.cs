using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Adds tags to anything of Bedrock's that has an ARN; a tag of the same name gets the new value.</summary>
[Cmdlet(VerbsCommon.Add, "BRTag", SupportsShouldProcess = true)]
[Calls("bedrock", "TagResource")]
[Calls("bedrock-agent", "TagResource")]
[Calls("bedrock-agent-runtime", "TagResource")]
[OutputType(typeof(ResourceTag))]
public sealed class AddBRTagCommand : ArnCmdlet
{
    /// <summary>ARNs, or objects that have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ResourceArn")]
    [ResourceArn]
    public string[] Arn { get; set; } = null!;

    /// <summary>Names and values, a hashtable; at most 50 on a resource.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public IDictionary Tag { get; set; } = null!;

    /// <summary>Writes the tags as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string[] Arns => Arn;

    protected override void Process()
    {
        SortedDictionary<string, string> tags = new(System.StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Tag)
        {
            tags[LanguagePrimitives.ConvertTo<string>(entry.Key)] = LanguagePrimitives.ConvertTo<string>(entry.Value);
        }

        ForEachArn(arn =>
        {
            if (ShouldProcess($"{arn} ({string.Join(", ", tags.Keys)})", "TagResource"))
            {
                TagApi api = new(Api);
                Wait(api.AddAsync(arn, tags, StopToken));
                if (PassThru)
                {
                    WriteObject(Wait(api.GetAsync(arn, StopToken)));
                }
            }
        });
    }
}
