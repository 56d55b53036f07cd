using System;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Embeddings;
using BedrockPS.Errors;
using BedrockPS.Parallelism;

namespace BedrockPS.Cmdlets;

/// <content>Several calls at a time.</content>
public sealed partial class GetBREmbeddingCommand
{
    private ParallelPipe<EmbeddingResult[]>? _pipe;
    private CallGates? _gates;

    /// <summary>
    /// Calls that are made at a time, 1 to 256. Embeddings come in the order of the inputs. With more than one, calls that are
    /// throttled slow all of them down and are sent again, for up to five minutes.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>With -ThrottleLimit: write embeddings as they come, not in the order of the inputs.</summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    /// <summary>Input tokens a minute that calls may take: estimated when a call starts, counted when it has ended.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? TokensPerMinute { get; set; }

    /// <summary>Calls that may be made a minute.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? RequestsPerMinute { get; set; }

    private CallGates? Gates => _gates ??= ThrottleLimit == 1 && TokensPerMinute is null && RequestsPerMinute is null
        ? null
        : CallGates.Of(ThrottleLimit, TokensPerMinute, RequestsPerMinute, MaxAttempt, Log.Add);

    private ParallelPipe<EmbeddingResult[]> Pipe => _pipe ??= new ParallelPipe<EmbeddingResult[]>(
        ThrottleLimit,
        new ParallelPipeOptions<EmbeddingResult[]>(WaitQuietly, WriteResults, new ProgressBar(this, MyInvocation.MyCommand.Name))
        {
            IsOrdered = !Unordered,
            EndsAll = static results => Array.Exists(results, static result => result.Error?.EndsPipeline == true),
            Count = static (progress, results) => progress.Add(
                results.Length,
                results.Count(static result => result.Error is not null),
                new TokenUsage { InputTokens = results.Sum(static result => (long)(result.Embedding?.TokenCount ?? 0)) }),
        },
        new PipelineProgress(SystemClock.Instance),
        StopToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipe?.Dispose();
            _checkpoint?.Dispose();
        }

        base.Dispose(disposing);
    }
}
