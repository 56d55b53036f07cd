using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Guardrails;

/// <summary>A model behind a guardrail: what is said to it and what it says are looked through first.</summary>
internal sealed class GuardedModel : ITextModel
{
    private readonly ITextModel _model;
    private readonly Dictionary<string, object?> _config;
    private readonly GuardrailRun _outcome;
    private readonly bool _isLate;

    /// <param name="model">Who answers.</param>
    /// <param name="config">The guardrail's configuration.</param>
    /// <param name="outcome">Where the verdicts are kept.</param>
    /// <param name="isLate">The answer is let through first and looked at afterwards.</param>
    public GuardedModel(ITextModel model, Dictionary<string, object?> config, GuardrailRun outcome, bool isLate)
    {
        _isLate = isLate;
        _model = model;
        _config = config;
        _outcome = outcome;
    }

    public async Task AnswerAsync(Conversation conversation, AnswerSink sink, CancellationToken cancellationToken)
    {
        GuardrailRules rules = new(_config);
        GuardrailVerdict input = rules.Check(conversation.GuardedText ?? conversation.Prompt, isInput: true);
        _outcome.Input = input;
        if (input.Blocks)
        {
            await SayAsync(sink, _config.Text("blockedInputMessaging") ?? "", new Completion { InputTokens = 0 }).ConfigureAwait(false);
            return;
        }

        if (input.Intervenes)
        {
            conversation.ReplacePrompt(input.Text);
        }

        if (_isLate)
        {
            LateGuardSink late = new(sink, rules, _outcome, _config.Text("blockedOutputsMessaging") ?? "");
            await _model.AnswerAsync(conversation, late, cancellationToken).ConfigureAwait(false);
            return;
        }

        WholeAnswer answer = new();
        await _model.AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
        GuardrailVerdict output = rules.Check(answer.Text, isInput: false);
        _outcome.Output = output;
        _outcome.ModelOutput = output.Intervenes ? answer.Text : null;
        if (output.Blocks)
        {
            await SayAsync(sink, _config.Text("blockedOutputsMessaging") ?? "", answer.Completion).ConfigureAwait(false);
        }
        else if (output.Intervenes)
        {
            await SayAsync(sink, output.Text, answer.Completion).ConfigureAwait(false);
        }
        else
        {
            await answer.ReplayAsync(sink).ConfigureAwait(false);
        }
    }

    private static Task SayAsync(AnswerSink sink, string text, Completion completion)
    {
        Completion stopped = new()
        {
            StopReason = "guardrail_intervened",
            InputTokens = completion.InputTokens,
            OutputTokens = completion.OutputTokens,
            Cache = completion.Cache,
        };
        return WholeAnswer.OfText(text, stopped).ReplayAsync(sink);
    }
}
