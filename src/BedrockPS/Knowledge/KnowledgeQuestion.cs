using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Knowledge;

/// <summary>A question to a model that answers from a knowledge base, or from documents sent along.</summary>
internal sealed class KnowledgeQuestion
{
    public required string Text { get; init; }

    /// <summary>ARN of the model or its inference profile.</summary>
    public required string Model { get; init; }

    /// <summary>A conversation to go on with; null begins one.</summary>
    public string? SessionId { get; init; }

    /// <summary>Key the conversation is encrypted with.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>Documents instead of a knowledge base.</summary>
    public IReadOnlyList<Dictionary<string, object?>>? Sources { get; init; }

    /// <summary>retrievalConfiguration of a knowledge base.</summary>
    public Dictionary<string, object?>? Retrieval { get; init; }

    /// <summary>generationConfiguration.</summary>
    public Dictionary<string, object?> Generation { get; init; } = [];

    /// <summary>orchestrationConfiguration of a knowledge base.</summary>
    public Dictionary<string, object?> Orchestration { get; init; } = [];

    /// <summary>Members that have nothing to do with the answer: the user.</summary>
    public Dictionary<string, object?> Rest { get; init; } = [];

    /// <param name="api">Where to ask.</param>
    /// <param name="knowledgeBase">Whom; null: the documents.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<KnowledgeAnswer> AskAsync(ApiClient api, KnowledgeBaseReference? knowledgeBase, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await api.CallWithAnswerAsync(
            KnowledgeApi.Service, "RetrieveAndGenerate", Members(knowledgeBase), cancellationToken).ConfigureAwait(false);
        return KnowledgeAnswerReader.Read(answer.Values, knowledgeBase?.Id, Model, api.Region, answer.RequestId);
    }

    /// <summary>The same as a stream; dispose it.</summary>
    public async Task<AnswerStream> StreamAsync(ApiClient api, KnowledgeBaseReference? knowledgeBase, CancellationToken cancellationToken)
    {
        ApiEventStream events = await api.CallStreamAsync(
            KnowledgeApi.Service, "RetrieveAndGenerateStream", Members(knowledgeBase), cancellationToken).ConfigureAwait(false);
        return new KnowledgeStream(events, knowledgeBase?.Id, Model, api.Region);
    }

    private Dictionary<string, object?> Members(KnowledgeBaseReference? knowledgeBase)
    {
        Dictionary<string, object?> members = new(Rest)
        {
            ["input"] = new Dictionary<string, object?> { ["text"] = Text },
            ["retrieveAndGenerateConfiguration"] = knowledgeBase is null ? FromSources() : FromKnowledge(knowledgeBase),
        };
        if (SessionId is not null)
        {
            members["sessionId"] = SessionId;
        }

        if (KmsKeyArn is not null)
        {
            members["sessionConfiguration"] = new Dictionary<string, object?> { ["kmsKeyArn"] = KmsKeyArn };
        }

        return members;
    }

    private Dictionary<string, object?> FromKnowledge(KnowledgeBaseReference knowledgeBase)
    {
        Dictionary<string, object?> configuration = new() { ["knowledgeBaseId"] = knowledgeBase.Id, ["modelArn"] = Model };
        if (Retrieval is not null)
        {
            configuration["retrievalConfiguration"] = Retrieval;
        }

        if (Orchestration.Count > 0)
        {
            configuration["orchestrationConfiguration"] = Orchestration;
        }

        return WithGeneration("KNOWLEDGE_BASE", "knowledgeBaseConfiguration", configuration);
    }

    private Dictionary<string, object?> FromSources() => WithGeneration(
        "EXTERNAL_SOURCES",
        "externalSourcesConfiguration",
        new() { ["modelArn"] = Model, ["sources"] = new List<object?>(Sources ?? []) });

    private Dictionary<string, object?> WithGeneration(string type, string member, Dictionary<string, object?> configuration)
    {
        if (Generation.Count > 0)
        {
            configuration["generationConfiguration"] = Generation;
        }

        return new() { ["type"] = type, [member] = configuration };
    }
}
