using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Knowledge;
using BedrockPS.Parallelism;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <content>Several questions at a time.</content>
public sealed partial class SearchBRKnowledgeBaseCommand
{
    private ParallelPipe<SearchResult>? _pipe;

    /// <summary>Searches that are made at a time for many questions, 1 to 64. Passages come in the order of the questions.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    private ParallelPipe<SearchResult> Pipe => _pipe ??= new ParallelPipe<SearchResult>(
        ThrottleLimit,
        new ParallelPipeOptions<SearchResult>(WaitQuietly, WriteResult, new ProgressBar(this, MyInvocation.MyCommand.Name))
        {
            EndsAll = static result => result.Error?.EndsPipeline == true,
            Count = static (progress, result) => progress.Add(1, result.Error is null ? 0 : 1, null),
        },
        new PipelineProgress(SystemClock.Instance),
        StopToken);

    protected override void Finish() => _pipe?.Finish();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipe?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void SendAmongOthers(PassageSearch search, ApiClient api, Dictionary<string, object?> query, object input)
    {
        string knowledgeBase = KnowledgeBase;
        Pipe.Send(1, token => FindAsync(search, api, knowledgeBase, query, input, token));
    }

    private async Task<SearchResult> FindAsync(
        PassageSearch search, ApiClient api, string knowledgeBase, Dictionary<string, object?> query, object input, CancellationToken cancellationToken)
    {
        List<Passage> passages = [];
        try
        {
            await Finder.CallAsync(
                api,
                knowledgeBase,
                async found =>
                {
                    await foreach (Passage passage in search.FindAsync(found, query, cancellationToken).ConfigureAwait(false))
                    {
                        passage.InputObject = input;
                        passages.Add(passage);
                    }

                    return passages.Count;
                },
                cancellationToken).ConfigureAwait(false);
            return new SearchResult(input, passages, null);
        }
        catch (BedrockException exception)
        {
            // Pages that came before the failure are written before the error is.
            return new SearchResult(input, passages, exception);
        }
    }

    private void WriteResult(SearchResult result)
    {
        foreach (Passage passage in result.Passages)
        {
            WriteObject(passage);
        }

        if (result.Error is not null)
        {
            WriteFailure(result.Error, result.Input);
        }
    }

    private sealed class SearchResult
    {
        public SearchResult(object input, IReadOnlyList<Passage> passages, BedrockException? error)
        {
            Input = input;
            Passages = passages;
            Error = error;
        }

        public object Input { get; }

        public IReadOnlyList<Passage> Passages { get; }

        public BedrockException? Error { get; }
    }
}
