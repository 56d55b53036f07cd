using System.Collections.Generic;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Api;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>Shows the account's use-case form, which Anthropic's models ask for once.</summary>
[Cmdlet(VerbsCommon.Get, "BRModelUseCase")]
[Calls("bedrock", "GetUseCaseForModelAccess")]
[OutputType("BedrockPS.ModelUseCase")]
public sealed class GetBRModelUseCaseCommand : ConnectedCmdlet
{
    protected override object? Target => null;

    protected override void Process()
    {
        Dictionary<string, object?> answer = Wait(Api.CallAsync("bedrock", "GetUseCaseForModelAccess", new Dictionary<string, object?>(), StopToken));
        byte[] form = answer.TryGetValue("formData", out object? data) && data is byte[] bytes ? bytes : [];
        try
        {
            WriteObject(JsonText.Parse(form) is Dictionary<string, object?> fields
                ? ResourceObject.From("ModelUseCase", fields)
                : throw new JsonException("It is no object."));
        }
        catch (JsonException exception)
        {
            throw new BedrockException("ResponseUnreadable", $"The form is not the JSON that was expected: {exception.Message}", exception)
            {
                RecommendedAction = "Invoke-BRApi bedrock GetUseCaseForModelAccess gives its bytes.",
            };
        }
    }
}
