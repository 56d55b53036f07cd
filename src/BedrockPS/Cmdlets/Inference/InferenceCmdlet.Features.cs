using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <content>
/// Where each feature joins in. A feature has a file of its own, InferenceCmdlet.Feature.cs, with its parameters and its share of
/// these steps; all of them run on the pipeline thread.
/// </content>
public abstract partial class InferenceCmdlet
{
    // Add…: what the parameters say, put into the request.
    partial void AddReasoning(InferenceRequest settings);

    partial void AddDelivery(InferenceRequest settings);

    partial void AddGuardrail(InferenceRequest settings);

    partial void AddPromptCache(InferenceRequest settings);

    partial void AddTools(InferenceRequest settings);

    partial void AddStructure(InferenceRequest settings);

    partial void AddRedaction(InferenceRequest settings);

    // Prepare…: the whole request, model and a chat's settings included, before it goes its way.
    partial void PrepareReasoning(InferenceRequest request);

    partial void PrepareDelivery(InferenceRequest request);

    partial void PrepareGuardrail(InferenceRequest request);

    partial void PreparePromptCache(InferenceRequest request);

    partial void PrepareAttachments(InferenceRequest request);

    // What a short model name stands for, where that is known without asking the service.
    partial void ResolveRecorded(string given, ref string? resolved);

    // Wrap…: a step put before the way to the model, from the innermost to the outermost.
    partial void WrapRates(ref IModelCaller caller);

    partial void WrapMeter(ref IModelCaller caller);

    partial void WrapStore(ref IModelCaller caller);

    partial void WrapRedaction(ref IModelCaller caller);

    partial void WrapTools(ref IModelCaller caller);

    partial void WrapStructure(ref IModelCaller caller);

    // Inspect…: a look at the whole answer before it is written.
    partial void InspectStructure(ModelResponse response);

    partial void InspectStop(ModelResponse response);

    partial void InspectGuardrail(ModelResponse response);

    partial void InspectPromptCache(InferenceRequest request, ModelResponse response);

    // Close…: what a feature has opened is let go at the end of the pipeline, however it ended.
    partial void CloseTools();

    // ReplaceOutput: what is written instead of the response, when not streamed.
    partial void ReplaceOutput(ModelResponse response, ref object? output, ref bool enumerate);

    // Dispose…: files and the like that stayed open for the pipeline.
    partial void DisposeStores();
}
