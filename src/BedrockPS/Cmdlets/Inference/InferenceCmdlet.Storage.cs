using System;
using System.Management.Automation;
using BedrockPS.Inference;
using BedrockPS.Models;
using BedrockPS.Storage;

namespace BedrockPS.Cmdlets;

/// <content>Answers kept on this machine: cache, recordings, checkpoint.</content>
public abstract partial class InferenceCmdlet
{
    private AnswerStores? _stores;
    private string? _recordedName;

    /// <summary>
    /// Answer a request that was asked before from the local cache, if that answer is no older than this: a TimeSpan, or a number with
    /// s, m, h or d such as 12h. A new answer is kept.
    /// </summary>
    [Parameter]
    [Duration]
    public TimeSpan? CacheFor { get; set; }

    /// <summary>Folder of the cache instead of the user's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CachePath { get; set; }

    /// <summary>Folder to write each request and its answer into, for -Replay.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Record { get; set; }

    /// <summary>Folder of -Record to answer from. Nothing is sent; a request that was not recorded is an error.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Replay { get; set; }

    /// <summary>
    /// File that keeps each finished answer. A run with the same file takes the answers it has from it and asks only for the rest.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    /// <summary>Settings a chat keeps; the parameters given come first.</summary>
    private protected virtual StorageSettings? KeptStorage => null;

    private protected StorageSettings GivenStorage => new()
    {
        CacheFor = CacheFor,
        CachePath = FullPath(CachePath),
        RecordPath = FullPath(Record),
        ReplayPath = FullPath(Replay),
        CheckpointPath = FullPath(Checkpoint),
    };

    /// <summary>The stores in use, or null. Their files stay open for the rest of the pipeline.</summary>
    private AnswerStores? Stores
    {
        get
        {
            StorageSettings settings = GivenStorage.Or(KeptStorage);
            if (_stores is not null && !_stores.Settings.Equals(settings))
            {
                DisposeStores();
            }

            return settings.IsEmpty
                ? null
                : _stores ??= new AnswerStores(settings, () => Api.ConfiguredEndpoint("bedrock-runtime"), OpenCheckpoint);
        }
    }

    private CheckpointFile OpenCheckpoint(string path)
    {
        CheckpointFile file = RunLong(() => CheckpointFile.Open(path, StopToken), "reading the checkpoint");
        WriteVerbose(file.Summary);
        return file;
    }

    partial void WrapStore(ref IModelCaller caller)
    {
        if (Stores is not AnswerStores stores)
        {
            return;
        }

        if (_model is { } model && model.Given != _recordedName && !ModelResolver.IsFullId(model.Given.Trim()))
        {
            Wait(stores.RecordNameAsync(model.Given, model.Resolved, StopToken));
            _recordedName = model.Given;
        }

        InferenceClient client = Client;
        caller = stores.Wrap(caller, request => StoredRequest.From(client.Describe(request)), Log.Add, Log.AddWarning);
    }

    /// <summary>A replay needs no model list, and so no connection, to know what a short name stood for.</summary>
    partial void ResolveRecorded(string given, ref string? resolved)
    {
        if (!ModelResolver.IsFullId(given.Trim()) && Stores?.ResolveName(given, StopToken) is { } found)
        {
            resolved = Wait(found);
        }
    }

    partial void DisposeStores()
    {
        _stores?.Dispose();
        _stores = null;
    }

    private string? FullPath(string? path) => path is null ? null : FullPathOf(path);
}
