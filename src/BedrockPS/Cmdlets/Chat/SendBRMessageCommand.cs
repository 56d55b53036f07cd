using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Conversations;
using BedrockPS.Cost;
using BedrockPS.Engine;
using BedrockPS.Inference;
using BedrockPS.Storage;
using BedrockPS.Tools.Commands;

namespace BedrockPS.Cmdlets;

/// <summary>Says something in a chat and writes the answer. Parameters given here hold for this turn alone.</summary>
[Cmdlet(VerbsCommunications.Send, "BRMessage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ModelResponse), typeof(StreamChunk), typeof(CostEstimate), typeof(PSObject))]
[Calls("bedrock-runtime", "Converse", "ConverseStream")]
public sealed class SendBRMessageCommand : MessageCmdlet
{
    private bool _isAttached;

    /// <summary>What to say; each piped string is a turn of its own, in order.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Prompt")]
    public string Message { get; set; } = null!;

    /// <summary>Chat from Start-BRChat or Import-BRChat.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public Chat Chat { get; set; } = null!;

    /// <summary>Write the answer piece by piece as it arrives.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>
    /// Results of calls that were left to the caller, by the call's id: texts as they are, other objects as JSON. They go with the first
    /// message of the pipeline; calls without one are told to the model as not carried out.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IDictionary? ToolResult { get; set; }

    /// <summary>Tell tokens and cost of the turn instead of sending it; nothing goes to the model, and the chat stays as it is.</summary>
    [Parameter]
    public SwitchParameter EstimateOnly { get; set; }

    protected override object? Target => Message;

    private protected override Budget? KeptBudget => Chat.Budget;

    private protected override ConnectionSettings Connection =>
        HasConnectionParameter || Chat.Connection is null ? base.Connection : Chat.Connection.WithMaxAttempts(MaxAttempt);

    private protected override int? CallTimeoutSec => TimeoutSec ?? Chat.TimeoutSec;

    private protected override int? CallIdleTimeoutSec => IdleTimeoutSec ?? Chat.IdleTimeoutSec;

    private protected override bool AvoidsProfileFallback => NoProfileFallback.IsPresent ? NoProfileFallback : Chat.NoProfileFallback;

    private protected override StorageSettings? KeptStorage => Chat.Storage;

    private protected override bool KeepsRedaction => Chat.Settings.Redaction is not null;

    protected override void Process()
    {
        if (string.IsNullOrWhiteSpace(Message))
        {
            throw new BedrockException("EmptyInput", "The message is empty.");
        }

        string modelId = ResolveModel(ModelOrPrompt ?? Chat.Model);
        if (EstimateOnly)
        {
            Message asked = new("user", Compose([ContentBlock.FromText(Message)], Chat.Messages, attach: !_isAttached));
            WriteEstimate(ComposeRequest(modelId, asked), Message);
            return;
        }

        if (!ShouldSend(modelId, "Send message", Chat.Settings))
        {
            return;
        }

        using IDisposable turn = Chat.BeginTurn();
        // Calls of tools that were left to the caller must be answered before anything else is said.
        Message question = new("user", [
            .. ToolResults.Answer(Chat.Messages.LastOrDefault(), _isAttached ? null : ToolResult),
            .. Compose([ContentBlock.FromText(Message)], Chat.Messages, attach: !_isAttached),
        ]);
        while (true)
        {
            try
            {
                // The turn is kept once the answer is whole, and its files are in the history then.
                Send(ComposeRequest(modelId, question), Message, Stream, response =>
                {
                    Chat.Commit(question, response);
                    _isAttached = true;
                });
                return;
            }
            catch (BedrockException exception) when (Chat.ContextPolicy is not null && ChatShortener.Helps(exception, Chat, Chat.Messages))
            {
                new ChatShortener(AskBeside, WriteWarning, WriteWarning).Shorten(Chat, Chat.Messages, Chat.ContextPolicy.Value);
            }
        }
    }

    /// <summary>As much of the chat as is still sent, and the new message.</summary>
    private InferenceRequest ComposeRequest(string modelId, Message question)
    {
        InferenceRequest request = NewRequest(modelId, [.. Chat.Window.Of(Chat.Messages), question], Chat.Settings);
        request.System = Chat.Window.Instructions(request.System);
        return request;
    }

    private ModelResponse AskBeside(Chat asking, IReadOnlyList<Message> messages)
    {
        InferenceRequest request = asking.Settings.Clone();
        request.ModelId = ResolveModel(ModelOrPrompt ?? asking.Model);
        request.Messages = messages;
        return Wait(Caller.InvokeAsync(Prepared(request), StopToken));
    }
}
