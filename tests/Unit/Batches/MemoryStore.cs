using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Batches;
using BedrockPS.Engine.S3;

namespace BedrockPS.Unit.Batches;

/// <summary>S3 in memory, that fails at one of its calls: before it does anything, or after, when the answer is lost.</summary>
internal sealed class MemoryStore : IBatchStore
{
    private readonly Dictionary<string, SortedDictionary<int, byte[]>> _uploads = [];

    public Dictionary<string, byte[]> Objects { get; } = [];

    /// <summary>Parts and objects that arrived, a line each time.</summary>
    public List<string> Arrived { get; } = [];

    public int Calls { get; private set; }

    public int FailAt { get; set; } = -1;

    public bool FailsAfterwards { get; set; }

    public void ForgetUploads() => _uploads.Clear();

    public Task PutAsync(S3Location location, byte[] content, CancellationToken cancellationToken) => Run(() =>
    {
        Arrived.Add(location.Key);
        Objects[location.Key] = content;
        return true;
    });

    public Task<long?> LengthAsync(S3Location location, CancellationToken cancellationToken) =>
        Run(() => Objects.TryGetValue(location.Key, out byte[]? content) ? content.Length : (long?)null);

    public Task<string> BeginUploadAsync(S3Location location, CancellationToken cancellationToken) => Run(() =>
    {
        string id = Guid.NewGuid().ToString("N");
        _uploads[id] = [];
        return id;
    });

    public Task<string> SendPartAsync(S3Location location, string upload, int number, byte[] content, int count, CancellationToken cancellationToken) => Run(() =>
    {
        Arrived.Add($"{location.Key}#{number}");
        Parts(upload)[number] = content[..count];
        return $"etag-{number}";
    });

    public Task CompleteUploadAsync(S3Location location, string upload, IReadOnlyCollection<BatchPart> parts, CancellationToken cancellationToken) => Run(() =>
    {
        SortedDictionary<int, byte[]> sent = Parts(upload);
        Objects[location.Key] = [.. parts.OrderBy(part => part.Number).SelectMany(part => sent[part.Number])];
        _uploads.Remove(upload);
        return true;
    });

    private SortedDictionary<int, byte[]> Parts(string upload) =>
        _uploads.TryGetValue(upload, out SortedDictionary<int, byte[]>? parts) ? parts : throw new BedrockException("NoSuchUpload", "There is no such upload.");

    private Task<T> Run<T>(Func<T> call)
    {
        bool isLost = Calls++ == FailAt;
        if (isLost && !FailsAfterwards)
        {
            throw new BedrockException("Connection", "The connection broke.");
        }

        T result = call();
        return isLost ? throw new BedrockException("Connection", "The answer was lost.") : Task.FromResult(result);
    }
}
