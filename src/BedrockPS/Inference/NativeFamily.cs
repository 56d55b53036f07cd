using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Inference;

/// <summary>
/// A model family's own InvokeModel format: body out, answer in. One subclass a family, registered in <see cref="NativeFamilies"/>.
/// </summary>
internal abstract class NativeFamily
{
    /// <summary>Name users meet in errors and completion: Claude, Nova, Titan, Llama …</summary>
    public abstract string Name { get; }

    /// <param name="modelId">Model id without inference-profile prefix: provider.model-version.</param>
    public abstract bool Matches(string modelId);

    /// <summary>Writes the whole request body. <paramref name="streaming"/> matters to families whose body says so.</summary>
    public abstract void WriteBody(Utf8JsonWriter writer, InferenceRequest request, bool streaming);

    /// <summary>Fills text, stop reason (in Converse's words), usage and message from an InvokeModel answer.</summary>
    public abstract void ReadAnswer(JsonElement answer, ModelResponse response);

    /// <summary>
    /// Reads one decoded chunk of an InvokeModelWithResponseStream: returns the new piece, or null when the chunk carries no text;
    /// stop reason and usage found in it go to the response.
    /// </summary>
    public abstract StreamChunk? ReadChunk(JsonElement chunk, ModelResponse response);

    /// <summary>Whether a chunk with this content is the model's own end, so that a stream without it counts as cut.</summary>
    public abstract bool IsEnd(JsonElement chunk);
}
