using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Defaults;

namespace BedrockPS.Cmdlets;

/// <summary>Begins a conversation. Nothing is sent until Send-BRMessage.</summary>
[Cmdlet(VerbsLifecycle.Start, "BRChat")]
[OutputType(typeof(Chat))]
public sealed class StartBRChatCommand : InferenceCmdlet
{
    protected override object? Target => Model;

    protected override void Process()
    {
        WriteObject(new Chat(GivenModel(Model))
        {
            System = System,
            MaxTokens = MaxTokens ?? SessionDefaults.Current.Values.MaxTokens,
            Temperature = Temperature,
            TopP = TopP,
            StopSequence = StopSequence ?? [],
            AdditionalFields = AdditionalField is null ? null : PlainValue.ToMap(AdditionalField, "-AdditionalField"),
            Connection = HasConnectionParameter ? Connection : null,
        });
    }
}
