using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Waits for jobs and for whatever else takes its time at the service. Each is written as it is done. Customization, import, copy,
/// evaluation and batch jobs, ingestion, asynchronous invocations and flow executions are waited for, and also agents, knowledge bases,
/// deployments, throughput and guardrails that are being made, prepared or changed. All inputs are asked for side by side, less and less
/// often: first after a quarter of a second, in the end every half minute. One that fails is an error that carries the service's reason;
/// its target is the job as it ended.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "BRJob")]
[OutputType(typeof(PSObject), typeof(Job))]
public sealed class WaitBRJobCommand : ConnectedCmdlet
{
    private readonly List<ResourceWatch> _watches = [];

    /// <summary>Objects that the Get-, Start- and New- commands of this module write, or ARNs as text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Job")]
    public PSObject[] InputObject { get; set; } = null!;

    /// <summary>Waits for the first that is done, or fails, and for no other.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>
    /// Waits in a PowerShell job, and writes that job: Receive-Job gives what is done, and its state is Failed where something failed.
    /// Stop-Job ends the wait alone; the work goes on at the service.
    /// </summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    protected override object? Target => InputObject;

    /// <summary>The time-out is that of the wait.</summary>
    private protected override int? CallTimeoutSec => null;

    protected override void Process() => ForEach(InputObject, input => _watches.Add(WatchOf(input)));

    protected override void Finish() => RunWatches(_watches, AsJob, Any);

    private ResourceWatch WatchOf(PSObject input)
    {
        if (input.BaseObject is Job)
        {
            throw new BedrockException("ResourceUnknown", "This is a PowerShell job, not one of the service's.") { RecommendedAction = "Wait for it with Wait-Job." };
        }

        if (ResourceReference.Of(input) is not { Type.States: not null } reference)
        {
            throw new BedrockException("ResourceUnknown", $"'{input}' is nothing that can be waited for.");
        }

        ApiClient api = ApiIn(reference.Region);
        return new ResourceWatch(api, reference.Type, reference.KeyIn(api), Log.Add) { Input = input };
    }
}
