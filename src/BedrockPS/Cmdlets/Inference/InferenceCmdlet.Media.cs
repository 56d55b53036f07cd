using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <content>Attachments; their parameters are those of <see cref="MessageCmdlet"/>.</content>
public abstract partial class InferenceCmdlet
{
    partial void PrepareAttachments(InferenceRequest request) => AttachmentLimits.Check(request, WriteWarning);
}
