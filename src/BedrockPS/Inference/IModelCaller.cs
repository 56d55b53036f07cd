using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Inference;

/// <summary>
/// One step of a request's way to a model. <see cref="InferenceClient"/> is the last; what stands before it (tools, budget,
/// stored answers and the like) wraps the next step.
/// </summary>
internal interface IModelCaller
{
    /// <exception cref="BedrockException">The call failed.</exception>
    Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken);

    /// <summary>Dispose what it gives.</summary>
    /// <exception cref="BedrockException">The call failed before its stream began.</exception>
    Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken);
}
