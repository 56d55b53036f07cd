namespace BedrockPS;

/// <summary>How far a model is on its way.</summary>
public enum ModelLifecycleStatus
{
    Active,

    /// <summary>It answers and is to go.</summary>
    Legacy,

    /// <summary>Its last day is over.</summary>
    EndOfLife,

    /// <summary>The region does not list it: retired there, never there, or no model at all.</summary>
    Unknown,
}
