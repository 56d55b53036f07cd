using System;

namespace BedrockPS.Cmdlets;

/// <summary>Marks a parameter that names models, one or several, where the service takes ids: short names are looked up.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ModelIdAttribute : Attribute
{
    /// <summary>Output a model must give for a short name to fit: TEXT, IMAGE or EMBEDDING; null: any.</summary>
    public string? Output { get; set; }
}
