using System.Text;
using BedrockPS.Protocol;
using BedrockPS.Tools;

namespace BedrockPS.Inference.Families;

/// <summary>A tool's schema as a member of a body made of plain values.</summary>
internal static class ToolSchema
{
    public static object? Of(ToolSpecification tool) => JsonText.Parse(Encoding.UTF8.GetBytes(tool.InputSchema));
}
