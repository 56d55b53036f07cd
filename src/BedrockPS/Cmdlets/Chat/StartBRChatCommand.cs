using System.Management.Automation;
using BedrockPS.Defaults;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>Begins a conversation. Nothing is sent until Send-BRMessage.</summary>
[Cmdlet(VerbsLifecycle.Start, "BRChat")]
[OutputType(typeof(Chat))]
public sealed class StartBRChatCommand : InferenceCmdlet
{
    protected override object? Target => Model;

    protected override void Process()
    {
        InferenceRequest settings = GivenSettings();
        string model = GivenModel(ModelOrPrompt);
        if (!ManagedPrompt.IsArn(model))
        {
            settings.MaxTokens ??= SessionDefaults.Current.Values.MaxTokens;
        }

        WriteObject(new Chat(model, settings)
        {
            MaxCost = MaxCost,
            Connection = HasConnectionParameter ? Connection : null,
            TimeoutSec = TimeoutSec,
            IdleTimeoutSec = IdleTimeoutSec,
            NoProfileFallback = NoProfileFallback,
            Storage = GivenStorage,
        });
    }
}
