using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Cost;
using BedrockPS.Defaults;
using BedrockPS.Embeddings;
using BedrockPS.Errors;
using BedrockPS.Inference;
using BedrockPS.Models;
using BedrockPS.Parallelism;
using BedrockPS.Protocol;
using BedrockPS.Similarity;
using BedrockPS.Storage;

namespace BedrockPS.Cmdlets;

/// <summary>
/// A cmdlet that embeds what it is given in order to do something with the vectors: batches, several calls at a time, and the cache
/// are here.
/// </summary>
public abstract class EmbeddingCmdlet : ConnectedCmdlet
{
    /// <summary>Characters gathered for one call at most, so that a batch of long texts stays below the bound of a body.</summary>
    private const int MaxBatchLength = 4_000_000;

    /// <summary>Places gathered for one call at most, settled ones included.</summary>
    private const int MaxBatchCount = 1000;

    private readonly Dictionary<string, CachedEmbedding> _embedders = new(StringComparer.Ordinal);
    private EmbeddingBatch _pending = new();
    private EmbeddingFamily? _family;
    private EmbeddingCache? _cache;
    private string _modelId = "";
    private ApiClient? _api;
    private ParallelPipe<EmbeddingResult[]>? _pipe;
    private CallGates? _gates;

    /// <summary>
    /// Model id, inference profile id, ARN of either, or a short name that fits one embedding model of the region. Without it the
    /// model of the embeddings that are given, else the session's default (Set-BRDefault -EmbeddingModel).
    /// </summary>
    [Parameter]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>Length of the vectors, one of those the model makes.</summary>
    [Parameter]
    [Alias("Dimensions")]
    public int? Dimension { get; set; }

    /// <summary>
    /// Calls that are made at a time, 1 to 256. With more than one, calls that are throttled slow all of them down and are sent again,
    /// for up to five minutes.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>
    /// Ask for every embedding, and keep none. Otherwise embeddings are kept on disk by model, options and content, for this user alone,
    /// and asked for once.
    /// </summary>
    [Parameter]
    public SwitchParameter NoCache { get; set; }

    /// <summary>Folder of the cache instead of the user's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CachePath { get; set; }

    /// <summary>Do not look for an inference profile when the model cannot be called by its own id.</summary>
    [Parameter]
    public SwitchParameter NoProfileFallback { get; set; }

    private protected override string? WaitingFor => _modelId.Length > 0 ? _modelId : base.WaitingFor;

    /// <summary>What embeddings of piped objects are for, in the words of the models that tell purposes apart.</summary>
    private protected virtual string InputType => "search_document";

    /// <summary>The model of an embedding that was given, which the others have to come from too.</summary>
    private protected string? GivenModel { get; set; }

    /// <summary>An object's embedding; on the pipeline thread, in the order of the objects. What it throws is the object's error.</summary>
    private protected abstract void Take(EmbeddingInput input, Embedding embedding);

    /// <summary>Before anything is sent: what the model is wrong for ends the pipeline.</summary>
    /// <exception cref="BedrockException">It is not one for this.</exception>
    private protected virtual void CheckModel(string modelId)
    {
    }

    /// <summary>The object that an error of an input names.</summary>
    private protected virtual object? TargetOf(EmbeddingInput input) => Bare(input.Source);

    /// <summary>Has an object embedded along with others; <see cref="Take"/> is told.</summary>
    /// <param name="content">What of it counts.</param>
    /// <param name="source">The object.</param>
    /// <exception cref="BedrockException">It cannot be embedded.</exception>
    private protected void Embed(ObjectContent content, PSObject source)
    {
        EmbeddingInput input = new(content.Text, content.Image, source);
        if (content.Embedding is Embedding known)
        {
            _pending.AddSettled(new EmbeddingResult(input, known));
        }
        else
        {
            EmbeddingFamily family = Prepare();
            family.Check(input);
            int length = input.Text?.Length ?? 0;
            if (!family.CanBatch(input) || _pending.Length + length > MaxBatchLength)
            {
                Flush();
            }

            _pending.Add(input);
        }

        if (_pending.Inputs.Count == 0
            || _pending.Inputs.Count == _family!.BatchSize
            || _pending.Count >= MaxBatchCount
            || !_family.CanBatch(_pending.Inputs[0]))
        {
            Flush();
        }
    }

    /// <summary>After the last input: waits for what is under way.</summary>
    private protected void FinishEmbedding()
    {
        Flush();
        _pipe?.Finish();
    }

    /// <summary>One embedding at once; null where -WhatIf or an answer says not to ask for it.</summary>
    /// <param name="content">What to embed.</param>
    /// <param name="inputType">What it is for.</param>
    /// <param name="source">The object it belongs to.</param>
    /// <exception cref="BedrockException">It cannot be embedded.</exception>
    private protected Embedding? EmbedNow(ObjectContent content, string inputType, object source)
    {
        if (content.Embedding is Embedding known)
        {
            return known;
        }

        EmbeddingInput input = new(content.Text, content.Image, source);
        Prepare().Check(input);
        if (!ShouldProcess(_modelId, "Embed one input"))
        {
            return null;
        }

        EmbeddingResult result = Wait(EmbedderFor(input, inputType).EmbedAsync([input], StopToken))[0];
        return result.Embedding ?? throw result.Error!;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipe?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Model and options are the same for the whole pipeline, so what is wrong with them ends it.</summary>
    private EmbeddingFamily Prepare()
    {
        if (_family is not null)
        {
            return _family;
        }

        try
        {
            string model = Model ?? GivenModel ?? SessionDefaults.Current.Values.EmbeddingModel ?? throw new BedrockException(
                "NoModel", "No embedding model was given, and the session has no default one.")
            {
                RecommendedAction = "Give -Model, or set the default with Set-BRDefault -EmbeddingModel.",
            };
            _api = Api;
            _modelId = Wait(ModelResolver.ResolveAsync(_api, model, "EMBEDDING", StopToken));
            LearnModel(_modelId);
            CheckModel(_modelId);
            EmbeddingFamily family = EmbeddingFamilies.For(_modelId);
            family.Check(new EmbeddingOptions { Dimension = Dimension });
            _cache = NoCache ? null : new EmbeddingCache(
                CachePath is null ? CacheFolder.DefaultPath : FullPathOf(CachePath),
                CacheFolder.MaxBytes,
                AnswerStores.ScopeOf(_api.ConfiguredEndpoint("bedrock-runtime")));
            return _family = family;
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(Model));
            throw;
        }
    }

    private CachedEmbedding EmbedderFor(EmbeddingInput input, string inputType)
    {
        // Images have one purpose, and it is not ours to name.
        string? purpose = input.Image is null && _family!.KnowsInputType(inputType) ? inputType : null;
        if (!_embedders.TryGetValue(purpose ?? "", out CachedEmbedding? embedder))
        {
            EmbeddingOptions options = _family!.Check(new EmbeddingOptions { Dimension = Dimension, InputType = purpose });
            _gates ??= ThrottleLimit == 1 ? null : CallGates.Of(ThrottleLimit, null, null, MaxAttempt, Log.Add);
            InferenceClient sender = new(_api!, Log.AddWarning) { NoProfileFallback = NoProfileFallback, LeavesBusy = _gates is not null };
            EmbeddingClient client = new(
                new MeteredBodyCaller(sender, NewMeter(_api!)), _family, _modelId, options, _gates?.For(_api!.Settings, _modelId));
            _embedders[purpose ?? ""] = embedder = new CachedEmbedding(_cache, client, Log.AddWarning);
        }

        return embedder;
    }

    private void Flush()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        EmbeddingBatch batch = _pending;
        _pending = new EmbeddingBatch();
        _pipe ??= NewPipe();
        int count = batch.Inputs.Count;
        if (count == 0 || !ShouldProcess(_modelId, count == 1 ? "Embed one input" : $"Embed {count} inputs"))
        {
            EmbeddingResult[] settled = batch.Settled();
            _pipe.Send(settled.Length, settled);
            return;
        }

        CachedEmbedding embedder = EmbedderFor(batch.Inputs[0], InputType);
        _pipe.Send(batch.Count, async token => batch.Results(await embedder.EmbedAsync(batch.Inputs, token).ConfigureAwait(false)));
    }

    private ParallelPipe<EmbeddingResult[]> NewPipe() => new(
        ThrottleLimit,
        new ParallelPipeOptions<EmbeddingResult[]>(WaitQuietly, TakeAll, new ProgressBar(this, MyInvocation.MyCommand.Name))
        {
            EndsAll = static results => Array.Exists(results, static result => result.Error?.EndsPipeline == true),
            Count = static (progress, results) => progress.Add(results.Length, results.Count(static result => result.Error is not null), null),
        },
        new PipelineProgress(SystemClock.Instance),
        StopToken);

    private void TakeAll(EmbeddingResult[] results)
    {
        foreach (EmbeddingResult result in results)
        {
            try
            {
                Take(result.Input, result.Embedding ?? throw result.Error!);
            }
            catch (BedrockException exception)
            {
                WriteFailure(exception, TargetOf(result.Input));
            }
        }
    }
}
