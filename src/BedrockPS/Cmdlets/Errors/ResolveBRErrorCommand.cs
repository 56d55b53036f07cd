using System;
using System.Collections;
using System.Management.Automation;
using BedrockPS.Errors;

namespace BedrockPS.Cmdlets;

/// <summary>Explains an error of this module: what happened, why, and what to run next.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "BRError")]
[OutputType(typeof(ErrorExplanation))]
public sealed class ResolveBRErrorCommand : BedrockCmdlet
{
    /// <summary>Error to explain. Without it the latest one of a BedrockPS command in $Error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ErrorRecord? ErrorRecord { get; set; }

    protected override object? Target => ErrorRecord;

    protected override void Process()
    {
        if (ErrorRecord is null)
        {
            WriteLatest();
            return;
        }

        if (Cause(ErrorRecord.Exception) is not BedrockException exception)
        {
            throw new BedrockException(
                "NotBedrockError", $"This is no error of a BedrockPS command: {ErrorRecord.FullyQualifiedErrorId}: {ErrorRecord.Exception.Message}");
        }

        WriteObject(Explainer.Explain(exception, ErrorRecord.TargetObject));
    }

    private void WriteLatest()
    {
        foreach (object? entry in GetVariableValue("global:Error") as IEnumerable ?? Array.Empty<object>())
        {
            object? plain = entry is PSObject wrapped ? wrapped.BaseObject : entry;
            ErrorRecord? record = plain as ErrorRecord ?? (plain as IContainsErrorRecord)?.ErrorRecord;

            // What this command itself had to refuse is not what anybody wants explained.
            if (record is not null && Cause(record.Exception) is BedrockException { Code: not "NotBedrockError" } exception)
            {
                WriteObject(Explainer.Explain(exception, record.TargetObject));
                return;
            }
        }

        throw new BedrockException("NotBedrockError", "$Error holds no error of a BedrockPS command.");
    }

    /// <summary>The module's own exception, however deep PowerShell has wrapped it.</summary>
    private static BedrockException? Cause(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is BedrockException cause)
            {
                return cause;
            }

            if (exception is IContainsErrorRecord { ErrorRecord.Exception: BedrockException inner })
            {
                return inner;
            }
        }

        return null;
    }
}
