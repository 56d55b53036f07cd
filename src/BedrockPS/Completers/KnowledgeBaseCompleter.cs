namespace BedrockPS.Completers;

/// <summary>Ids of the account's knowledge bases, found by id or name.</summary>
public sealed class KnowledgeBaseCompleter : NamedResourceCompleter
{
    private static readonly AccountList s_knowledgeBases = new("bedrock-agent", "ListKnowledgeBases", "knowledgeBaseSummaries");

    public KnowledgeBaseCompleter()
        : base(s_knowledgeBases, "knowledgeBaseId")
    {
    }
}
