using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Engine;
using BedrockPS.Errors;
using BedrockPS.Inference;
using BedrockPS.Parallelism;
using BedrockPS.Protocol;
using BedrockPS.Similarity;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Orders piped objects by how well they answer a query, and writes the same objects, best first, with a score. A rerank model reads
/// query and object together, which is better than comparing embeddings and costs a call each time.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "BRRerank", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(PSObject))]
[Calls("bedrock-agent-runtime", "Rerank")]
[Calls("bedrock-runtime", "InvokeModel")]
public sealed class InvokeBRRerankCommand : ConnectedCmdlet
{
    private const string ScoreName = "RerankScore";

    // By the service's published model.
    private const int MaxTextLength = 32_000;

    /// <summary>Characters of a call at most: as UTF-8 and JSON they stay below the bound of a body.</summary>
    private const int MaxCallLength = 6_000_000;

    private List<PSObject> _objects = [];
    private List<ObjectContent> _documents = [];
    private int _length;
    private int _calls;
    private ContentReader? _reader;
    private RerankClient? _client;
    private ParallelPipe<Batch>? _pipe;
    private Ranking<PSObject>? _ranking;
    private string _modelId = "";

    /// <summary>What the objects should answer: a question or words to look for, of 1 to 32,000 characters.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateLength(1, MaxTextLength)]
    public string Query { get; set; } = null!;

    /// <summary>
    /// Objects to order: strings and text files as they are, answers and passages of this module by their text, other objects as JSON
    /// unless -Property says what of them counts.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>Names of the properties that count, wildcards included, or a script block: { $_.Title + $_.Body }.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public object[]? Property { get; set; }

    /// <summary>
    /// Model id, ARN, or a short name that fits one rerank model of the region. Without it the region's own: Cohere Rerank where there
    /// is one, else Amazon Rerank.
    /// </summary>
    [Parameter]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>How many objects to write at most; all when not given.</summary>
    [Parameter]
    [Alias("First")]
    [ValidateRange(1, int.MaxValue)]
    public int? Top { get; set; }

    /// <summary>Lowest score to write, 0 to 1. What is a good one depends on model and query.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? MinimumScore { get; set; }

    /// <summary>Further members for the model, such as @{ max_tokens_per_doc = 1000 } for Cohere's.</summary>
    [Parameter]
    public object? AdditionalField { get; set; }

    /// <summary>
    /// Use InvokeModel with the model's own body instead of the Rerank operation. This is done of itself with an API key, which the
    /// operation does not take, and for ARNs that are not a foundation model's.
    /// </summary>
    [Parameter]
    public SwitchParameter Native { get; set; }

    /// <summary>Calls that are made at a time where there are more objects than one call takes, 1 to 256.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    protected override object? Target => Bare(InputObject) ?? Query;

    private protected override string? WaitingFor => _modelId.Length > 0 ? _modelId : base.WaitingFor;

    protected override void Process() => ForEachObject(InputObject, part =>
    {
        Begin();
        Add(part!, Check(_reader!.Read(part)));
    });

    protected override void Finish()
    {
        Flush();
        _pipe?.Finish();
        if (_ranking is not null)
        {
            foreach ((double score, PSObject item) in _ranking.Take())
            {
                WriteObject(ScoredObject.Of(item, ScoreName, score));
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipe?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Model and query are the same for the whole pipeline, so what is wrong with them ends it.</summary>
    private void Begin()
    {
        if (_ranking is not null)
        {
            return;
        }

        try
        {
            _reader = new ContentReader(Property);
            if (string.IsNullOrWhiteSpace(Query))
            {
                throw new BedrockException("EmptyInput", "The query is empty.") { RecommendedAction = "Say with -Query what to look for." };
            }

            ApiClient api = Api;
            Dictionary<string, object?>? additional = AdditionalField is null ? null : PlainValue.ToMap(AdditionalField, "-AdditionalField");
            _modelId = Wait(RerankModels.ResolveAsync(api, Model, StopToken));
            bool isNative = Native || HasOnlyApiKey(api.Settings) || !RerankModels.HasOperation(_modelId);
            if (isNative)
            {
                LearnModel(_modelId);
            }

            IReranker reranker = isNative
                ? new NativeRerank(new InferenceClient(api, Log.AddWarning), _modelId, Query, additional)
                : new RerankOperation(api, _modelId, Query, additional);
            _client = new RerankClient(reranker, NewMeter(api), _modelId, Query);
            _ranking = new Ranking<PSObject>(Top, MinimumScore);
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(Model ?? (object)Query));
        }
    }

    /// <summary>The runtime of agents takes no API key, that of models does.</summary>
    private static bool HasOnlyApiKey(ConnectionSettings settings) =>
        settings.ApiKey is not null
        || (settings is { AccessKey: null, ProfileName: null, Credentials: null }
            && Environment.GetEnvironmentVariable("AWS_BEARER_TOKEN_BEDROCK") is { Length: > 0 }
            && Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is not { Length: > 0 });

    private static ObjectContent Check(ObjectContent content) =>
        content.Text is null
            ? throw new BedrockException("InputUnsupported", "The object is an image or a vector; a rerank model reads text.")
            {
                RecommendedAction = "Name with -Property what of it is text, or use Find-BRSimilar.",
            }
        : content.Text.Length > MaxTextLength && !content.IsJson
            ? throw new BedrockException("TextTooLong", $"The text has {content.Text.Length} characters; a document may have {MaxTextLength}.")
        : content;

    private void Add(PSObject item, ObjectContent document)
    {
        if (_documents.Count > 0 && _length + document.Text!.Length > MaxCallLength)
        {
            Flush();
        }

        _objects.Add(item);
        _documents.Add(document);
        _length += document.Text!.Length;
        if (_documents.Count == RerankClient.MaxDocuments)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (_documents.Count == 0)
        {
            return;
        }

        List<PSObject> objects = _objects;
        List<ObjectContent> documents = _documents;
        (_objects, _documents, _length) = ([], [], 0);
        if (!ShouldProcess(_modelId, objects.Count == 1 ? "Rank one object" : $"Rank {objects.Count} objects"))
        {
            return;
        }

        if (++_calls == 2 && !RerankModels.ScoresAlone(_modelId))
        {
            WriteWarning(
                $"There are more objects than one call takes. The scores of several calls are ranked together, and whether they compare is not known of {_modelId}.");
        }

        _pipe ??= NewPipe();
        _pipe.Send(objects.Count, token => RankAsync(objects, documents, token));
    }

    private async Task<Batch> RankAsync(List<PSObject> objects, List<ObjectContent> documents, CancellationToken cancellationToken)
    {
        try
        {
            return new Batch(objects, await _client!.RankAsync(documents, Top ?? int.MaxValue, cancellationToken).ConfigureAwait(false), null);
        }
        catch (BedrockException exception)
        {
            return new Batch(objects, [], exception);
        }
    }

    private ParallelPipe<Batch> NewPipe() => new(
        ThrottleLimit,
        new ParallelPipeOptions<Batch>(WaitQuietly, Take, new ProgressBar(this, MyInvocation.MyCommand.Name))
        {
            EndsAll = static batch => batch.Error?.EndsPipeline == true,
            Count = static (progress, batch) => progress.Add(batch.Objects.Count, batch.Error is null ? 0 : batch.Objects.Count, null),
        },
        new PipelineProgress(SystemClock.Instance),
        StopToken);

    /// <summary>A call that fails is one error with all its objects as target: a thousand times the same would say no more.</summary>
    private void Take(Batch batch)
    {
        if (batch.Error is BedrockException failure)
        {
            WriteFailure(failure, batch.Objects.Count == 1 ? Bare(batch.Objects[0]) : batch.Objects.ConvertAll(static item => Bare(item)).ToArray());
        }

        for (int i = 0; i < batch.Results.Length; i++)
        {
            if (batch.Results[i].Error is BedrockException error)
            {
                WriteFailure(error, Bare(batch.Objects[i]));
            }
            else if (batch.Results[i].Score is double score)
            {
                _ranking!.Add(score, batch.Objects[i]);
            }
        }
    }

    private sealed class Batch
    {
        public Batch(List<PSObject> objects, RerankResult[] results, BedrockException? error) => (Objects, Results, Error) = (objects, results, error);

        public List<PSObject> Objects { get; }

        public RerankResult[] Results { get; }

        public BedrockException? Error { get; }
    }
}
