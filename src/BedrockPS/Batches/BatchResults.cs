using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.S3;
using BedrockPS.Files;
using BedrockPS.Models;
using BedrockPS.S3;

namespace BedrockPS.Batches;

/// <summary>What a job has left in S3: files of answers, and a manifest of counts.</summary>
internal sealed class BatchResults
{
    private const string AnswersExtension = ".jsonl.out";
    private const string ManifestName = "manifest.json.out";

    private readonly S3Client _s3;
    private readonly IReadOnlyDictionary<string, object?> _job;

    private BatchResults(S3Client s3, IReadOnlyDictionary<string, object?> job, IReadOnlyList<S3Entry> files, S3Entry? manifest)
    {
        _s3 = s3;
        _job = job;
        Files = files;
        Manifest = manifest;
    }

    /// <summary>Files of answers, by name.</summary>
    public IReadOnlyList<S3Entry> Files { get; }

    public S3Entry? Manifest { get; }

    /// <summary>Looks up what there is.</summary>
    /// <param name="s3">S3.</param>
    /// <param name="job">The job as the service shows it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BedrockException">NoSuchBucket, AccessDenied and their like.</exception>
    public static async Task<BatchResults> FindAsync(S3Client s3, IReadOnlyDictionary<string, object?> job, CancellationToken cancellationToken)
    {
        string id = job.Text("jobArn");
        S3Location folder = S3Address.Parse(job.Map("outputDataConfig").Map("s3OutputDataConfig").Text("s3Uri")).Below(id.Substring(id.LastIndexOf('/') + 1) + "/");
        List<S3Entry> files = [];
        S3Entry? manifest = null;
        IAsyncEnumerator<S3Entry> entries = s3.ListAsync(folder, byFolder: false, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await entries.MoveNextAsync().ConfigureAwait(false))
            {
                S3Entry entry = entries.Current;
                if (entry.Location.Key.EndsWith(AnswersExtension, StringComparison.Ordinal))
                {
                    files.Add(entry);
                }
                else if (entry.Location.Name == ManifestName)
                {
                    manifest = entry;
                }
            }
        }
        finally
        {
            await entries.DisposeAsync().ConfigureAwait(false);
        }

        return new BatchResults(s3, job, [.. files.OrderBy(static file => file.Location.Key, StringComparer.Ordinal)], manifest);
    }

    /// <summary>What has become of the job: counts of the manifest, else those the service shows of the job.</summary>
    public async Task<BatchSummary> SummarizeAsync(BatchPrice price, CancellationToken cancellationToken)
    {
        BatchSummary summary = new()
        {
            Name = _job.Text("jobName"),
            JobArn = _job.Text("jobArn"),
            Model = _job.Text("modelId"),
            Status = _job.Text("status"),
            Message = _job.Text("message") is { Length: > 0 } message ? message : null,
            Total = Count("totalRecordCount"),
            Succeeded = Count("successRecordCount"),
            Failed = Count("errorRecordCount"),
        };
        if (Manifest is not null)
        {
            await ReadManifestAsync(summary, cancellationToken).ConfigureAwait(false);
        }

        if (summary is { InputTokens: long input, OutputTokens: long output }
            && price.Of(summary.Model, new TokenUsage { InputTokens = input, OutputTokens = output }) is (decimal amount, string currency))
        {
            summary.Cost = amount;
            summary.Currency = currency;
        }

        return summary;
    }

    /// <summary>Brings the input objects that belong to the answers onto this machine, where they are in S3 and not here yet.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="place">Where they are.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FetchObjectsAsync(BatchFolder folder, BatchPlace place, CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(folder.Path);
        foreach (S3Entry answers in Files)
        {
            string stem = answers.Location.Name.Substring(0, answers.Location.Name.Length - AnswersExtension.Length);
            if (int.TryParse(stem, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && !File.Exists(folder.Objects(number)))
            {
                await FetchAsync(place.Objects(number), folder.Objects(number), cancellationToken).ConfigureAwait(false);
                BatchObjects.WriteIndex(folder, number);
            }
        }
    }

    /// <summary>Copies an object to a file; half a copy is never taken for one.</summary>
    private async Task FetchAsync(S3Location from, string path, CancellationToken cancellationToken)
    {
        string temporary = path + PrivateFile.TemporaryExtension;
        using (S3Content content = await _s3.OpenAsync(from, 0, null, cancellationToken).ConfigureAwait(false))
        using (FileStream file = PrivateFile.Open(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            byte[] block = new byte[256 * 1024];
            int count;
            while ((count = await _s3.ReadAsync(content, block, 0, block.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await file.WriteAsync(block, 0, count, cancellationToken).ConfigureAwait(false);
            }
        }

        File.Delete(path);
        File.Move(temporary, path);
    }

    private async Task ReadManifestAsync(BatchSummary summary, CancellationToken cancellationToken)
    {
        using S3Content content = await _s3.OpenAsync(Manifest!.Location, 0, null, cancellationToken).ConfigureAwait(false);
        byte[] bytes = new byte[content.Length];
        int length = 0;
        int count;
        while (length < bytes.Length && (count = await _s3.ReadAsync(content, bytes, length, bytes.Length - length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += count;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            summary.Total = Number(root, "totalRecordCount") ?? summary.Total;
            summary.Succeeded = Number(root, "successRecordCount") ?? summary.Succeeded;
            summary.Failed = Number(root, "errorRecordCount") ?? summary.Failed;
            summary.InputTokens = Number(root, "inputTokenCount");
            summary.OutputTokens = Number(root, "outputTokenCount");
        }
        catch (JsonException)
        {
            // The job has its own counts.
        }
    }

    private static long? Number(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            ? value.GetInt64()
            : null;

    private long Count(string name) => _job.TryGetValue(name, out object? value) && value is long count ? count : 0;
}
