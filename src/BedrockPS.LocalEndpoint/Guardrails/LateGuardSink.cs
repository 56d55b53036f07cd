using System.Text;
using System.Threading.Tasks;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Guardrails;

/// <summary>Lets an answer through as it comes and looks at it only afterwards: what is blocked has been seen by then.</summary>
internal sealed class LateGuardSink : AnswerSink
{
    private readonly AnswerSink _next;
    private readonly GuardrailRules _rules;
    private readonly GuardrailRun _outcome;
    private readonly string _message;
    private readonly StringBuilder _text = new();
    private int _blocks;

    /// <param name="next">Where the answer goes.</param>
    /// <param name="rules">What is looked for.</param>
    /// <param name="outcome">Where the verdict is kept.</param>
    /// <param name="message">What is said when it blocks.</param>
    public LateGuardSink(AnswerSink next, GuardrailRules rules, GuardrailRun outcome, string message)
    {
        _next = next;
        _rules = rules;
        _outcome = outcome;
        _message = message;
    }

    public override ValueTask StartAsync(int inputTokens) => _next.StartAsync(inputTokens);

    public override ValueTask BeginBlockAsync(AnswerBlock block)
    {
        _blocks = block.Index + 1;
        return _next.BeginBlockAsync(block);
    }

    public override ValueTask AddAsync(AnswerBlock block, string piece)
    {
        if (block.Kind is BlockKind.Text or BlockKind.Cited)
        {
            _text.Append(piece);
        }

        return _next.AddAsync(block, piece);
    }

    public override ValueTask EndBlockAsync(AnswerBlock block) => _next.EndBlockAsync(block);

    public override ValueTask FlushAsync() => _next.FlushAsync();

    public override async ValueTask EndAsync(Completion completion)
    {
        // Nothing can be masked any more once it is out: this mode only blocks.
        GuardrailVerdict verdict = _rules.Check(_text.ToString(), isInput: false);
        _outcome.Output = verdict;
        if (verdict.Blocks)
        {
            completion.StopReason = "guardrail_intervened";
            await AnswerPieces.WriteAsync(_next, new AnswerBlock(BlockKind.Text, _blocks), _message).ConfigureAwait(false);
        }

        await _next.EndAsync(completion).ConfigureAwait(false);
    }
}
