using System.Management.Automation;
using BedrockPS.Defaults;

namespace BedrockPS.Cmdlets;

/// <summary>Tells the defaults of this runspace; secrets stay closed.</summary>
[Cmdlet(VerbsCommon.Get, "BRDefault")]
[OutputType(typeof(BRDefault))]
public sealed class GetBRDefaultCommand : BedrockCmdlet
{
    protected override object? Target => null;

    protected override void Process() => WriteObject(SessionDefaults.Current.Values.Clone());
}
