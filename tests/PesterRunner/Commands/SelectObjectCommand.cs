using System;
using System.Management.Automation;
using System.Reflection;

namespace BedrockPS.PesterRunner.Commands;

/// <summary>
/// Stands in for -First and -ExpandProperty of the real one, which the engine alone has not: how a cmdlet ends when somebody
/// downstream has seen enough is something only a pipeline can show.
/// </summary>
[Cmdlet(VerbsCommon.Select, "Object")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private int _seen;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    [Parameter]
    public string? ExpandProperty { get; set; }

    protected override void ProcessRecord()
    {
        object? value = ExpandProperty is null ? InputObject : InputObject?.Properties[ExpandProperty]?.Value;
        WriteObject(value, enumerateCollection: ExpandProperty is not null);
        if (++_seen == First)
        {
            Type stop = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException")!;
            throw (Exception)Activator.CreateInstance(
                stop, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [this], null)!;
        }
    }
}
