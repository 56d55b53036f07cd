using System.Collections.Generic;

namespace BedrockPS.Inference;

/// <summary>What the user asks a model, before it takes the shape of Converse or of a family's own body.</summary>
internal sealed class InferenceRequest
{
    /// <summary>Model id, inference profile id or any ARN the service takes.</summary>
    public string ModelId { get; set; } = "";

    public string? System { get; set; }

    public IReadOnlyList<Message> Messages { get; set; } = [];

    public int? MaxTokens { get; set; }

    public double? Temperature { get; set; }

    public double? TopP { get; set; }

    public IReadOnlyList<string> StopSequences { get; set; } = [];

    /// <summary>Plain values merged into additionalModelRequestFields, or into the top level of a native body.</summary>
    public IReadOnlyDictionary<string, object?>? AdditionalFields { get; set; }
}
