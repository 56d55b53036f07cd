using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>Asks the same of every piped object, each in a request of its own.</summary>
public abstract partial class PromptCmdlet : MessageCmdlet
{
    private protected const string PromptSet = "Prompt";

    /// <summary>What to ask. Without it each piped string is a prompt of its own.</summary>
    [Parameter(Position = 0, ParameterSetName = PromptSet)]
    [ValidateNotNullOrEmpty]
    public string? Prompt { get; set; }

    /// <summary>
    /// What the prompt is about: strings as they are, files as text or attachments, other objects as JSON; one call an object.
    /// A model from Get-BRModel is not material: the prompt goes to that model. The same holds for inference profiles, provisioned
    /// throughput and whatever else of your account can be called.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = PromptSet)]
    [AllowNull]
    [AllowEmptyString]
    public virtual object? InputObject { get; set; }

    /// <summary>Use InvokeModel with the model family's own format instead of Converse.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter Native { get; set; }

    protected override object? Target => IsNothingPiped ? null : Input ?? Prompt ?? (object?)Model;

    private protected override object? Matter => InputObject;

    /// <summary>The input at hand is $null: the prompt is not to blame.</summary>
    private bool IsNothingPiped => MyInvocation.ExpectingInput && Input is null && MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));

    private protected override bool UsesNativeFormat => Native;

    private protected override bool HasManyModels => PipedModel.IdOf(Input) is not null;

    private protected object? Input =>
        InputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : InputObject;

    /// <summary>The request for this input; null where -WhatIf or an answer says not to send it.</summary>
    private protected virtual InferenceRequest? ComposeRequest()
    {
        (string modelId, IReadOnlyList<Message> messages) = ComposeMessages();
        return ShouldSend(modelId, "Invoke model") ? NewRequest(modelId, messages) : null;
    }

    /// <summary>Whom this input is for, and what it says.</summary>
    private protected (string ModelId, IReadOnlyList<Message> Messages) ComposeMessages()
    {
        string? model = PipedModel.IdOf(Input) ?? ModelOrPrompt;
        List<ContentBlock> content = Content(ManagedPrompt.IsArn(GivenModel(model)));
        return (ResolveModel(model), content.Count == 0 ? [] : [new Message("user", content)]);
    }

    /// <param name="isPrompted">A managed prompt asks, so that there may be nothing to add.</param>
    private List<ContentBlock> Content(bool isPrompted)
    {
        List<ContentBlock> content = [];
        if (Prompt is not null)
        {
            content.Add(ContentBlock.FromText(Prompt));
        }

        object? input = Input;
        if (MyInvocation.ExpectingInput && (input is null || (input is string line && string.IsNullOrWhiteSpace(line))))
        {
            throw new BedrockException("EmptyInput", "The pipeline brought an empty input; there is nothing to send.");
        }

        if (input is not null && PipedModel.IdOf(input) is null)
        {
            if (Prompt is null && input is not (string or FileInfo))
            {
                throw new BedrockException("NoPrompt", $"An object ({input.GetType().Name}) was piped without -Prompt saying what to do with it.");
            }

            content.AddRange(Material.Read(InputObject!, StopToken, SecretWriter));
        }

        if (!isPrompted && !content.Exists(static block => !string.IsNullOrWhiteSpace(block.Text)))
        {
            throw new BedrockException("NoPrompt", "There is no prompt.");
        }

        return Compose(content, []);
    }
}
