using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;
using BedrockPS.Storage;
using Xunit;

namespace BedrockPS.Unit.Storage;

public sealed class StoringCallerTests
{
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task A_store_that_cannot_be_written_costs_a_warning_and_not_the_answer()
    {
        StoringCaller caller = new(new Source(), [new BrokenStore()], static _ => Stored.Request(), static _ => { }, _warnings.Add);

        Assert.Equal("hello", (await caller.InvokeAsync(new InferenceRequest(), CancellationToken.None)).Text);
        using ModelStream stream = await caller.StreamAsync(new InferenceRequest(), CancellationToken.None);
        Assert.Equal(3, (await Stored.ReadAsync(stream)).Count);

        Assert.Contains("broken: full", Assert.Single(_warnings));
    }

    [Fact]
    public async Task A_stream_left_early_or_cut_is_kept_nowhere()
    {
        MemoryStore store = new();
        Source source = new();
        StoringCaller caller = new(source, [store], static _ => Stored.Request(), static _ => { }, _warnings.Add);
        using (ModelStream left = await caller.StreamAsync(new InferenceRequest(), CancellationToken.None))
        {
            Assert.True(left.TryRead(out _));
        }

        source.IsCut = true;
        using (ModelStream cut = await caller.StreamAsync(new InferenceRequest(), CancellationToken.None))
        {
            await Assert.ThrowsAsync<BedrockException>(() => Stored.ReadAsync(cut));
        }

        source.IsCut = false;
        Assert.Empty(store.Answers);

        using ModelStream whole = await caller.StreamAsync(new InferenceRequest(), CancellationToken.None);
        Assert.False((await Stored.ReadAsync(whole))[^1].Response!.FromCache);
        Assert.Single(store.Answers);
        using ModelStream again = await caller.StreamAsync(new InferenceRequest(), CancellationToken.None);
        Assert.Equal(["hel", "lo", ""], (await Stored.ReadAsync(again)).ConvertAll(static chunk => chunk.Text));
        Assert.Equal(3, source.Calls);
    }

    [Fact]
    public async Task The_answer_of_one_store_is_given_to_those_before_it()
    {
        MemoryStore first = new();
        MemoryStore second = new();
        Source source = new();
        await new StoringCaller(source, [second], static _ => Stored.Request(), static _ => { }, _warnings.Add).InvokeAsync(new InferenceRequest(), CancellationToken.None);
        StoringCaller caller = new(source, [first, second], static _ => Stored.Request(), static _ => { }, _warnings.Add);

        ModelResponse response = await caller.InvokeAsync(new InferenceRequest(), CancellationToken.None);

        Assert.True(response.FromCache);
        Assert.Equal(1, source.Calls);
        Assert.Single(first.Answers);
        Assert.Single(second.Answers);
    }

    private sealed class Source : IModelCaller
    {
        public int Calls { get; private set; }

        public bool IsCut { get; set; }

        public Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(Stored.Response());
        }

        public Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult<ModelStream>(new Pieces(IsCut));
        }
    }

    private sealed class Pieces(bool isCut) : ModelStream
    {
        private readonly Queue<StreamChunk> _chunks = new(
        [
            new StreamChunk(StreamChunkKind.Text, 0, "hel"),
            new StreamChunk(StreamChunkKind.Text, 0, "lo"),
            new StreamChunk(StreamChunkKind.End, 1, "", Stored.Response()),
        ]);

        public override string Partial => "";

        public override bool TryRead(out StreamChunk? chunk)
        {
            chunk = null;
            return (!isCut || _chunks.Count > 1) && _chunks.TryDequeue(out chunk);
        }

        public override ValueTask<bool> FillAsync(CancellationToken cancellationToken) =>
            isCut ? throw new BedrockException("StreamTruncated", "cut") : new ValueTask<bool>(_chunks.Count > 0);

        public override void Dispose()
        {
        }
    }

    private sealed class MemoryStore : IAnswerStore, IAnswerPlace
    {
        public List<StoredAnswer> Answers { get; } = [];

        public string Name => "memory";

        public IAnswerPlace Open(StoredRequest request, bool mayWait) => this;

        public Task<StoredAnswer?> FindAsync(CancellationToken cancellationToken) => Task.FromResult(Answers.Count > 0 ? Answers[0] : null);

        public Task SaveAsync(StoredAnswer answer, CancellationToken cancellationToken)
        {
            Answers.Add(answer);
            return Task.CompletedTask;
        }

        public void Dispose()
        {
        }
    }

    private sealed class BrokenStore : IAnswerStore, IAnswerPlace
    {
        public string Name => "broken";

        public IAnswerPlace Open(StoredRequest request, bool mayWait) => this;

        public Task<StoredAnswer?> FindAsync(CancellationToken cancellationToken) => Task.FromResult<StoredAnswer?>(null);

        public Task SaveAsync(StoredAnswer answer, CancellationToken cancellationToken) => throw new BedrockException("FileUnwritable", "full");

        public void Dispose()
        {
        }
    }
}
