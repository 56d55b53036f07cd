using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.AgentRuntime;
using BedrockPS.Api;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Shows what an agent remembers under a memory id: a summary of each session that has ended. An agent remembers only where its memory
/// is enabled and -MemoryId was given when it was asked.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRAgentMemory", SupportsPaging = true)]
[OutputType("BedrockPS.AgentMemory")]
[Calls(AgentRequest.Service, Operation)]
public sealed class GetBRAgentMemoryCommand : AgentMemoryCmdlet
{
    private const string Operation = "GetAgentMemory";

    /// <summary>The memory, as it was named when the agent was asked.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string MemoryId { get; set; } = null!;

    protected override void Process()
    {
        (string Agent, string Alias) located = Locate();
        Dictionary<string, object?> members = MembersOf(located);
        members["memoryId"] = MemoryId;
        members["memoryType"] = "SESSION_SUMMARY";
        OperationDescription operation = ServiceDescription.Get(AgentRequest.Service).GetOperation(Operation);
        try
        {
            WritePages(operation, members, (item, shape) => Show(item, shape, located));
        }
        catch (BedrockException exception)
        {
            AgentLocator.Advise(exception, located.Agent, Api.Region);
            throw;
        }
    }

    private PSObject Show(object? item, ShapeDescription? shape, (string Agent, string Alias) located)
    {
        // A union of one kind, so far; of others the members are shown as they come.
        Dictionary<string, object?> memory = item as Dictionary<string, object?> ?? [];
        bool isSummary = memory.TryGetValue("sessionSummary", out object? summary) && summary is Dictionary<string, object?>;
        PSObject shown = ResourceObject.From(
            "AgentMemory",
            isSummary ? (Dictionary<string, object?>)summary! : memory,
            isSummary ? shape?.FindMember("sessionSummary")?.Shape : null);
        shown.Properties.Add(new PSNoteProperty("AgentId", located.Agent));
        shown.Properties.Add(new PSNoteProperty("AgentAliasId", located.Alias));
        shown.Properties.Add(new PSNoteProperty("Region", Api.Region));
        return shown;
    }
}
