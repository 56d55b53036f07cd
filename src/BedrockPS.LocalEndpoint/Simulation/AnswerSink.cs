using System.Threading.Tasks;

namespace BedrockPS.Local.Simulation;

/// <summary>Takes an answer as it is made, and gives it the form its client expects.</summary>
internal abstract class AnswerSink
{
    public virtual ValueTask StartAsync(int inputTokens) => default;

    public virtual ValueTask BeginBlockAsync(AnswerBlock block) => default;

    /// <summary>A piece of the block: of its text, or of the JSON of a tool's input.</summary>
    public abstract ValueTask AddAsync(AnswerBlock block, string piece);

    public virtual ValueTask EndBlockAsync(AnswerBlock block) => default;

    public abstract ValueTask EndAsync(Completion completion);

    /// <summary>The next piece may take a while: what has been said so far should be seen.</summary>
    public virtual ValueTask FlushAsync() => default;
}
