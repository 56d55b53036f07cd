using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <content>An answer that is not the whole of it must not pass for one.</content>
public abstract partial class InferenceCmdlet
{
    partial void InspectStop(ModelResponse response)
    {
        if (StopWarning.For(response) is string warning)
        {
            WriteWarning(warning);
        }
    }
}
