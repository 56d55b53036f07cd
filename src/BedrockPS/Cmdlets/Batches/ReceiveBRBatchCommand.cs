using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Batches;
using BedrockPS.Completers;
using BedrockPS.Engine.S3;
using BedrockPS.Models;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Gives the answers of batches, each with the object it is the answer to. They are read as they come out of S3, whatever their order, in
/// the same memory for a hundred and for millions. A record that failed is an error whose target is its object. What a job that ended
/// early has done is given too, and one error says what is missing.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "BRBatch", DefaultParameterSetName = JobSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ModelResponse), typeof(NativeResponse), typeof(string), ParameterSetName = [JobSet, FileSet])]
[OutputType(typeof(BatchSummary), typeof(FileInfo), ParameterSetName = [JobSet])]
[Calls("bedrock", "GetModelInvocationJob")]
public sealed partial class ReceiveBRBatchCommand : ConnectedCmdlet
{
    private const string JobSet = "Job";
    private const string FileSet = "File";

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private object? _target;
    private BatchCheckpoint? _checkpoint;

    /// <summary>Ids, ARNs or names of batches, or the objects Start-BRBatch and Get-BRBatch write.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = JobSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("BatchId", "BatchArn", "JobArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = [];

    /// <summary>Files of answers on this machine, as -OutFile writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Folder of the run the answers belong to, where it is not in your data folder: it has the objects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>With -Path: the model that answered, where the journal is not there to say it.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Model { get; set; }

    /// <summary>With -Model: the answers are in the model's own format.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SwitchParameter Native { get; set; }

    /// <summary>Waits for jobs that are not done, -TimeoutSec at most for each.</summary>
    [Parameter(ParameterSetName = JobSet)]
    public new SwitchParameter Wait { get; set; }

    /// <summary>
    /// File that notes how far the answers have been given. A run with the same file goes on there, and gives no answer twice, but for the
    /// one that was being given when the first run ended.
    /// </summary>
    [Parameter(ParameterSetName = JobSet)]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    /// <summary>
    /// Copies the lines of the answers into this file instead, and writes the file. A copy that was interrupted is gone on with. A folder that
    /// exists gets a file named as each batch.
    /// </summary>
    [Parameter(ParameterSetName = JobSet)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Overwrites the file of -OutFile.</summary>
    [Parameter(ParameterSetName = JobSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Tells what has become of each batch instead, from its manifest; no answer is read.</summary>
    [Parameter(ParameterSetName = JobSet)]
    public SwitchParameter Summary { get; set; }

    /// <summary>Writes the lines as the service has written them, failed records included.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    protected override object? Target => _target ?? (ParameterSetName == JobSet ? Id : Path);

    private protected override int? CallTimeoutSec => Wait ? null : TimeoutSec;

    protected override void Process()
    {
        if (ParameterSetName == FileSet)
        {
            ForEach(Path, ReadFiles);
        }
        else
        {
            ForEach(Id, Receive, Advise);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _checkpoint?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Advise(string id, BedrockException exception)
    {
        if (exception.Code == "ResourceNotFound")
        {
            exception.RecommendedAction = ResourceTypes.Batch.MissingAdvice(Api.Region);
        }
    }

    private void Receive(string id)
    {
        ResourceApi batches = new(Api, ResourceTypes.Batch);
        string? known = ResourceTypes.Batch.IsId(id) ? id : ResourceTypes.Batch.IdOf(id) ?? base.Wait(batches.FindOneAsync(id, [], StopToken));
        Dictionary<string, object?> key = new() { ["jobIdentifier"] = known ?? id };
        ResourceContent content = Wait ? Await(key) : base.Wait(batches.GetAsync(key, StopToken));
        IReadOnlyDictionary<string, object?> job = content.Values;
        _target = id;
        string status = job.Text("status");
        if (ResourceTypes.Batch.States!.IsBusy(status))
        {
            throw new BedrockException("BatchNotDone", $"The batch {job.Text("jobName")} is {status}: it has no answers yet.");
        }

        BatchResults results = base.Wait(BatchResults.FindAsync(Api.S3, job, StopToken));
        BatchPrice price = new(Prices, Api.Region);
        BatchSummary summary = base.Wait(results.SummarizeAsync(price, StopToken));
        if (Summary)
        {
            WriteObject(summary);
            return;
        }

        if (OutFile is not null)
        {
            CopyTo(summary, results);
        }
        else
        {
            WriteAnswers(job, results, summary, price);
        }

        Conclude(summary);
    }

    private ResourceContent Await(Dictionary<string, object?> key)
    {
        ResourceWatch watch = new(Api, ResourceTypes.Batch, key, Log.Add);
        using WatchLimits limits = new(WaitLimit);
        base.Wait(watch.RunAsync(limits, StopToken));

        // A job that failed or expired is told of with what it has left.
        return watch is { HasEnded: true, Content: ResourceContent content } ? content : throw watch.Failure!;
    }

    private void CopyTo(BatchSummary summary, BatchResults results)
    {
        string path = FullPathOf(OutFile!);
        if (Directory.Exists(path))
        {
            path = global::System.IO.Path.Combine(path, summary.Name + ".jsonl");
        }

        if (!_written.Add(path))
        {
            throw new BedrockException("ParameterInvalid", $"'{path}' has the answers of another batch already.") { RecommendedAction = "Give -OutFile a folder that exists." };
        }

        CheckOutFile(path, Force);
        if (ShouldProcess(path, "Write answers"))
        {
            base.Wait(BatchDownload.RunAsync(Api.S3, results.Files, path, StopToken));
            WriteObject(new FileInfo(path));
        }
    }

    private void WriteAnswers(IReadOnlyDictionary<string, object?> job, BatchResults results, BatchSummary summary, BatchPrice price)
    {
        BatchProgress progress = new();
        if (Checkpoint is not null)
        {
            _checkpoint ??= BatchCheckpoint.Open(FullPathOf(Checkpoint));
            progress = _checkpoint.Of(summary.JobArn);
        }

        using BatchObjects? objects = Raw ? null : ObjectsOf(job, results);
        BatchAnswers answers = new(summary.Model, job.Text("modelInvocationType") == "Converse", price);
        foreach (S3Entry file in results.Files)
        {
            int order = string.CompareOrdinal(file.Location.Key, progress.File);
            if (order < 0)
            {
                continue;
            }

            if (order > 0)
            {
                progress.File = file.Location.Key;
                progress.ETag = file.ETag;
                progress.Next = 0;
            }

            using S3Content content = base.Wait(Api.S3.OpenAsync(file.Location, progress.Next, progress.ETag, StopToken));
            WriteLines(
                new BatchLineReader((buffer, offset, count, token) => Api.S3.ReadAsync(content, buffer, offset, count, token), progress.Next),
                answers,
                objects,
                progress,
                () => _checkpoint?.Save(summary.JobArn, progress));
        }

        // The manifest may not be there; what has been given is what counts.
        summary.Succeeded = Math.Max(summary.Succeeded, progress.Answered);
        summary.Failed = Math.Max(summary.Failed, progress.Failed);
        summary.Total = Math.Max(summary.Total, progress.Answered + progress.Failed);
        _given = progress.Answered + progress.Failed;
    }

    private void Conclude(BatchSummary summary)
    {
        WriteVerbose(summary.ToString());
        WriteInformation(summary, ["BedrockPS"]);
        long missing = _given is long given && !Raw ? summary.Total - given : summary.Missing;
        string said = summary.Message is null ? "" : $" The service says: {summary.Message}";
        if (summary.Status == "Failed")
        {
            WriteFailure(new BedrockException("JobFailed", $"The batch {summary.Name} has failed.{(said.Length == 0 ? " The service gives no reason." : said)}"), Target);
        }
        else if (missing > 0 || summary.Status is "Expired" or "Stopped")
        {
            WriteFailure(
                new BedrockException("BatchRecordsMissing", $"The batch {summary.Name} is {summary.Status}: {missing} of {summary.Total} records have no answer.{said}"),
                Target);
        }
        else if (summary.Status == "PartiallyCompleted" && summary.Failed > 0)
        {
            WriteVerbose($"The batch {summary.Name} is PartiallyCompleted: {summary.Failed} records failed, each an error of its own.{said}");
        }

        _given = null;
        _target = null;
    }
}
