using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Batches;
using BedrockPS.Engine.S3;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;
using BedrockPS.S3;

namespace BedrockPS.Cmdlets;

/// <content>The run: begun with the first input, sent beside the others, turned into jobs after the last.</content>
public sealed partial class StartBRBatchCommand
{
    private const string CreateOperation = "CreateModelInvocationJob";

    private BatchRun? _run;
    private bool? _isAgreed;
    private bool _isNew;
    private string? _place;

    private static OperationDescription Create => ResourceTypes.Batch.Operation(CreateOperation);

    /// <summary>Asks once, before anything is written or sent, and begins the run.</summary>
    private bool IsAgreed()
    {
        if (_isAgreed is not null)
        {
            return _isAgreed.Value;
        }

        BatchSettings settings = NewSettings();
        _isAgreed = ShouldProcess($"{settings.Name}: {settings.Job["modelId"]}, {settings.Root}", "Start batch");
        if (_isAgreed.Value)
        {
            Begin(settings);
        }

        return _isAgreed.Value;
    }

    private void Begin(BatchSettings settings)
    {
        string path = JournalPath is null
            ? Path.Combine(BatchFolder.Root, new BatchPlace(settings.Root).Name)
            : FullPathOf(JournalPath);
        BatchFolder folder = BatchFolder.Of(path);
        _isNew = !BatchJournal.Exists(folder);
        _run = _isNew ? BatchRun.Begin(folder, settings) : RunLong(() => BatchRun.Open(folder), "reading the journal");
        if (!_isNew)
        {
            Resettle(settings);
            WriteVerbose(string.Format(
                CultureInfo.InvariantCulture, "The run in {0} goes on: it has {1} records and {2} jobs.", folder.Path, _run.Count, _run.Jobs.Count));
        }

        WriteVerbose($"Journal: {folder.Path}. Input: {_run.Settings.Root}");
        if (!PrepareOnly)
        {
            Send();
        }
    }

    /// <summary>-Resume: all but the input, which has been there.</summary>
    private void Reopen()
    {
        BatchFolder folder = BatchFolder.Of(FullPathOf(Resume));
        _run = RunLong(() => BatchRun.Open(folder), "reading the journal");
        if (!_run.IsComplete)
        {
            long count = _run.Count;
            DisposeRun();
            throw new BedrockException("BatchIncomplete", $"The input of this run had not come to its end: {count} records are there.") { EndsPipeline = true };
        }

        if (!ShouldProcess($"{_run.Settings.Name}: {_run.Settings.Job["modelId"]}, {_run.Settings.Root}", "Start batch"))
        {
            DisposeRun();
            return;
        }

        if (RoleArn is not null)
        {
            _run.Settings.Job["roleArn"] = RoleArn;
        }

        Send();
    }

    /// <summary>A run that goes on is what it was; what its jobs are to be may have changed for those that are not made yet.</summary>
    private void Resettle(BatchSettings settings)
    {
        if (Parent(_run!.Settings.Root) is not S3Location given || !given.Equals(Parent(settings.Root)))
        {
            throw new BedrockException("BatchInputChanged", $"The run in '{_run.Path}' goes to {_run.Settings.Root}.") { EndsPipeline = true };
        }

        string name = Name ?? _run.Settings.Name;
        object? output = OutputS3Uri is null ? _run.Settings.Job["outputDataConfig"] : settings.Job["outputDataConfig"];
        foreach (KeyValuePair<string, object?> member in settings.Job)
        {
            _run.Settings.Job[member.Key] = member.Value;
        }

        _run.Settings.Job["jobName"] = name;
        _run.Settings.Job["outputDataConfig"] = output;
    }

    private void Send() => _run!.Send(new BatchStore(Api.S3, _run.Settings.BucketOwner, _run.Settings.KmsKeyId));

    private void FinishRun()
    {
        BatchRun run = _run!;
        if (ParameterSetName != ResumeSet)
        {
            run.Complete();
        }

        if (run.Count == 0)
        {
            WriteWarning("No input became a record: no job is started.");
            return;
        }

        if (PrepareOnly)
        {
            ForEach(run.RecordFiles, path => WriteObject(new FileInfo(path)));
            return;
        }

        Reserve(run);
        _place = run.Settings.Root.ToString();
        base.Wait(run.Sending!);
        List<ResourceWatch> watches = [];
        for (int job = 1; job <= run.JobCount; job++)
        {
            try
            {
                Start(run, job, watches);
            }
            catch (BedrockException exception)
            {
                Settle(isStarted: job > 1);
                exception.RecommendedAction =
                    $"{exception.RecommendedAction} The records are in S3 and stay there: Start-BRBatch -Resume '{run.Path}' starts {(job == run.JobCount ? "this job" : $"this job and the {run.JobCount - job} after it")}.";
                WriteFailure(exception, _place);
                break;
            }
        }

        Settle(isStarted: true);
        RunWatches(watches, AsJob);
    }

    private void Start(BatchRun run, int job, List<ResourceWatch> watches)
    {
        if (run.RecordsOf(job) is long records && records < BatchLimits.DefaultMinRecords)
        {
            WriteWarning(
                $"The job has {records} {(records == 1 ? "record" : "records")}. The service asks for at least {BatchLimits.DefaultMinRecords} unless your quota says otherwise; -Local asks from this machine.");
        }

        Dictionary<string, object?> members = run.JobMembers(job);
        if (!run.Jobs.TryGetValue(job, out string? arn))
        {
            arn = base.Wait(Api.CallAsync("bedrock", CreateOperation, members, StopToken)).Text("jobArn");
            run.MarkJob(job, arn);
        }

        ResourceApi batches = new(Api, ResourceTypes.Batch);
        ResourceContent made = new(ResourceTypes.Batch, new Dictionary<string, object?> { ["jobArn"] = arn, ["jobName"] = members["jobName"] }, null);
        Dictionary<string, object?> key = batches.Locate(made, members)!;
        if (Wait || AsJob)
        {
            watches.Add(new ResourceWatch(Api, ResourceTypes.Batch, key, Log.Add) { Input = arn, Content = made });
            return;
        }

        try
        {
            made = base.Wait(batches.GetAsync(key, StopToken));
        }
        catch (BedrockException exception)
        {
            WriteVerbose($"The batch could not be read: {exception.Message}");
        }

        WriteDone(ResourceView.Of(ResourceTypes.Batch, made, Api.Region));
    }

    private protected override void WriteDone(PSObject done)
    {
        done.Properties.Add(new PSNoteProperty("JournalPath", _run!.Path));
        base.WriteDone(done);
    }

    private void DisposeRun()
    {
        _run?.Dispose();
        if (_isNew && JournalPath is null && !PrepareOnly && _run is { Jobs.Count: 0, IsBegun: false })
        {
            // Nothing has come of it, and nobody was told of the place.
            Directory.Delete(_run.Path, recursive: true);
        }

        _run = null;
    }

    private BatchSettings NewSettings()
    {
        S3Location folder = Place(S3Uri ?? throw Missing(nameof(S3Uri), "the folder in S3 for input and answers"));
        if (folder.Name.EndsWith(BatchFolder.RecordsExtension, StringComparison.OrdinalIgnoreCase))
        {
            throw new BedrockException("S3UriInvalid", $"-S3Uri names a folder, and {folder} is a file.") { EndsPipeline = true };
        }

        string name = Name ?? "bedrockps-" + DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);

        // A folder of its own for each run, for its objects must not be taken for another's.
        S3Location root = folder.Below($"{name.Replace('+', '-')}-{Guid.NewGuid().ToString("N").Substring(0, 8)}/");
        Dictionary<string, object?> output = new() { ["s3Uri"] = (OutputS3Uri is null ? new BatchPlace(root).Output : Place(OutputS3Uri)).ToString() };
        Add(output, "s3EncryptionKeyId", KmsKeyId);
        Add(output, "s3BucketOwner", S3BucketOwner);
        Dictionary<string, object?> job = new()
        {
            ["jobName"] = name,
            ["roleArn"] = Role(RoleArn ?? throw Missing(nameof(RoleArn), "the role the service reads and writes S3 with")),
            ["modelId"] = ResolveModel(ModelOrPrompt),
            ["modelInvocationType"] = IsNative ? "InvokeModel" : "Converse",
            ["outputDataConfig"] = new Dictionary<string, object?> { ["s3OutputDataConfig"] = output },
        };
        Add(job, "timeoutDurationInHours", (long?)TimeoutHours);
        if (SubnetId is not null || SecurityGroupId is not null)
        {
            job["vpcConfig"] = new Dictionary<string, object?> { ["subnetIds"] = Texts(SubnetId), ["securityGroupIds"] = Texts(SecurityGroupId) };
        }

        if (Tag is { Count: > 0 })
        {
            job["tags"] = Tag.Cast<DictionaryEntry>().Select(static tag => (object?)new Dictionary<string, object?>
            {
                ["key"] = LanguagePrimitives.ConvertTo<string>(tag.Key),
                ["value"] = LanguagePrimitives.ConvertTo<string>(tag.Value),
            }).ToList();
        }

        Check(job, root);
        return new BatchSettings
        {
            Root = root,
            Job = job,
            Limits = new BatchLimits
            {
                MaxRecordsPerFile = MaxRecordsPerFile,
                MaxRecordsPerJob = MaxRecordsPerJob,
                MaxBytesPerFile = MaxBytesPerFile,
                MaxBytesPerJob = MaxBytesPerJob,
            },
        };
    }

    /// <summary>What the service would refuse is known before hours are spent on sending.</summary>
    private void Check(Dictionary<string, object?> job, S3Location root)
    {
        Dictionary<string, object?> members = new(job)
        {
            ["inputDataConfig"] = new Dictionary<string, object?>
            {
                ["s3InputDataConfig"] = new Dictionary<string, object?> { ["s3Uri"] = new BatchPlace(root).Job(1).ToString() },
            },
        };
        try
        {
            RequestWriter.Write(Create, members, Api.Options.Rules);
        }
        catch (BedrockException exception)
        {
            exception.EndsPipeline = true;
            throw;
        }
    }

    private static S3Location Place(string address)
    {
        try
        {
            return S3Address.Parse(address);
        }
        catch (BedrockException exception)
        {
            // It is the same for every input.
            exception.EndsPipeline = true;
            throw;
        }
    }

    private static string Role(string arn) => arn.StartsWith("arn:", StringComparison.Ordinal) ? arn : throw new BedrockException(
        "ParameterInvalid", $"'{arn}' is not the ARN of a role.")
    {
        RecommendedAction = "Give -RoleArn arn:aws:iam::<account>:role/<name>.",
        EndsPipeline = true,
    };

    private static S3Location? Parent(S3Location folder)
    {
        string key = folder.Key.TrimEnd('/');
        return new S3Location(folder.Bucket, key.Substring(0, key.LastIndexOf('/') + 1));
    }

    private static List<object?> Texts(string[]? texts) => [.. texts ?? []];

    private static void Add(Dictionary<string, object?> members, string name, object? value)
    {
        if (value is not null)
        {
            members[name] = value;
        }
    }

    private static BedrockException Missing(string parameter, string what) =>
        new("ParameterInvalid", $"-{parameter} is missing: {what}.")
        {
            RecommendedAction = $"Give -{parameter}, or ask from this machine with -Local.",
            EndsPipeline = true,
        };
}
