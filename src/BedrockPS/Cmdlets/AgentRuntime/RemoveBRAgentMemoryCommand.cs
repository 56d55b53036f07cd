using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.AgentRuntime;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Has an agent forget: one session of a memory, all of a memory, or all that it remembers under an alias. PowerShell asks first, unless
/// -Force or -Confirm:$false is given.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "BRAgentMemory", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[Calls(AgentRequest.Service, "DeleteAgentMemory")]
public sealed class RemoveBRAgentMemoryCommand : AgentMemoryCmdlet
{
    /// <summary>The memory to forget. Without it: all memories of the alias.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? MemoryId { get; set; }

    /// <summary>The session to forget of the memory. Without it: all of them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? SessionId { get; set; }

    /// <summary>Removes without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override object? Target => SessionId ?? MemoryId ?? Agent;

    protected override void Process()
    {
        if (SessionId is not null && MemoryId is null)
        {
            throw new BedrockException("ParameterInvalid", "-SessionId names a session of a memory: give -MemoryId too.");
        }

        (string Agent, string Alias) located = Locate();
        string what = MemoryId is null ? "everything remembered" : SessionId is null ? $"memory {MemoryId}" : $"session {SessionId} of memory {MemoryId}";
        if (!IsSpared(Force) && !ShouldProcess($"{what}, agent {located.Agent}, alias {located.Alias}", "Remove agent memory"))
        {
            return;
        }

        Dictionary<string, object?> members = MembersOf(located);
        if (MemoryId is not null)
        {
            members["memoryId"] = MemoryId;
        }

        if (SessionId is not null)
        {
            members["sessionId"] = SessionId;
        }

        try
        {
            Wait(Api.CallAsync(AgentRequest.Service, "DeleteAgentMemory", members, StopToken));
        }
        catch (BedrockException exception)
        {
            AgentLocator.Advise(exception, located.Agent, Api.Region);
            throw;
        }
    }
}
