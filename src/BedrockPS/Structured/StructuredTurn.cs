using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Cost;
using BedrockPS.Engine;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using BedrockPS.Structured.Shapes;
using BedrockPS.Tools;

namespace BedrockPS.Structured;

/// <summary>One question whose answer must have a form: the way it is asked, and the rounds until the answer fits.</summary>
internal sealed class StructuredTurn
{
    private const int MaxProblems = 20;
    private const int MaxExcerpt = 200;

    private readonly StructuredCaller _caller;
    private readonly InferenceRequest _asked;
    private readonly StructuredPlan _plan;
    private readonly List<ToolCall> _toolCalls = [];
    private readonly TokenUsage _usage = new();
    private readonly CostSum _cost = new();
    private TimeSpan _latency;
    private IReadOnlyList<Message> _messages;
    private StructuredMode _mode;
    private int _repairs;

    public StructuredTurn(StructuredCaller caller, InferenceRequest asked)
    {
        _caller = caller;
        _asked = asked;
        _plan = asked.Structure!;
        _messages = asked.Messages;
        _mode = caller.CanConstrain ? StructuredMode.Format : StructuredMode.Prompt;
        while (_mode != StructuredMode.Prompt && !IsOpen(_mode))
        {
            _mode++;
        }
    }

    /// <summary>The answer comes as the input of a tool.</summary>
    public bool UsesTool => _mode == StructuredMode.Tool;

    /// <summary>Calls the model; where it refuses the way of asking, asks in the next.</summary>
    public async Task<T> SendAsync<T>(Func<InferenceRequest, Task<T>> send)
    {
        while (true)
        {
            try
            {
                return await send(Request()).ConfigureAwait(false);
            }
            catch (BedrockException refusal) when (RefusedModes.IsRefusal(refusal, _mode))
            {
                _caller.Log($"{_asked.ModelId} cannot be asked for JSON by {Name(_mode)}: {refusal.Message}");
                RefusedModes.Remember(_caller.Settings, _asked, _mode);
                Next();
            }
        }
    }

    /// <summary>Looks at a whole answer: true when it fits and the response carries its value, false when the model is to be asked again.</summary>
    /// <exception cref="BedrockException">SchemaMismatch, AnswerCut or AnswerRefused.</exception>
    public async Task<bool> AcceptAsync(ModelResponse response, CancellationToken cancellationToken)
    {
        Count(response);
        JsonElement? answer = JsonAnswer.Find(response, UsesTool ? _plan.Name : null);
        IReadOnlyList<string> problems = answer is JsonElement json
            ? await ProblemsAsync(json, response, cancellationToken).ConfigureAwait(false)
            : ["the answer is not JSON: " + Excerpt(response.Text)];
        if (problems.Count == 0)
        {
            Settle(response, answer!.Value);
            return true;
        }

        if (Hopeless(response) is BedrockException failure)
        {
            throw failure;
        }

        if (_repairs >= _plan.RepairAttempts)
        {
            throw Mismatch(response, problems);
        }

        _repairs++;
        _caller.Log($"The answer does not fit the schema, asking again ({_repairs} of {_plan.RepairAttempts}): {Sentence(problems)}");
        _messages = Complaint(response, problems);
        if (answer is null && _mode == StructuredMode.Format)
        {
            // The model was not held to the schema at all.
            Next();
        }

        return false;
    }

    private static string Name(StructuredMode mode) => mode == StructuredMode.Format ? "outputConfig.textFormat" : "a tool it must call";

    private bool IsOpen(StructuredMode mode) => mode switch
    {
        StructuredMode.Format => _plan.FormatSchema is not null && !RefusedModes.IsKnown(_caller.Settings, _asked, mode),
        // Forced to use this tool, the model could use none of the user's.
        StructuredMode.Tool => _asked.Tools is not { IsEmpty: false } && !RefusedModes.IsKnown(_caller.Settings, _asked, mode),
        _ => true,
    };

    private void Next()
    {
        do
        {
            _mode++;
        }
        while (!IsOpen(_mode));
    }

    private InferenceRequest Request()
    {
        InferenceRequest request = _asked.Clone();
        request.Structure = null;
        request.Messages = _messages;
        switch (_mode)
        {
            case StructuredMode.Format:
                request.OutputSchema = new OutputSchema(_plan.Name, _plan.FormatSchema!, _plan.Description);
                break;
            case StructuredMode.Tool:
                request.Tools = new ToolSet([new ToolSpecification(_plan.Name, Description(), _plan.ToolSchema)]) { Choice = _plan.Name };
                break;
            default:
                request.Messages = WithText(
                    _messages,
                    $"Answer with one JSON value and nothing else, without a code fence. It must fit this JSON schema:\n{_plan.PromptSchema}");
                break;
        }

        return request;
    }

    private string Description() => "Gives the answer." + (_plan.Description is null ? "" : " " + _plan.Description);

    private async Task<IReadOnlyList<string>> ProblemsAsync(JsonElement answer, ModelResponse response, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<string> problems = await _plan.CheckAsync(answer, cancellationToken).ConfigureAwait(false);
            if (problems.Count > 0)
            {
                return problems;
            }
        }
        catch (BedrockException exception) when (exception.Response is null)
        {
            // The answer has been paid for, and may be what was wanted.
            exception.Response = response;
            exception.RequestId = response.RequestId;
            exception.Body = Answered(response);
            throw;
        }

        try
        {
            response.SetValue(_plan.IsBoundToPipeline
                ? await _caller.OnPipelineAsync(() => _plan.Read(answer), cancellationToken).ConfigureAwait(false)
                : _plan.Read(answer));
            return [];
        }
        catch (ShapeException exception)
        {
            return [exception.Message];
        }
    }

    /// <summary>What the user and a conversation see is the JSON, whichever way it came.</summary>
    private void Settle(ModelResponse response, JsonElement answer)
    {
        if (!UsesTool)
        {
            return;
        }

        // A tool's call that stands unanswered in a conversation is refused with the next message.
        response.Text = answer.GetRawText();
        response.Message = new Message("assistant", response.Text);
        if (response.StopReason == "tool_use")
        {
            response.StopReason = "end_turn";
        }
    }

    private void Count(ModelResponse response)
    {
        _usage.Add(response.Usage);
        _cost.Add(response);
        _latency += response.Latency;
        response.Usage = _usage.Clone();
        response.Latency = _latency;

        // The tool that stands for the answer is none of the user's.
        _toolCalls.AddRange(response.ToolCalls.Where(call => !UsesTool || call.Name != _plan.Name));
        response.ToolCalls = [.. _toolCalls];
    }

    /// <summary>Errors that no second try mends.</summary>
    private BedrockException? Hopeless(ModelResponse response) => response.StopReason switch
    {
        "max_tokens" => Failure(
            "AnswerCut", $"The answer was cut at {response.Usage.OutputTokens.ToString(CultureInfo.InvariantCulture)} tokens, before its JSON was whole.", response),
        "model_context_window_exceeded" => Failure("AnswerCut", "The answer was cut where the model's context window ended, before its JSON was whole.", response),
        "guardrail_intervened" or "content_filtered" or "refusal" => Failure(
            "AnswerRefused", $"There is no answer that fits the schema, because the model or a guardrail refused ({response.StopReason}): {Excerpt(response.Text)}", response),
        _ => null,
    };

    private BedrockException Mismatch(ModelResponse response, IReadOnlyList<string> problems)
    {
        string rounds = _repairs switch
        {
            0 => "",
            1 => ", not after one repair either",
            _ => string.Format(CultureInfo.InvariantCulture, ", not after {0} repairs either", _repairs),
        };
        return Failure("SchemaMismatch", $"The answer does not fit the schema{rounds}: {Sentence(problems)}.", response);
    }

    private static BedrockException Failure(string code, string message, ModelResponse response) =>
        new(code, message) { Response = response, RequestId = response.RequestId, Body = Answered(response) };

    /// <summary>What the model gave, the input of a tool included.</summary>
    private static string Answered(ModelResponse response) =>
        response.Text.Length > 0
            ? response.Text
            : string.Concat((response.Message?.Content ?? []).Select(static block => block.Text ?? block.Json));

    private IReadOnlyList<Message> Complaint(ModelResponse response, IReadOnlyList<string> problems)
    {
        StringBuilder complaint = new();
        complaint.Append("The answer does not fit the schema:");
        foreach (string problem in problems.Take(MaxProblems))
        {
            complaint.Append("\n- ").Append(problem);
        }

        complaint.Append(UsesTool ? "\nCall the tool again with the whole corrected input." : "\nGive the whole corrected answer, as JSON and nothing else.");
        List<ContentBlock> said = [.. (response.Message?.Content ?? []).Where(static block => block.Text is null || !string.IsNullOrWhiteSpace(block.Text))];
        if (said.Count == 0)
        {
            return WithText(_messages, complaint.ToString());
        }

        List<ContentBlock> results = ToolResults(said, complaint.ToString());
        return
        [
            .. _messages,
            .. response.ToolMessages,
            new Message("assistant", said),
            new Message("user", results.Count > 0 ? results : [ContentBlock.FromText(complaint.ToString())]),
        ];
    }

    private static List<ContentBlock> ToolResults(List<ContentBlock> said, string complaint)
    {
        List<ContentBlock> results = [];
        foreach (ContentBlock block in said.Where(static block => block.Kind == "toolUse"))
        {
            using JsonDocument call = JsonDocument.Parse(block.Json!);
            string id = call.RootElement.GetProperty("toolUseId").GetString()!;
            results.Add(ContentBlock.FromJson("toolResult", JsonText.Of(new Dictionary<string, object?>
            {
                ["toolUseId"] = id,
                ["status"] = "error",
                ["content"] = new List<object?> { new Dictionary<string, object?> { ["text"] = complaint } },
            })));
        }

        return results;
    }

    private static IReadOnlyList<Message> WithText(IReadOnlyList<Message> messages, string text)
    {
        List<Message> result = [.. messages];
        if (result.Count == 0)
        {
            // A managed prompt brings the messages; this one follows them.
            return [new Message("user", text)];
        }

        Message last = result[result.Count - 1];
        result[result.Count - 1] = new Message(last.Role, [.. last.Content, ContentBlock.FromText(text)]);
        return result;
    }

    private static string Sentence(IReadOnlyList<string> problems) =>
        string.Join("; ", problems.Take(5))
        + (problems.Count > 5 ? string.Format(CultureInfo.InvariantCulture, " (and {0} more)", problems.Count - 5) : "");

    private static string Excerpt(string text)
    {
        string line = text.Trim();
        return line.Length == 0 ? "it is empty" : line.Length <= MaxExcerpt ? line : line.Substring(0, MaxExcerpt) + "…";
    }
}
