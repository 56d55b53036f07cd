using System.Management.Automation;

namespace EmptyModule;

/// <summary>The least a binary module can hold: what importing one costs in itself.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
}
