using System;

namespace BedrockPS.Inference;

/// <summary>Finds the family of a model id.</summary>
internal static class NativeFamilies
{
    /// <exception cref="BedrockException">NativeFormatUnknown: the families known, and -Body as the way out.</exception>
    public static NativeFamily For(string modelId) => throw new NotImplementedException();
}
