using System;
using System.Management.Automation;

namespace BedrockPS.PesterRunner.Commands;

/// <summary>Mock, InModuleScope and the like: the module is binary and is tested from outside.</summary>
[Cmdlet("Unsupported", "Pester")]
public sealed class UnsupportedCommand : PSCmdlet
{
    [Parameter(ValueFromRemainingArguments = true)]
    public object[] Rest { get; set; } = [];

    protected override void EndProcessing() => ThrowTerminatingError(new ErrorRecord(
        new NotSupportedException($"{MyInvocation.InvocationName} is not supported by this runner."),
        "PesterNotSupported",
        ErrorCategory.NotImplemented,
        MyInvocation.InvocationName));
}
