using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using BedrockPS.Batches;
using BedrockPS.Completers;
using BedrockPS.Cost;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Has the service answer a request for each piped object, any number of them, for half the price and within hours: the way where one
/// machine is not enough. The requests are those Invoke-BRModel would send. They go into files on this machine and from there to S3, split
/// at the limits of the service, and then the jobs are started. A run that was interrupted goes on where it was. Receive-BRBatch joins
/// the answers to the objects.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BRBatch", DefaultParameterSetName = PromptSet, SupportsShouldProcess = true)]
[OutputType("BedrockPS.Batch", ParameterSetName = [PromptSet, BodySet, ResumeSet])]
[OutputType(typeof(FileInfo), ParameterSetName = [PromptSet, BodySet])]
[OutputType(typeof(ModelResponse), typeof(CostEstimate), typeof(Job), ParameterSetName = [PromptSet])]
[Calls("bedrock", "CreateModelInvocationJob", "GetModelInvocationJob")]
public sealed partial class StartBRBatchCommand : PromptCmdlet
{
    private const string BodySet = "Body";
    private const string ResumeSet = "Resume";

    /// <summary>Folder in S3 the run gets a folder in, for its input and its answers: s3://bucket/folder/.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ArgumentCompleter(typeof(S3Completer))]
    [ValidateNotNullOrEmpty]
    public string? S3Uri { get; set; }

    /// <summary>
    /// IAM role the service acts with, an ARN. It must let the service read the input and write the answers, and trust
    /// bedrock.amazonaws.com.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <summary>Region system name such as us-east-1. That of a piped object is the object's own matter.</summary>
    [Parameter]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public override string? Region { get; set; }

    /// <summary>
    /// What the prompt is about: strings as they are, files as text or attachments, other objects as JSON; one record an object. With -Body
    /// what its script block makes a body of. A list that is given here and not piped, such as [IO.File]::ReadLines('tickets.txt'), is gone
    /// through like a pipeline, but faster. Receive-BRBatch gives the object back with its answer.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = PromptSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = BodySet)]
    [AllowNull]
    [AllowEmptyString]
    public override object? InputObject { get; set; }

    /// <summary>
    /// Bodies of InvokeModel in the model's own format, sent as they are: a script block that makes one of each piped object, $_ in it, or
    /// the bodies themselves. JSON text or hashtables.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = BodySet)]
    [ValidateNotNullOrEmpty]
    public object[] Body { get; set; } = [];

    /// <summary>
    /// Name of the job, up to 63 letters, digits, hyphens, dots and plus signs; made of the time if not given. Of several jobs each has its
    /// number at the end.
    /// </summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [Alias("JobName")]
    [ValidateLength(1, 63)]
    public string? Name { get; set; }

    /// <summary>Folder in S3 for the answers; beside the input if not given.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ArgumentCompleter(typeof(S3Completer))]
    [ValidateNotNullOrEmpty]
    public string? OutputS3Uri { get; set; }

    /// <summary>Hours the service may take before it gives up what is left, 24 to 168; 24 if not given.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ValidateRange(24, 168)]
    public int? TimeoutHours { get; set; }

    /// <summary>KMS key that encrypts input and answers in S3, id, ARN or alias; the role needs it too. Without: as the bucket says.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>Subnets of your VPC the job works in, 1 to 16; -SecurityGroupId belongs to it.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ValidateCount(1, 16)]
    public string[]? SubnetId { get; set; }

    /// <summary>Security groups of your VPC, 1 to 5; -SubnetId belongs to it.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ValidateCount(1, 5)]
    public string[]? SecurityGroupId { get; set; }

    /// <summary>Tags of the job, a hashtable of names and values.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    public IDictionary? Tag { get; set; }

    /// <summary>Records of a file at most; 50,000 if not given, the service's limit for most models.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ValidateRange(1, int.MaxValue)]
    public int MaxRecordsPerFile { get; set; } = BatchLimits.DefaultMaxRecordsPerFile;

    /// <summary>
    /// Records of a job at most; what is more goes into further jobs. 50,000 if not given, the service's limit for most models; an account can
    /// have more.
    /// </summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ValidateRange(1, int.MaxValue)]
    public int MaxRecordsPerJob { get; set; } = BatchLimits.DefaultMaxRecordsPerJob;

    /// <summary>Bytes of a file at most; 1,000,000,000 if not given, the service's limit.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ValidateRange(1000, long.MaxValue)]
    public long MaxBytesPerFile { get; set; } = BatchLimits.DefaultMaxBytesPerFile;

    /// <summary>Bytes of a job's files at most; 5,000,000,000 if not given, the service's limit for most models.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ValidateRange(1000, long.MaxValue)]
    public long MaxBytesPerJob { get; set; } = BatchLimits.DefaultMaxBytesPerJob;

    /// <summary>
    /// Folder that keeps what has been done. The same command with the same input goes on there: it sends what is missing, and starts no job
    /// twice. Without it a new folder in your data folder, which -Verbose names.
    /// </summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>
    /// The journal of a run whose input had all come: sends what is missing and starts the jobs that are, without the input. -RoleArn may be
    /// another.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    [ValidateNotNullOrEmpty]
    public string Resume { get; set; } = null!;

    /// <summary>Writes the files of records and sends nothing; -Resume does that when you have looked at them.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = BodySet)]
    public SwitchParameter PrepareOnly { get; set; }

    /// <summary>Waits until the jobs are done, -TimeoutSec at most.</summary>
    [Parameter]
    public new SwitchParameter Wait { get; set; }

    /// <summary>
    /// Waits in a PowerShell job, and writes that job: Receive-Job gives the batches that are done. Stop-Job ends the wait alone; the work
    /// goes on at the service.
    /// </summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>
    /// Asks from this machine instead, -ThrottleLimit at a time, and writes the answers: for too few inputs for a batch, and to try a runbook.
    /// S3, role and job are left aside.
    /// </summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter Local { get; set; }

    /// <summary>Tell tokens and cost of all records together instead of starting anything.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter EstimateOnly { get; set; }

    public StartBRBatchCommand() => ThrottleLimit = 8;

    protected override object? Target => _place ?? (ParameterSetName == ResumeSet ? Resume : base.Target);

    private protected override int? CallTimeoutSec => Wait || AsJob ? null : TimeoutSec;

    private protected override string? WaitingFor => _run is { Sending.IsCompleted: false } run
        ? string.Format(CultureInfo.InvariantCulture, "S3, {0:N0} of {1:N0} MB sent", run.SentBytes / 1_000_000, run.Bytes / 1_000_000)
        : base.WaitingFor;

    protected override void Process()
    {
        if (ParameterSetName == ResumeSet)
        {
            return;
        }

        if (!MyInvocation.ExpectingInput && Input is IEnumerable inputs and not (string or IDictionary))
        {
            ProcessEach(inputs);
        }
        else
        {
            ProcessOne();
        }
    }

    private void ProcessOne()
    {
        if (Local && !EstimateOnly)
        {
            SendAmongOthers();
            return;
        }

        CheckParameters();
        if (EstimateOnly || IsAgreed())
        {
            TakeInput();
        }
    }

    protected override void Finish()
    {
        if (Local && !EstimateOnly)
        {
            base.Finish();
            return;
        }

        if (ParameterSetName == ResumeSet)
        {
            Reopen();
        }

        if (EstimateOnly)
        {
            WriteTotal();
        }
        else if (_run is not null)
        {
            FinishRun();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
            _json?.Dispose();
            DisposeRun();
        }

        base.Dispose(disposing);
    }
}
