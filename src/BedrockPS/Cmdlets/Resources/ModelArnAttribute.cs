using System;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Marks a parameter that names models, one or several, where the service takes ARNs alone: ids and names are looked up.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ModelArnAttribute : Attribute
{
    /// <summary>It names custom models, and not foundation models or inference profiles.</summary>
    public bool IsCustom { get; set; }
}
