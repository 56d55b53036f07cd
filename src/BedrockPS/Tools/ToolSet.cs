using System.Collections.Generic;

namespace BedrockPS.Tools;

/// <summary>The tools a request offers, and whether the model must use one.</summary>
internal sealed class ToolSet
{
    public ToolSet(IReadOnlyList<ToolSpecification> specifications) => Specifications = specifications;

    public IReadOnlyList<ToolSpecification> Specifications { get; }

    /// <summary>auto, any, or the name of the tool that must be used; null leaves it to the service, which takes auto.</summary>
    public string? Choice { get; set; }
}
