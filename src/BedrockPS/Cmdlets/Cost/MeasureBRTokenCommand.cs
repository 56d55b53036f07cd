using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Cost;
using BedrockPS.Engine;
using BedrockPS.Inference;
using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <summary>Counts the tokens a request would be, with the model's own tokenizer where the service offers it.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "BRToken", DefaultParameterSetName = PromptSet)]
[OutputType(typeof(TokenCount))]
[Calls("bedrock-runtime", "CountTokens")]
public sealed class MeasureBRTokenCommand : ConnectedCmdlet
{
    private const string PromptSet = "Prompt";
    private const string BodySet = "Body";

    private (string Given, string Resolved)? _model;

    /// <summary>What would be asked. Without it each piped string is counted by itself.</summary>
    [Parameter(Position = 0, ParameterSetName = PromptSet)]
    [ValidateNotNullOrEmpty]
    public string? Prompt { get; set; }

    /// <summary>What the prompt is about, as Invoke-BRModel takes it; or a chat, which is counted whole.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = PromptSet)]
    [AllowNull]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>Model to count for, in any form Invoke-BRModel takes.</summary>
    [Parameter(Position = 1)]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>Instructions to the model, which are counted too.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Alias("SystemPrompt")]
    public string? System { get; set; }

    /// <summary>Body of InvokeModel in the model's own format: JSON text, a hashtable, a file, or bytes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BodySet)]
    public object? Body { get; set; }

    /// <summary>Estimate here instead of asking the service; nothing is sent.</summary>
    [Parameter]
    public SwitchParameter Estimate { get; set; }

    protected override object? Target => Input ?? Prompt ?? (object?)Model;

    private protected override ConnectionSettings Connection =>
        Input is Chat { Connection: ConnectionSettings kept } && !HasConnectionParameter ? kept.WithMaxAttempts(MaxAttempt) : base.Connection;

    private protected override object? Matter => InputObject;

    private object? Input => InputObject is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : InputObject;

    protected override void Process()
    {
        TokenCount count;
        if (ParameterSetName == BodySet)
        {
            byte[] body = BodyArgument.ToBytes(Body!);
            string modelId = ResolveModel(Model);
            count = Estimate
                ? TokenMeter.Estimate(RequestSize.OfBody(body), modelId, Asked)
                : Wait(new TokenMeter(Api, Log.Add).CountAsync(body, modelId, StopToken));
        }
        else
        {
            InferenceRequest request = Input is Chat chat ? OfChat(chat) : OfPrompt();
            count = Estimate
                ? TokenMeter.Estimate(RequestSize.Of(request), request.ModelId, Asked)
                : Wait(new TokenMeter(Api, Log.Add).CountAsync(request, StopToken));
        }

        if (Estimate)
        {
            WriteVerbose(count.Note!);
        }

        count.InputObject = Input;
        WriteObject(count);
    }

    private const string Asked = "-Estimate: worked out from length and script of the text.";

    private InferenceRequest OfChat(Chat chat)
    {
        InferenceRequest request = chat.Settings.Clone();
        request.ModelId = ResolveModel(Model ?? chat.Model);
        request.System = chat.Window.Instructions(System ?? request.System);
        IReadOnlyList<Message> sent = chat.Window.Of(chat.Messages);
        request.Messages = Prompt is null ? sent : [.. sent, new Message("user", Prompt)];
        return request.Messages.Count > 0
            ? request
            : throw new BedrockException("NoPrompt", "The chat is empty, and there is no -Prompt that would begin it.");
    }

    private InferenceRequest OfPrompt()
    {
        object? input = Input;
        if (MyInvocation.ExpectingInput && input is null or "")
        {
            throw new BedrockException("EmptyInput", "The pipeline brought an empty input; there is nothing to count.");
        }

        List<ContentBlock> content = Prompt is null ? [] : [ContentBlock.FromText(Prompt)];
        if (input is not null && PipedModel.IdOf(input) is null)
        {
            content.AddRange(Material.Read(InputObject!, StopToken));
        }

        if (content.Count == 0)
        {
            throw new BedrockException("NoPrompt", "There is nothing to count.")
            {
                RecommendedAction = "Give -Prompt, or pipe texts, files, objects or a chat.",
            };
        }

        return new InferenceRequest
        {
            ModelId = ResolveModel(PipedModel.IdOf(input) ?? Model),
            System = System,
            Messages = [new Message("user", content)],
        };
    }

    private string ResolveModel(string? model)
    {
        string given = InferenceCmdlet.GivenModel(model);
        if (_model?.Given != given)
        {
            _model = (given, Wait(ModelResolver.ResolveAsync(Api, given, null, StopToken)));

            // Tokens are counted for the model alone, by an operation that knows no ARN of an account's own.
            LearnModel(_model.Value.Resolved);
        }

        return _model.Value.Resolved;
    }
}
