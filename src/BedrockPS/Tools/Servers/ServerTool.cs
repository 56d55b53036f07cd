using BedrockPS.Engine;

namespace BedrockPS.Tools.Servers;

/// <summary>A tool of an MCP server in use.</summary>
internal sealed class ServerTool : ITool
{
    public ServerTool(ToolSpecification specification, McpSession session, McpTool tool)
    {
        Specification = specification;
        Session = session;
        Tool = tool;
    }

    public ToolSpecification Specification { get; }

    public McpSession Session { get; }

    /// <summary>The tool as the server knows it.</summary>
    public McpTool Tool { get; }
}
