namespace BedrockPS.Cmdlets;

/// <summary>Marks the parameter that tells which resource is meant.</summary>
public sealed class ResourceIdAttribute : IdAttribute
{
}
