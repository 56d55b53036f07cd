namespace BedrockPS.Tools;

/// <summary>A tool that this session can run; what kind it is, the <see cref="IToolRunner"/> knows.</summary>
internal interface ITool
{
    ToolSpecification Specification { get; }
}
