using System;

namespace BedrockPS.Cmdlets;

/// <summary>Marks a parameter of a resource cmdlet that says how to go about it and is no member of a request.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute : Attribute
{
}
