namespace BedrockPS.Knowledge;

/// <summary>Names of the service that knowledge bases in use belong to.</summary>
internal static class KnowledgeApi
{
    public const string Service = "bedrock-agent-runtime";
}
