using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Knowledge;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes a database query in SQL of a question, with a knowledge base over structured data, which knows the tables. The query is not run:
/// read it, change it, and run it where it belongs.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "BRQuery")]
[OutputType(typeof(GeneratedQuery))]
[Calls(KnowledgeApi.Service, "GenerateQuery")]
[Calls("bedrock-agent", "GetKnowledgeBase")]
public sealed class ConvertToBRQueryCommand : QuestionCmdlet
{
    /// <summary>Id, ARN or name of the knowledge base.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("KnowledgeBaseArn", "KnowledgeBaseId")]
    [ArgumentCompleter(typeof(KnowledgeBaseCompleter))]
    public string KnowledgeBase { get; set; } = null!;

    private protected override string Place
    {
        get => KnowledgeBase;
        set => KnowledgeBase = value;
    }

    private protected override void Run()
    {
        ApiClient api = ApiOf(KnowledgeBase);
        (KnowledgeBaseReference knowledgeBase, string arn) = Wait(Finder.CallAsync(
            api, KnowledgeBase, async found => (found, await found.FindArnAsync(api, StopToken).ConfigureAwait(false)), StopToken));
        ForEach(Questions(), question =>
        {
            Dictionary<string, object?> members = new()
            {
                ["queryGenerationInput"] = new Dictionary<string, object?> { ["type"] = "TEXT", ["text"] = question },
                ["transformationConfiguration"] = new Dictionary<string, object?>
                {
                    ["mode"] = "TEXT_TO_SQL",
                    ["textToSqlConfiguration"] = new Dictionary<string, object?>
                    {
                        ["type"] = "KNOWLEDGE_BASE",
                        ["knowledgeBaseConfiguration"] = new Dictionary<string, object?> { ["knowledgeBaseArn"] = arn },
                    },
                },
            };
            Dictionary<string, object?> answer = Wait(api.CallAsync(KnowledgeApi.Service, "GenerateQuery", members, StopToken));
            foreach (IReadOnlyDictionary<string, object?> query in answer.Maps("queries"))
            {
                WriteObject(new GeneratedQuery(query, knowledgeBase.Id, BelongsTo(question)));
            }
        });
    }
}
