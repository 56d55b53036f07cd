using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.AgentRuntime;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Inference;
using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes an agent for one session and asks it: a model, instructions, and what it may use. The commands of -Tool become an action group
/// whose functions run in this session, after approval; nothing is kept in the account.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "BRInlineAgent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(AgentResponse), typeof(AnswerChunk))]
[Calls(AgentRequest.Service, AgentRequest.InvokeInlineAgent)]
public sealed class InvokeBRInlineAgentCommand : AgentAnswerCmdlet
{
    private const string CodeInterpreterGroup = "AMAZON.CodeInterpreter";
    private const string UserInputGroup = "AMAZON.UserInput";

    private (string Given, string Resolved)? _model;

    /// <summary>What to ask.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Text { get; set; }

    /// <summary>
    /// Model id, inference profile id or ARN, or a short name that fits one model of the region. Without it the session's default
    /// (Set-BRDefault -Model).
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("ModelId", "FoundationModel")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>What the agent is to do and how, 40 characters at least.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Instruction { get; set; } = null!;

    /// <summary>Name of the agent, in traces and for collaborators.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AgentName { get; set; }

    /// <summary>Lets the agent write code and run it at the service; -File is then for that code.</summary>
    [Parameter]
    public SwitchParameter CodeInterpreter { get; set; }

    /// <summary>Lets the agent ask back where something it needs is missing.</summary>
    [Parameter]
    public SwitchParameter UserInput { get; set; }

    /// <summary>
    /// Knowledge bases the agent may look things up in: objects of Get-BRKnowledgeBase, whose description tells the agent what they are
    /// for, or hashtables such as @{ knowledgeBaseId = '…'; description = 'Leave and travel rules' }.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? KnowledgeBase { get; set; }

    /// <summary>Further action groups, as hashtables in the service's form: Lambda functions, APIs, functions of your own to return.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? ActionGroup { get; set; }

    /// <summary>SUPERVISOR to have collaborators do parts of the task, SUPERVISOR_ROUTER to hand simple questions straight to one; DISABLED.</summary>
    [Parameter]
    [ValidateSet("SUPERVISOR", "SUPERVISOR_ROUTER", "DISABLED")]
    public string? AgentCollaboration { get; set; }

    /// <summary>Agents made for the call as this one is, as hashtables in the service's form.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? Collaborator { get; set; }

    /// <summary>What each collaborator is for: hashtables with collaboratorName and collaboratorInstruction, and agentAliasArn of one of the account's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? CollaboratorConfiguration { get; set; }

    /// <summary>Guardrail for questions and answers: id or ARN, with :version after it. Without a version its draft.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GuardrailCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Guardrail { get; set; }

    /// <summary>The agent's own prompts and inference settings for its steps, as a hashtable in the service's form: @{ promptConfigurations = @(…) }.</summary>
    [Parameter]
    public object? PromptOverride { get; set; }

    /// <summary>ARN of a Lambda function that decides on the steps in the place of the service.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OrchestrationLambda { get; set; }

    /// <summary>Seconds after which a session in which nothing is asked ends, 60 to 3600.</summary>
    [Parameter]
    [ValidateRange(60, 3600)]
    public int? IdleSessionTtl { get; set; }

    /// <summary>ARN of the key the session is encrypted with, where it is not the service's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CustomerEncryptionKeyArn { get; set; }

    private protected override string? Question => Text;

    private protected override string Asked => AgentName ?? _model?.Resolved ?? "inline agent";

    private protected override string StandardUseCase => CodeInterpreter ? "CODE_INTERPRETER" : base.StandardUseCase;

    private protected override AgentRequest NewRequest(string sessionId)
    {
        string given = InferenceCmdlet.GivenModel(Model);
        if (_model?.Given != given)
        {
            _model = (given, Wait(ModelResolver.ResolveAsync(Api, given, "TEXT", StopToken)));
        }

        AgentRequest request = new(AgentRequest.InvokeInlineAgent, sessionId);
        request.Set("foundationModel", _model.Value.Resolved);
        request.Set("instruction", Instruction);
        request.Set("agentName", AgentName);
        return request;
    }

    private protected override void AddSettings(AgentRequest request)
    {
        base.AddSettings(request);
        request.Set("idleSessionTTLInSeconds", IdleSessionTtl);
        request.Set("customerEncryptionKeyArn", CustomerEncryptionKeyArn);
        request.Set("agentCollaboration", AgentCollaboration);
        request.Set("collaborators", Structures(request, "collaborators", Collaborator, "-Collaborator"));
        request.Set("collaboratorConfigurations", Structures(request, "collaboratorConfigurations", CollaboratorConfiguration, "-CollaboratorConfiguration"));
        request.Set("knowledgeBases", Structures(request, "knowledgeBases", KnowledgeBase?.Select(KnowledgeBaseOf).ToArray(), "-KnowledgeBase"));
        request.Set("promptOverrideConfiguration", PromptOverride is null ? null : PlainValue.ToMap(PromptOverride, "-PromptOverride"));
        if (Guardrail is not null)
        {
            GuardrailSettings guardrail = GuardrailSettings.Parse(Guardrail);
            request.Set("guardrailConfiguration", new Dictionary<string, object?>
            {
                ["guardrailIdentifier"] = guardrail.Identifier,
                ["guardrailVersion"] = guardrail.Version,
            });
        }

        if (OrchestrationLambda is not null)
        {
            request.Set("orchestrationType", "CUSTOM_ORCHESTRATION");
            request.Set("customOrchestration", Map("executor", Map("lambda", OrchestrationLambda)));
        }
    }

    private protected override void AddTools(AgentRequest request)
    {
        List<object?> groups = Structures(request, "actionGroups", ActionGroup, "-ActionGroup") ?? [];
        if (Tools?.Set.Specifications.Count > 0)
        {
            groups.Add(AgentFunctions.GroupOf(Tools.Set));
        }

        foreach ((SwitchParameter isWanted, string group) in new[] { (CodeInterpreter, CodeInterpreterGroup), (UserInput, UserInputGroup) })
        {
            if (isWanted)
            {
                groups.Add(new Dictionary<string, object?> { ["actionGroupName"] = group.Substring("AMAZON.".Length), ["parentActionGroupSignature"] = group });
            }
        }

        request.Set("actionGroups", groups.Count == 0 ? null : groups);
    }

    /// <summary>What an object of the account's tells of a knowledge base; anything else is as the service takes it.</summary>
    private static object KnowledgeBaseOf(object given) =>
        given is PSObject item && item.TypeNames[0].EndsWith("BedrockPS.KnowledgeBase", System.StringComparison.Ordinal)
            ? new Dictionary<string, object?>
            {
                ["knowledgeBaseId"] = item.Properties["KnowledgeBaseId"]?.Value,
                ["description"] = item.Properties["Description"]?.Value is string { Length: > 0 } told ? told : item.Properties["Name"]?.Value,
            }
            : given;
}
