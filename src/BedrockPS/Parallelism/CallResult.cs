using BedrockPS.Inference;

namespace BedrockPS.Parallelism;

/// <summary>What became of one input: its answer, or why there is none.</summary>
internal readonly struct CallResult
{
    public CallResult(object? input, InferenceRequest request, ModelResponse response)
    {
        Request = request;
        Input = input;
        Response = response;
        Error = null;
    }

    public CallResult(object? input, BedrockException error)
    {
        Request = null;
        Input = input;
        Response = null;
        Error = error;
    }

    public object? Input { get; }

    /// <summary>What was sent; null with an error.</summary>
    public InferenceRequest? Request { get; }

    public ModelResponse? Response { get; }

    public BedrockException? Error { get; }
}
