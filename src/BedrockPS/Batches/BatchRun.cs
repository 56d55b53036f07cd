using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Hashing;
using BedrockPS.Protocol;

namespace BedrockPS.Batches;

/// <summary>
/// One run from inputs to jobs. It may end at any moment and be taken up again over its folder: records that are there are compared
/// with the same input and not written again, what S3 has is not sent again, and a job that was made is not made again.
/// </summary>
internal sealed class BatchRun : IDisposable
{
    private const string Description = "batch.json";

    private readonly BatchFolder _folder;
    private readonly BatchJournal _journal;
    private readonly BatchSpool _spool;
    private readonly CancellationTokenSource _stop = new();
    private BatchUploader? _uploader;
    private byte[] _replay = [];
    private int _replayFile;
    private int _replayRecord;

    private BatchRun(BatchFolder folder, BatchJournal journal)
    {
        _folder = folder;
        _journal = journal;
        try
        {
            Settings = BatchSettings.Of(journal.Settings);
            _spool = new BatchSpool(folder, Settings.Limits, file => journal.IsSent(BatchFolder.Stem(file) + BatchFolder.RecordsExtension));
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidCastException or NullReferenceException)
        {
            journal.Dispose();
            throw new BedrockException("BatchJournalInvalid", $"The settings in '{folder.Journal}' cannot be read.", exception) { EndsPipeline = true };
        }
        catch (BedrockException)
        {
            journal.Dispose();
            throw;
        }

        Place = new BatchPlace(Settings.Root);
        if (journal.Total is long total)
        {
            if (total != _spool.Count)
            {
                Dispose();
                throw new BedrockException(
                    "BatchJournalInvalid", $"'{folder.Path}' has {_spool.Count} whole records of {total}.") { EndsPipeline = true };
            }

            _spool.Complete();
        }
    }

    public string Path => _folder.Path;

    public BatchSettings Settings { get; }

    public BatchPlace Place { get; }

    /// <summary>Records taken in this time, those that were there already included.</summary>
    public long Position { get; private set; }

    /// <summary>Records there are.</summary>
    public long Count => _spool.Count;

    /// <summary>The input has come to its end, now or in an earlier time.</summary>
    public bool IsComplete => _journal.Total is not null;

    /// <summary>Something of it is in S3.</summary>
    public bool IsBegun => _journal.IsSent(Description);

    /// <summary>Jobs the records are for; known once the input is complete.</summary>
    public int JobCount => _spool.Files.Count == 0 ? 0 : _spool.Files[^1].Job;

    public IReadOnlyDictionary<int, string> Jobs => _journal.Jobs;

    /// <summary>The sending that is under way; null before <see cref="Send"/>.</summary>
    public Task? Sending { get; private set; }

    public long SentBytes => _uploader?.SentBytes ?? 0;

    public long Bytes => _spool.Bytes;

    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public static BatchRun Begin(BatchFolder folder, BatchSettings settings) => new(folder, BatchJournal.Begin(folder, settings.ToValues()));

    /// <exception cref="BedrockException">BatchJournalBusy, BatchJournalInvalid, FileUnreadable.</exception>
    public static BatchRun Open(BatchFolder folder) => new(folder, BatchJournal.Open(folder));

    /// <summary>Begins to send what there is, beside what comes.</summary>
    /// <param name="store">S3.</param>
    /// <param name="partBytes">Bytes of a part.</param>
    public void Send(IBatchStore store, int partBytes = BatchUploader.DefaultPartBytes)
    {
        _uploader = new BatchUploader(store, _folder, _journal, _spool, Place, partBytes);
        Sending = Task.Run(() => SendAsync(store, _stop.Token));
    }

    /// <summary>Takes the next record.</summary>
    /// <param name="body">The request, JSON in one line.</param>
    /// <param name="inputObject">The member with the input object.</param>
    /// <exception cref="BedrockException">BatchInputChanged, RequestTooLarge, FileUnwritable; what the sending failed with.</exception>
    public void Add(ReadOnlySpan<byte> body, ReadOnlySpan<byte> inputObject)
    {
        if (Sending is { IsFaulted: true })
        {
            Sending.GetAwaiter().GetResult();
        }

        ulong bodyHash = ContentHash.Of(body);
        ulong hash = BatchRecord.Hash(bodyHash, inputObject);
        if (Position < _spool.Count)
        {
            if (PresentHash() != hash)
            {
                throw Changed($"Input {Position + 1} is not the one this run had there");
            }

            _replayRecord++;
        }
        else if (IsComplete)
        {
            throw Changed($"This run has had all of its {_spool.Count} inputs, and now there are more");
        }
        else
        {
            _spool.Add(body, inputObject, bodyHash, hash);
        }

        Position++;
    }

    /// <summary>The last record has come.</summary>
    /// <exception cref="BedrockException">BatchInputChanged.</exception>
    public void Complete()
    {
        if (Position < _spool.Count)
        {
            throw Changed($"This run has had {_spool.Count} inputs, and now there are {Position}");
        }

        if (!IsComplete)
        {
            _spool.Complete();
            _journal.MarkComplete(_spool.Count);
        }
    }

    /// <summary>What a job needs to be made.</summary>
    /// <param name="number">From 1.</param>
    public Dictionary<string, object?> JobMembers(int number)
    {
        Dictionary<string, object?> members = new(Settings.Job);
        List<BatchFile> files = [.. _spool.Files.Where(file => file.Job == number)];
        Dictionary<string, object?> input = new()
        {
            ["s3InputFormat"] = "JSONL",
            ["s3Uri"] = (files.Count == 1 ? Place.Records(number, files[0].Number) : Place.Job(number)).ToString(),
        };
        if (Settings.BucketOwner is string owner)
        {
            input["s3BucketOwner"] = owner;
        }

        members["inputDataConfig"] = new Dictionary<string, object?> { ["s3InputDataConfig"] = input };
        if (JobCount > 1)
        {
            members["jobName"] = $"{Settings.Name}-{number}";
        }

        // The same request has the same token, however often the run is taken up; one with another role is another.
        members["clientRequestToken"] = $"bedrockps-{ContentHash.Of(JsonText.BytesOf(members)):x16}";
        return members;
    }

    /// <summary>Files of records that are on this machine.</summary>
    public IEnumerable<string> RecordFiles => _spool.Files.Select(file => _folder.Records(file.Number)).Where(File.Exists);

    /// <summary>Records of a job.</summary>
    public long RecordsOf(int job) => _spool.Files.Where(file => file.Job == job).Sum(static file => (long)file.Records);

    public void MarkJob(int number, string arn) => _journal.MarkJob(number, arn);

    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            Sending?.Wait();
        }
        catch (AggregateException)
        {
            // What it failed with has been told, or nobody wants to know any more.
        }

        try
        {
            _spool.Flush();
        }
        catch (BedrockException)
        {
            // The same input makes up for it.
        }

        _spool.Dispose();
        _journal.Dispose();
        _stop.Dispose();
    }

    private static BedrockException Changed(string message) => new("BatchInputChanged", message + ".");

    private async Task SendAsync(IBatchStore store, CancellationToken cancellationToken)
    {
        try
        {
            if (!_journal.IsSent(Description))
            {
                byte[] text = JsonText.BytesOf(new Dictionary<string, object?>
                {
                    ["name"] = Settings.Name,
                    ["modelId"] = Settings.Job["modelId"],
                    ["modelInvocationType"] = Settings.Job["modelInvocationType"],
                });
                await store.PutAsync(Place.Description, text, cancellationToken).ConfigureAwait(false);
                _journal.MarkSent(Description);
            }

            await _uploader!.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            // Every record goes to the same place.
            exception.EndsPipeline = true;
            throw;
        }
    }

    /// <summary>The hash of the record that is there for the next input.</summary>
    private ulong PresentHash()
    {
        while (_replayRecord * BatchIndex.Length >= _replay.Length)
        {
            _spool.Flush();
            _replayFile++;
            _replayRecord = 0;
            _replay = File.ReadAllBytes(_folder.Index(_replayFile));
        }

        return BatchFileScan.At(_replay, _replayRecord).Hash;
    }
}
