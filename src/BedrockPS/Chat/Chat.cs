using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using BedrockPS.Conversations;
using BedrockPS.Cost;
using BedrockPS.Engine;
using BedrockPS.Inference;
using BedrockPS.Storage;
using BedrockPS.Tools;

namespace BedrockPS;

/// <summary>
/// A conversation: its settings and the turns so far. Send-BRMessage continues it; a turn that fails or is stopped leaves it as
/// it was. Prints as its transcript.
/// </summary>
public sealed class Chat
{
    private Message[] _messages;
    private int _busy;

    public Chat(string model, IEnumerable<Message>? messages = null)
        : this(model, new InferenceRequest(), messages)
    {
    }

    internal Chat(string model, InferenceRequest settings, IEnumerable<Message>? messages = null)
    {
        Model = model;
        Settings = settings;
        _messages = messages is null ? [] : messages.ToArray();
    }

    /// <summary>Model of the next turn, in any form that -Model takes.</summary>
    public string Model { get; set; }

    public string? System
    {
        get => Settings.System;
        set => Settings.System = value;
    }

    /// <summary>Tokens each answer may have at most.</summary>
    public int? MaxTokens
    {
        get => Settings.MaxTokens;
        set => Settings.MaxTokens = value;
    }

    public double? Temperature
    {
        get => Settings.Temperature;
        set => Settings.Temperature = value;
    }

    public double? TopP
    {
        get => Settings.TopP;
        set => Settings.TopP = value;
    }

    public string[] StopSequence
    {
        get => Settings.StopSequences;
        set => Settings.StopSequences = value;
    }

    /// <summary>How much the model thinks, in the words of -Effort.</summary>
    public string? Effort => Settings.Reasoning?.Effort;

    /// <summary>Tokens the model may think with; 0: none, null: not said.</summary>
    public int? ThinkingBudget => Settings.Reasoning?.Budget;

    /// <summary>Guardrail every turn passes through: id or ARN, and version.</summary>
    public string? Guardrail => Settings.Guardrail is { Identifier.Length: > 0 } guardrail ? $"{guardrail.Identifier}:{guardrail.Version}" : null;

    /// <summary>Tier that serves the turns.</summary>
    public string? ServiceTier => Settings.ServiceTier;

    /// <summary>What all turns may cost together, those of branches included; null: no limit.</summary>
    public decimal? MaxCost
    {
        get => Budget.Limit;
        set => Budget.Limit = value;
    }

    /// <summary>
    /// What becomes of the chat when it is longer than its model takes; null: a message that is too much is an error, and at the prompt the
    /// oldest turns are no longer sent.
    /// </summary>
    public ContextPolicy? ContextPolicy { get; set; }

    /// <summary>Messages at the beginning that are no longer sent, because the chat is longer than its model takes.</summary>
    public int LeftOut => Window.LeftOut;

    /// <summary>What is sent instead of these messages; null: nothing.</summary>
    public string? Summary => Window.Summary;

    /// <summary>User and assistant messages in turn.</summary>
    public Message[] Messages => _messages;

    /// <summary>Tokens of all turns, those taken back included: they were used all the same.</summary>
    public TokenUsage Usage { get; internal set; } = new();

    public DateTimeOffset Created { get; internal set; } = DateTimeOffset.Now;

    /// <summary>What every turn is asked with; a turn's own settings come first.</summary>
    internal InferenceRequest Settings { get; set; }

    /// <summary>The part of the messages that is still sent.</summary>
    internal ChatWindow Window { get; set; } = new();

    internal Budget Budget { get; set; } = new("the chat's -MaxCost");

    /// <summary>The connection the chat was started with; null: the session's.</summary>
    internal ConnectionSettings? Connection { get; set; }

    /// <summary>Where the turns' answers are kept and taken from; null: nowhere.</summary>
    internal StorageSettings? Storage { get; set; }

    /// <summary>Longest time of a turn; null: none.</summary>
    internal int? TimeoutSec { get; set; }

    internal int? IdleTimeoutSec { get; set; }

    internal bool NoProfileFallback { get; set; }

    /// <summary>Where the last turn begins; -1: nowhere.</summary>
    internal int LastQuestion => Array.FindLastIndex(_messages, IsQuestion);

    /// <summary>Takes back the last turns, a turn being a user message and all that follows it; gives what was asked first in them.</summary>
    /// <param name="turns">How many turns, at least 1; more than there are empties the chat.</param>
    public string? Rewind(int turns = 1)
    {
        if (turns < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(turns), turns, "At least one turn can be taken back.");
        }

        List<Message> kept = _messages.ToList();
        string? asked = null;
        for (int turn = 0; turn < turns && kept.Count > 0; turn++)
        {
            int start = kept.FindLastIndex(IsQuestion);
            start = Math.Max(start, 0);
            asked = kept[start].Text;
            kept.RemoveRange(start, kept.Count - start);
        }

        _messages = kept.ToArray();
        return asked;
    }

    /// <summary>Results of tools go back in the user's name; they belong to the question that led to them.</summary>
    internal static bool IsQuestion(Message message) =>
        message.Role == "user" && (message.Content.Length == 0 || message.Content.Any(static block => block.Kind != ToolUse.ResultBlock));

    /// <summary>A chat of its own with the same settings and turns; what is said in one is not heard in the other.</summary>
    public Chat Branch()
    {
        Chat branch = (Chat)MemberwiseClone();
        branch._busy = 0;
        branch.Settings = Settings.Clone();
        branch.Usage = Usage.Clone();
        branch.Window = new ChatWindow(LeftOut, Summary);
        return branch;
    }

    /// <summary>One turn at a time: two answers to the same history would overwrite each other.</summary>
    /// <exception cref="BedrockException">ChatBusy.</exception>
    internal IDisposable BeginTurn()
    {
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            throw new BedrockException("ChatBusy", "The chat is waiting for another answer.");
        }

        return new Turn(this);
    }

    /// <summary>Adds a whole turn. The array is replaced, so that a reader of Messages never sees half a turn.</summary>
    internal void Commit(Message question, ModelResponse answer)
    {
        if (!answer.FromCache)
        {
            Usage.Add(answer.Usage);
        }

        _messages = [.. _messages, question, .. answer.ToolMessages, answer.Message ?? new Message("assistant", answer.Text)];
    }

    public override string ToString()
    {
        StringBuilder transcript = new();
        foreach (Message message in _messages)
        {
            transcript.Append(message.Role).Append(": ").AppendLine(message.Text);
        }

        return transcript.ToString().TrimEnd();
    }

    private sealed class Turn : IDisposable
    {
        private readonly Chat _chat;

        public Turn(Chat chat) => _chat = chat;

        public void Dispose() => Interlocked.Exchange(ref _chat._busy, 0);
    }
}
