using System;
using System.Collections.Generic;

namespace BedrockPS;

/// <summary>A foundation model as the service lists it in one region. Prints as its id.</summary>
public sealed class Model
{
    /// <summary>Id such as amazon.nova-lite-v1:0.</summary>
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string Provider { get; set; } = "";

    /// <summary>TEXT, IMAGE, VIDEO, SPEECH and so on.</summary>
    public string[] InputModality { get; set; } = [];

    /// <summary>TEXT, IMAGE, EMBEDDING, VIDEO and so on.</summary>
    public string[] OutputModality { get; set; } = [];

    public bool Streaming { get; set; }

    /// <summary>ON_DEMAND, PROVISIONED, INFERENCE_PROFILE.</summary>
    public string[] InferenceType { get; set; } = [];

    /// <summary>FINE_TUNING, CONTINUED_PRE_TRAINING, DISTILLATION; empty for models that cannot be customised.</summary>
    public string[] CustomizationType { get; set; } = [];

    /// <summary>ACTIVE or LEGACY.</summary>
    public string Lifecycle { get; set; } = "";

    public DateTimeOffset? StartOfLife { get; set; }

    /// <summary>When the model becomes or became LEGACY, where the service says so.</summary>
    public DateTimeOffset? LegacyTime { get; set; }

    public DateTimeOffset? EndOfLife { get; set; }

    public string Arn { get; set; } = "";

    /// <summary>Ids of the system-defined inference profiles of this region that route to the model.</summary>
    public string[] InferenceProfile { get; set; } = [];

    public string Region { get; set; } = "";

    public override string ToString() => Id;
}
