using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <content>The model behind an ARN of an account's own.</content>
public abstract partial class ConnectedCmdlet
{
    /// <summary>Has the service tell which model answers behind an ARN, where the request depends on that.</summary>
    private protected void LearnModel(string modelId)
    {
        try
        {
            Wait(HiddenModel.FindAsync(Api, modelId, StopToken));
        }
        catch (BedrockException exception)
        {
            // Many may call what they may not look at. Whoever cannot do without the model says so himself.
            WriteVerbose($"The model behind {modelId} could not be found: {exception.Message}");
        }
    }
}
