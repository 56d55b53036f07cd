using System;

namespace BedrockPS.Lifecycle;

/// <summary>Reads a model's lifecycle.</summary>
internal static class ModelLifecycle
{
    public static ModelLifecycleStatus StatusOf(Model model) =>
        model.EndOfLife is DateTimeOffset end && end <= DateTimeOffset.UtcNow ? ModelLifecycleStatus.EndOfLife
        : model.Lifecycle == "LEGACY" ? ModelLifecycleStatus.Legacy
        : ModelLifecycleStatus.Active;
}
