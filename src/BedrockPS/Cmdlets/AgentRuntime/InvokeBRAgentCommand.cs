using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.AgentRuntime;
using BedrockPS.Completers;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Asks an agent, whole or streamed, with its traces, files and citations. What the agent asks its caller for is done by PowerShell
/// commands after approval, or left to the caller in the response's ReturnControl.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "BRAgent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(AgentResponse), typeof(AnswerChunk))]
[Calls(AgentRequest.Service, AgentRequest.InvokeAgent)]
public sealed class InvokeBRAgentCommand : AgentAnswerCmdlet
{
    private readonly AgentLocator _locator = new();

    /// <summary>Id, ARN or name of the agent; ARN of an alias; agent/alias in one; or an agent or alias as Get-BRAgent and Get-BRAgentAlias give it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("AgentId", "AgentArn")]
    [ArgumentCompleter(typeof(AgentCompleter))]
    [AgentArgument]
    [ValidateNotNullOrEmpty]
    public string Agent { get; set; } = null!;

    /// <summary>What to ask.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Text { get; set; }

    /// <summary>Id, ARN or name of the agent's alias. Without it TSTALIASID, which stands for the draft.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AgentAliasId", "AgentAliasArn")]
    [ArgumentCompleter(typeof(AgentAliasCompleter))]
    public string? Alias { get; set; }

    /// <summary>The memory the agent reads and adds to, such as one for each user: 2 to 100 letters, digits and the signs . _ : and -.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MemoryId { get; set; }

    /// <summary>
    /// How the agent's knowledge bases are searched, one hashtable for each: @{ knowledgeBaseId = '…'; retrievalConfiguration = @{
    /// vectorSearchConfiguration = @{ numberOfResults = 3 } } }.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? KnowledgeBaseConfiguration { get; set; }

    /// <summary>ARN of the resource in whose name the agent is called.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SourceArn { get; set; }

    private protected override string? Question => IsAgentBrought ? Agent : Text;

    private protected override string Asked => IsAgentBrought ? BroughtAgent! : Agent;

    /// <summary>
    /// The pipeline says who is asked, and the one value without a name, which PowerShell took for that, is the question:
    /// <c>$answer | Invoke-BRAgent 'And then?'</c>.
    /// </summary>
    private bool IsAgentBrought => IsTyped(nameof(Agent)) && Text is null && SaysWhoIsAsked(Input) && BroughtAgent is not null;

    private string? BroughtAgent => PSObject.AsPSObject(Input).Properties["AgentId"]?.Value as string;

    private protected override IReadOnlyList<string> CallParameters => [nameof(Agent)];

    private protected override void Sift()
    {
        base.Sift();
        if (IsStray(nameof(MemoryId)))
        {
            MemoryId = null;
        }
    }

    private protected override AgentRequest NewRequest(string sessionId)
    {
        (string agent, string alias) = Wait(_locator.FindAsync(Api, Asked, Given(Alias), StopToken));
        AgentRequest request = new(AgentRequest.InvokeAgent, sessionId);
        request.Set("agentId", agent);
        request.Set("agentAliasId", alias);
        return request;
    }

    private protected override void AddSettings(AgentRequest request)
    {
        base.AddSettings(request);
        request.Set("memoryId", Given(MemoryId));
        request.Set("sourceArn", SourceArn);
        request.SetState(
            "knowledgeBaseConfigurations",
            Structures(request, "sessionState.knowledgeBaseConfigurations", KnowledgeBaseConfiguration, "-KnowledgeBaseConfiguration"));
    }

    private protected override void Send(AgentRequest request)
    {
        try
        {
            Answer(request);
        }
        catch (BedrockException exception) when (exception.Code == "ResourceNotFound" && exception.PartialAnswer is null)
        {
            (string Agent, string Alias)? other = Wait(_locator.FindNamesAsync(Api, request.AgentId!, request.AgentAliasId!, StopToken));
            if (other is null)
            {
                AgentLocator.Advise(exception, request.AgentId!, Api.Region, request.AgentAliasId);
                throw;
            }

            request.Set("agentId", other.Value.Agent);
            request.Set("agentAliasId", other.Value.Alias);
            Answer(request);
        }
        catch (BedrockException exception)
        {
            AgentLocator.Advise(exception, request.AgentId!, Api.Region, request.AgentAliasId);
            throw;
        }
    }
}
