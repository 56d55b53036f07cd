using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Knowledge;
using BedrockPS.Local.Operations;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Agents;

/// <summary>
/// One invocation of an agent: it looks the question up, asks its model, has actions done by a made-up Lambda function or by the caller,
/// and answers. The steps and their traces are those of the service; the words are a simulator's.
/// </summary>
internal sealed class AgentRun
{
    private const int MaxRounds = 25;
    private const int MaxReturned = 5;
    private const double Telling = 0.3;
    private const string Orchestration = "orchestrationTrace";

    private readonly OperationCall _call;
    private readonly AgentTarget _target;
    private readonly AgentSession _session;
    private readonly AgentEvents _events;
    private readonly ITextModel _texts;
    private readonly Dictionary<string, object?> _state;
    private readonly List<string> _consulted = [];

    public AgentRun(OperationCall call, AgentTarget target, AgentSession session, AgentEvents events, ITextModel texts)
    {
        _call = call;
        _target = target;
        _session = session;
        _events = events;
        _texts = texts;
        _state = call.Input.Map("sessionState") ?? call.Input.Map("inlineSessionState") ?? [];
    }

    /// <summary>What earlier sessions of the same memory were about.</summary>
    public string? Remembered { get; init; }

    public async Task AnswerAsync(CancellationToken cancellationToken)
    {
        string question = _call.Input.Text("inputText") ?? "";
        TakeState();
        KeyValuePair<StoredPassage, double>? found = null;
        if (_state.List("returnControlInvocationResults").Count > 0)
        {
            await TakeResultsAsync().ConfigureAwait(false);
        }
        else if (question.Length == 0)
        {
            return;
        }
        else
        {
            _session.Pending = null;
            _session.Asked.Add(question);
            TakeQuestion(question);
            await PreProcessAsync(question).ConfigureAwait(false);
            found = await LookUpAsync(question).ConfigureAwait(false);
            await ConsultAsync(question, cancellationToken).ConfigureAwait(false);
        }

        for (int round = 0; round < MaxRounds; round++)
        {
            _events.NextStep();
            Conversation asked = Ask(found);
            WholeAnswer answer = new();
            await _texts.AnswerAsync(asked, answer, cancellationToken).ConfigureAwait(false);
            await TraceModelAsync(_target, asked, answer).ConfigureAwait(false);
            List<KeyValuePair<AnswerBlock, string>> calls = answer.Blocks.Where(static block => block.Key.Kind == BlockKind.ToolUse).ToList();
            if (calls.Count == 0)
            {
                await FinishAsync(answer, found).ConfigureAwait(false);
                return;
            }

            if (await ActAsync(calls).ConfigureAwait(false))
            {
                return;
            }
        }

        throw new ServiceFault(424, "DependencyFailedException", $"The agent went on calling actions for {MaxRounds} rounds.");
    }

    private void TakeState()
    {
        foreach (KeyValuePair<string, object?> attribute in _state.Map("sessionAttributes") ?? [])
        {
            _session.Attributes[attribute.Key] = attribute.Value as string ?? "";
        }

        if (_session.Turns.Count == 0)
        {
            foreach (Dictionary<string, object?> message in _state.Map("conversationHistory")?.Maps("messages") ?? [])
            {
                _session.TurnOf(message.Text("role")!).AddText(string.Concat(message.Maps("content").Select(static block => block.Text("text"))));
            }
        }
    }

    private void TakeQuestion(string question)
    {
        Turn turn = _session.TurnOf("user");
        turn.AddText(question);
        foreach (Dictionary<string, object?> file in _state.Maps("files"))
        {
            Dictionary<string, object?> source = file.Map("source") ?? [];
            string from = source.Map("byteContent") is { } content
                ? $"{content.Text("mediaType")} of {((content.Get("data") as byte[])?.Length ?? 0):N0} bytes"
                : $"file in S3, {source.Map("s3Location")?.Text("uri")}";
            turn.Parts.Add(Part.Attachment($"{file.Text("useCase")} file {file.Text("name")}, {from}", 100));
        }
    }

    /// <summary>The results the caller has brought become those of the model's calls.</summary>
    private async Task TakeResultsAsync()
    {
        AgentRequestedActions pending = _session.Pending ?? throw ServiceFault.Validation("The session waits for no results.");
        List<(AgentAction Action, string CallId, Dictionary<string, object?> Result)> results =
            pending.Match(_state.Text("invocationId"), _state.Maps("returnControlInvocationResults"));
        _session.Pending = null;
        foreach ((AgentAction action, string callId, Dictionary<string, object?> result) in results)
        {
            string? body = (result.Map("responseBody")?.Values.FirstOrDefault() as Dictionary<string, object?>)?.Text("body");
            bool isDenied = result.Text("confirmationState") == "DENY";
            if (result.Text("responseState") == "FAILURE")
            {
                throw new ServiceFault(424, "DependencyFailedException", $"The action {action.Tool.Name} of the action group '{action.Group}' failed: {body}");
            }

            string text = isDenied ? "The user has not agreed to this." : body ?? MadeUp(action);
            _session.TurnOf("user").Parts.Add(Part.ToolResult(callId, text, isDenied || result.Text("responseState") == "REPROMPT"));
            await _events.TraceAsync(Orchestration, "observation", new()
            {
                ["type"] = "ACTION_GROUP",
                ["actionGroupInvocationOutput"] = AgentEvents.Map("text", text),
            }).ConfigureAwait(false);
        }
    }

    private async Task PreProcessAsync(string question)
    {
        await _events.TraceAsync("preProcessingTrace", "modelInvocationInput", new() { ["type"] = "PRE_PROCESSING", ["text"] = question }).ConfigureAwait(false);
        await _events.TraceAsync("preProcessingTrace", "modelInvocationOutput", new()
        {
            ["parsedResponse"] = new Dictionary<string, object?> { ["isValid"] = true, ["rationale"] = "The question is one the agent may answer." },
            ["metadata"] = Metadata(TokenCounter.Count(question), 10),
        }).ConfigureAwait(false);
    }

    /// <summary>Looks the question up in every knowledge base.</summary>
    /// <returns>The best passage, where it tells something.</returns>
    private async Task<KeyValuePair<StoredPassage, double>?> LookUpAsync(string question)
    {
        KeyValuePair<StoredPassage, double>? best = null;
        foreach (KeyValuePair<string, KnowledgeBase> knowledge in _target.Knowledge)
        {
            _events.NextStep();
            await _events.TraceAsync(Orchestration, "invocationInput", new()
            {
                ["invocationType"] = "KNOWLEDGE_BASE",
                ["knowledgeBaseLookupInput"] = new Dictionary<string, object?> { ["knowledgeBaseId"] = knowledge.Key, ["text"] = question },
            }).ConfigureAwait(false);
            Dictionary<string, object?>? retrieval = _state.Maps("knowledgeBaseConfigurations")
                .FirstOrDefault(one => one.Text("knowledgeBaseId") == knowledge.Key)?.Map("retrievalConfiguration")
                ?? (_target.Retrieval.TryGetValue(knowledge.Key, out Dictionary<string, object?>? standard) ? standard : null);
            IReadOnlyList<KeyValuePair<StoredPassage, double>> found = KnowledgeRuntime.Search(knowledge.Value, question, retrieval);
            await _events.TraceAsync(Orchestration, "observation", new()
            {
                ["type"] = "KNOWLEDGE_BASE",
                ["knowledgeBaseLookupOutput"] = AgentEvents.Map("retrievedReferences", found.Select(static one => (object?)PassageWriter.Reference(one.Key)).ToList()),
            }).ConfigureAwait(false);
            if (found.Count > 0 && found[0].Value >= Telling && (best is null || found[0].Value > best.Value.Value))
            {
                best = found[0];
            }
        }

        return best;
    }

    /// <summary>Hands the question to the collaborators it names.</summary>
    private async Task ConsultAsync(string question, CancellationToken cancellationToken)
    {
        foreach (KeyValuePair<string, AgentTarget> collaborator in _target.Collaborators)
        {
            if (!Regex.IsMatch(question, $"(?<![\\w-]){Regex.Escape(collaborator.Key)}(?![\\w-])", RegexOptions.IgnoreCase))
            {
                continue;
            }

            _events.NextStep();
            await _events.TraceAsync(Orchestration, "invocationInput", new()
            {
                ["invocationType"] = "AGENT_COLLABORATOR",
                ["agentCollaboratorInvocationInput"] = new Dictionary<string, object?>
                {
                    ["agentCollaboratorName"] = collaborator.Key,
                    ["input"] = new Dictionary<string, object?> { ["type"] = "TEXT", ["text"] = question },
                },
            }).ConfigureAwait(false);
            Conversation asked = new(collaborator.Value.Model);
            asked.AddSystem(collaborator.Value.Instruction ?? "");
            asked.TurnOf("user").AddText(question);
            WholeAnswer answer = new();
            await _texts.AnswerAsync(asked, answer, cancellationToken).ConfigureAwait(false);
            await TraceModelAsync(collaborator.Value, asked, answer, collaborator.Key).ConfigureAwait(false);
            await _events.TraceAsync(Orchestration, "observation", new()
            {
                ["type"] = "AGENT_COLLABORATOR",
                ["agentCollaboratorInvocationOutput"] = new Dictionary<string, object?>
                {
                    ["agentCollaboratorName"] = collaborator.Key,
                    ["output"] = new Dictionary<string, object?> { ["type"] = "TEXT", ["text"] = answer.Text },
                },
            }).ConfigureAwait(false);
            _consulted.Add($"{collaborator.Key} says: {answer.Text}");
        }
    }

    private Conversation Ask(KeyValuePair<StoredPassage, double>? found)
    {
        Conversation asked = new(_target.Model);
        if (_target.Instruction is string instruction)
        {
            asked.AddSystem(instruction);
        }

        AddAttributes(asked, "Session", _session.Attributes.Select(static one => new KeyValuePair<string, object?>(one.Key, one.Value)));
        AddAttributes(asked, "Prompt", _state.Map("promptSessionAttributes") ?? []);
        if (Remembered is not null)
        {
            asked.AddSystem("Earlier sessions: " + Remembered);
        }

        if (found is not null)
        {
            asked.AddSystem("Found: " + found.Value.Key.Text);
        }

        foreach (string said in _consulted)
        {
            asked.AddSystem(said);
        }

        asked.Turns.AddRange(_session.Turns);
        asked.Tools.AddRange(_target.Actions.Select(static action => action.Tool));
        return asked;
    }

    private static void AddAttributes(Conversation asked, string kind, IEnumerable<KeyValuePair<string, object?>> attributes)
    {
        string list = string.Join("; ", attributes.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{one.Key} = {one.Value}"));
        if (list.Length > 0)
        {
            asked.AddSystem($"{kind} attributes: {list}.");
        }
    }

    private async Task TraceModelAsync(AgentTarget target, Conversation asked, WholeAnswer answer, string? collaborator = null)
    {
        string content = string.Join("\n", answer.Blocks.Select(static block => block.Key.Kind == BlockKind.ToolUse ? $"{block.Key.ToolName} {block.Value}" : block.Value));
        await _events.TraceAsync(Orchestration, "modelInvocationInput", new()
        {
            ["type"] = "ORCHESTRATION",
            ["foundationModel"] = target.Model.Id,
            ["text"] = JsonText.Of(new Dictionary<string, object?> { ["system"] = asked.System, ["prompt"] = asked.Prompt }),
        }, collaborator).ConfigureAwait(false);
        await _events.TraceAsync(Orchestration, "modelInvocationOutput", new()
        {
            ["rawResponse"] = AgentEvents.Map("content", content),
            ["metadata"] = Metadata(answer.Completion.InputTokens, answer.Completion.OutputTokens),
        }, collaborator).ConfigureAwait(false);
    }

    /// <summary>Has the model's calls carried out. True: the caller is to do some of it, and the answer ends here.</summary>
    private async Task<bool> ActAsync(List<KeyValuePair<AnswerBlock, string>> calls)
    {
        AgentRequestedActions asked = new();
        List<object?> inputs = [];
        Turn said = _session.TurnOf("assistant");
        foreach (KeyValuePair<AnswerBlock, string> call in calls)
        {
            said.Parts.Add(Part.ToolUse(call.Key.ToolId!, call.Key.ToolName!, call.Value));
        }

        await _events.TraceAsync(Orchestration, "rationale", AgentEvents.Map(
            "text", "The question needs " + string.Join(" and ", calls.Select(static call => call.Key.ToolName)) + ".")).ConfigureAwait(false);
        foreach (KeyValuePair<AnswerBlock, string> call in calls)
        {
            AgentAction? action = _target.Actions.FirstOrDefault(known => known.Tool.Name == call.Key.ToolName);
            bool isAsked = action is not null && (action.IsReturned || action.NeedsConfirmation) && inputs.Count < MaxReturned;
            if (action is not null)
            {
                await _events.TraceAsync(Orchestration, "invocationInput", AgentCallText.Trace(action, call.Value, isAsked ? asked.InvocationId : null)).ConfigureAwait(false);
            }

            if (isAsked)
            {
                asked.Actions.Add((action!, call.Key.ToolId!));
                inputs.Add(AgentCallText.Input(_target, action!, call.Value));
                continue;
            }

            string text = action is null ? $"There is no action {call.Key.ToolName}." : action.IsReturned ? "Too many actions at once." : MadeUp(action);
            _session.TurnOf("user").Parts.Add(Part.ToolResult(call.Key.ToolId, text, action is null or { IsReturned: true }));
            await _events.TraceAsync(Orchestration, "observation", new()
            {
                ["type"] = "ACTION_GROUP",
                ["actionGroupInvocationOutput"] = AgentEvents.Map("text", text),
            }).ConfigureAwait(false);
        }

        if (inputs.Count == 0)
        {
            return false;
        }

        _session.Pending = asked;
        await _events.ReturnAsync(asked.InvocationId, inputs).ConfigureAwait(false);
        return true;
    }

    private async Task FinishAsync(WholeAnswer answer, KeyValuePair<StoredPassage, double>? found)
    {
        string told = found is null ? "" : found.Value.Key.Text + " ";
        await WriteFilesAsync().ConfigureAwait(false);
        _session.TurnOf("assistant").AddText(told + answer.Text);
        await _events.TraceAsync(Orchestration, "observation", new()
        {
            ["type"] = "FINISH",
            ["finalResponse"] = AgentEvents.Map("text", told + answer.Text),
        }).ConfigureAwait(false);
        _events.NextStep();
        await _events.TraceAsync("postProcessingTrace", "modelInvocationOutput", new()
        {
            ["parsedResponse"] = AgentEvents.Map("text", told + answer.Text),
        }).ConfigureAwait(false);

        List<object?>? citations = found is null ? null : [new CitedPart(found.Value.Key.Text, 0, found.Value.Key.Text, [found.Value.Key]).ToCitation()];
        if (_call.Input.Map("streamingConfigurations")?.Flag("streamFinalResponse") != true)
        {
            await _events.ChunkAsync(told + answer.Text, citations).ConfigureAwait(false);
            return;
        }

        if (found is not null)
        {
            await _events.ChunkAsync(told, citations).ConfigureAwait(false);
        }

        await answer.ReplayAsync(new ChunkSink(_events)).ConfigureAwait(false);
    }

    private async Task WriteFilesAsync()
    {
        string question = _session.Asked.LastOrDefault() ?? "";
        if (!_target.CanCode || AgentFileScript.Read(question) is not { Count: > 0 } files)
        {
            return;
        }

        List<object?> names = files.ConvertAll(static file => ((Dictionary<string, object?>)file!).Get("name"));
        await _events.TraceAsync(Orchestration, "invocationInput", new()
        {
            ["invocationType"] = "ACTION_GROUP_CODE_INTERPRETER",
            ["codeInterpreterInvocationInput"] = AgentEvents.Map("code", $"write({string.Join(", ", names)})"),
        }).ConfigureAwait(false);
        await _events.TraceAsync(Orchestration, "observation", new()
        {
            ["type"] = "ACTION_GROUP",
            ["codeInterpreterInvocationOutput"] = new Dictionary<string, object?> { ["executionOutput"] = "done", ["files"] = names },
        }).ConfigureAwait(false);
        await _events.FilesAsync(files).ConfigureAwait(false);
    }

    private static string MadeUp(AgentAction action) => JsonText.Of(new Dictionary<string, object?> { ["status"] = "done", ["action"] = action.Tool.Name });

    private static Dictionary<string, object?> Metadata(int inputTokens, int outputTokens) => new()
    {
        ["usage"] = new Dictionary<string, object?> { ["inputTokens"] = (long)inputTokens, ["outputTokens"] = (long)outputTokens },
    };

    private sealed class ChunkSink : AnswerSink
    {
        private readonly AgentEvents _events;

        public ChunkSink(AgentEvents events) => _events = events;

        public override ValueTask AddAsync(AnswerBlock block, string piece) =>
            block.Kind == BlockKind.Text ? _events.ChunkAsync(piece) : default;

        public override ValueTask EndAsync(Completion completion) => default;
    }
}
