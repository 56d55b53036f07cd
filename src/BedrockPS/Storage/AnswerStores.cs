using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Storage;

/// <summary>The stores of one run, opened when the first request needs them and open until the run ends.</summary>
internal sealed class AnswerStores : IDisposable
{
    private readonly List<IAnswerStore> _stores = [];
    private readonly ConcurrentDictionary<string, bool> _warned = new();
    private readonly Replayer? _replayer;
    private readonly Recorder? _recorder;
    private readonly CheckpointFile? _checkpoint;

    /// <param name="settings">Which stores; not empty.</param>
    /// <param name="endpoint">The endpoint's URL where it is not the service's own; asked for only where it matters.</param>
    /// <param name="open">Opens a checkpoint, which may take long.</param>
    /// <exception cref="BedrockException">A store cannot be used.</exception>
    public AnswerStores(StorageSettings settings, Func<string?> endpoint, Func<string, CheckpointFile> open)
    {
        Settings = settings;
        if (settings.RecordPath is not null && settings.ReplayPath is not null)
        {
            throw new BedrockException("ParameterConflict", "-Record and -Replay exclude each other: one asks the model, the other never does.");
        }

        _replayer = settings.ReplayPath is string replay ? new Replayer(replay) : null;
        _recorder = settings.RecordPath is string record ? new Recorder(record) : null;
        AnswerCache? cache = settings.CacheFor is TimeSpan age && _replayer is null
            ? new AnswerCache(settings.CachePath ?? CacheFolder.DefaultPath, age, CacheFolder.MaxBytes, ScopeOf(endpoint()))
            : null;

        // Last, for what came after it might throw, and nobody would close the file.
        _checkpoint = settings.CheckpointPath is string checkpoint ? open(checkpoint) : null;
        foreach (IAnswerStore? store in new IAnswerStore?[] { _checkpoint, _recorder, cache, _replayer })
        {
            if (store is not null)
            {
                _stores.Add(store);
            }
        }
    }

    public StorageSettings Settings { get; }

    /// <param name="next">The way to the model.</param>
    /// <param name="describe">The request as it would be sent.</param>
    /// <param name="log">For verbose lines, from any thread.</param>
    /// <param name="warn">For warnings, from any thread.</param>
    public StoringCaller Wrap(IModelCaller next, Func<InferenceRequest, StoredRequest> describe, Action<string> log, Action<string> warn) =>
        new(next, _stores, describe, log, warn, _warned);

    /// <summary>What a short model name stood for when it was recorded; null when nothing is replayed.</summary>
    /// <exception cref="BedrockException">ReplayMissing.</exception>
    public Task<string>? ResolveName(string given, CancellationToken cancellationToken) => _replayer?.ResolveNameAsync(given, cancellationToken);

    /// <summary>Keeps what a short model name stands for, where requests are recorded.</summary>
    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public Task RecordNameAsync(string given, string modelId, CancellationToken cancellationToken) =>
        _recorder?.RecordNameAsync(given, modelId, cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => _checkpoint?.Dispose();

    /// <summary>Regions, FIPS and VPC endpoints are all the service; anything else answers for itself alone.</summary>
    public static string ScopeOf(string? endpoint) =>
        endpoint is not null && new Uri(endpoint).Host is string host && !IsAws(host) ? endpoint : "";

    private static bool IsAws(string host) =>
        host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".api.aws", StringComparison.OrdinalIgnoreCase);
}
