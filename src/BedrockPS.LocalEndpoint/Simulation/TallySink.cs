using System.Threading.Tasks;

namespace BedrockPS.Local.Simulation;

/// <summary>Passes an answer on and remembers how it ended.</summary>
internal sealed class TallySink : AnswerSink
{
    private readonly AnswerSink _next;

    public TallySink(AnswerSink next) => _next = next;

    /// <summary>Null until the answer has ended.</summary>
    public Completion? Completion { get; private set; }

    public override ValueTask StartAsync(int inputTokens) => _next.StartAsync(inputTokens);

    public override ValueTask BeginBlockAsync(AnswerBlock block) => _next.BeginBlockAsync(block);

    public override ValueTask AddAsync(AnswerBlock block, string piece) => _next.AddAsync(block, piece);

    public override ValueTask EndBlockAsync(AnswerBlock block) => _next.EndBlockAsync(block);

    public override ValueTask FlushAsync() => _next.FlushAsync();

    public override ValueTask EndAsync(Completion completion)
    {
        Completion = completion;
        return _next.EndAsync(completion);
    }
}
