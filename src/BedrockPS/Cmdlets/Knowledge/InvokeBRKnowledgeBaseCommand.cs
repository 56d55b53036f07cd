using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Completers;
using BedrockPS.Knowledge;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Has a model answer a question from what a knowledge base says, or from a document sent along. The answer has citations: which part of
/// it rests on which passages. Questions of one conversation share a session.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "BRKnowledgeBase", DefaultParameterSetName = BaseSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(KnowledgeAnswer), typeof(AnswerChunk))]
[Calls(KnowledgeApi.Service, "RetrieveAndGenerate", "RetrieveAndGenerateStream")]
public sealed partial class InvokeBRKnowledgeBaseCommand : RetrievalCmdlet
{
    private const string BaseSet = "KnowledgeBase";
    private const string DocumentSet = "Document";
    private string? _session;
    private (string Given, string Arn)? _model;

    /// <summary>Id, ARN or name of the knowledge base.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = BaseSet)]
    [Alias("KnowledgeBaseId", "KnowledgeBaseArn")]
    [ArgumentCompleter(typeof(KnowledgeBaseCompleter))]
    public string KnowledgeBase { get; set; } = null!;

    /// <summary>
    /// Model that writes the answer: id, inference profile id, ARN of either, or a short name that fits one model of the region. Without it
    /// the session's default (Set-BRDefault -Model).
    /// </summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelId", "ModelArn")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>Conversation to go on with, as an earlier answer names it; an answer that is piped in names it too. It cannot be made up.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? SessionId { get; set; }

    /// <summary>All questions of the pipeline are one conversation.</summary>
    [Parameter]
    public SwitchParameter KeepSession { get; set; }

    /// <summary>ARN of a key of the account's own, which the conversation is kept with.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyArn { get; set; }

    /// <summary>Write pieces of the answer as they arrive; the last has the whole answer.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    private protected override string Place
    {
        get => KnowledgeBase;
        set => KnowledgeBase = value;
    }

    /// <summary>A process has a SessionId too: only an answer says which conversation goes on.</summary>
    private protected override void Sift()
    {
        base.Sift();
        if (IsStray(nameof(SessionId)))
        {
            SessionId = null;
        }
    }

    private protected override void Run()
    {
        bool isBase = ParameterSetName == BaseSet;
        ApiClient api = isBase ? ApiOf(KnowledgeBase) : Api;
        ForEach(Questions(), text =>
        {
            string model = ResolveModel(api);
            if (!ShouldProcess(isBase ? KnowledgeBase : "document", $"Answer with {model}"))
            {
                return;
            }

            KnowledgeQuestion question = Compose(api, text, model, isBase);
            if (Stream)
            {
                Read(Ask(api, isBase, knowledgeBase => question.StreamAsync(api, knowledgeBase, StopToken)), BelongsTo(text), shows: true);
                return;
            }

            KnowledgeAnswer answer = Ask(api, isBase, knowledgeBase => question.AskAsync(api, knowledgeBase, StopToken));
            answer.InputObject = BelongsTo(text);
            Complete(answer);
            WriteObject(answer);
        });
    }

    private protected override void Complete(KnowledgeAnswer answer)
    {
        _session = answer.SessionId;
        base.Complete(answer);
    }

    private T Ask<T>(ApiClient api, bool isBase, global::System.Func<KnowledgeBaseReference?, Task<T>> call) =>
        Wait(isBase ? Finder.CallAsync(api, KnowledgeBase, call, StopToken) : call(null));

    private KnowledgeQuestion Compose(ApiClient api, string text, string model, bool isBase)
    {
        RetrievalSettings settings = Settings(api);
        if (settings.Top > RetrievalSettings.MaxPage)
        {
            throw Conflict($"-Top is {RetrievalSettings.MaxPage} at most where a model is to read all passages.", "Give a smaller number.");
        }

        Dictionary<string, object?>? retrieval = settings.Members(settings.Filter?.Whole());
        if (!isBase && (retrieval is not null || Orchestration().Count > 0))
        {
            throw Conflict("A document is read as a whole: nothing is searched in it, and no question is taken apart.", "Leave the parameters about the search out, or put the document into a knowledge base.");
        }

        Dictionary<string, object?> rest = [];
        AddUser(rest);
        return new KnowledgeQuestion
        {
            Text = text,
            Model = model,
            SessionId = (KeepSession ? _session : null) ?? SessionId,
            KmsKeyArn = KmsKeyArn,
            Sources = isBase ? null : [ReadDocument()],
            Retrieval = retrieval,
            Generation = Generation(),
            Orchestration = isBase ? Orchestration() : [],
            Rest = rest,
        };
    }

    private string ResolveModel(ApiClient api)
    {
        string given = InferenceCmdlet.GivenModel(Model);
        if (_model?.Given != given + api.Region)
        {
            _model = (given + api.Region, Wait(ModelArns.FindCallableAsync(api, given, StopToken)));
        }

        return _model.Value.Arn;
    }
}
