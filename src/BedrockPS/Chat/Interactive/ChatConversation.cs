using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Inference;
using BedrockPS.Tools;

namespace BedrockPS.Conversations;

/// <summary>
/// A chat as somebody holds it: inputs are commands or messages, and answers are shown as they arrive. A turn that fails or is
/// stopped leaves the chat as it was.
/// </summary>
internal sealed partial class ChatConversation
{
    private const string Prompt = "> ";

    // A host at the end of its input may give empty lines for ever.
    private const int MaxEmptyLines = 200;

    private readonly IChatTerminal _terminal;
    private readonly IChatService _service;
    private readonly ContextPolicy _policy;
    private readonly List<Chat> _branches;
    private readonly Dictionary<Chat, ChatWindow> _windows = [];
    private readonly List<ContentBlock> _attached = [];
    private readonly Dictionary<string, decimal> _costs = [];
    private bool _isCostUnknown;
    private bool _isEnded;
    private string _input = "";

    public ChatConversation(Chat chat, IChatTerminal terminal, IChatService service, ContextPolicy policy)
    {
        Chat = chat;
        _terminal = terminal;
        _service = service;
        _policy = policy;
        _branches = [chat];
    }

    /// <summary>The chat, or the branch of it, in which it goes on.</summary>
    public Chat Chat { get; private set; }

    /// <summary>/exit was said.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Until /exit or the end of the input.</summary>
    public void Run()
    {
        _terminal.WriteLine(Dim($"{Chat.Model}. /help lists the commands, /exit ends the chat."));
        ChatInput input = new(_terminal);
        int empty = 0;
        while (!_isEnded && empty < MaxEmptyLines && input.Read(Prompt) is string text)
        {
            empty = text.Length == 0 ? empty + 1 : 0;
            Handle(text);
        }
    }

    /// <summary>One input: a command or a message.</summary>
    public void Handle(string input)
    {
        _input = input.Trim();
        if (_input.Length == 0)
        {
            return;
        }

        try
        {
            if (ChatCommand.TryParse(_input, out string name, out string argument))
            {
                Execute(name, argument);
                return;
            }

            // Two slashes: a message that begins with one.
            Say(_input.StartsWith("//", StringComparison.Ordinal) ? _input.Substring(1) : _input);
        }
        catch (BedrockException exception)
        {
            _service.Fail(exception, _input);
        }
    }

    private void Say(string text)
    {
        // Calls of tools that were left to the caller must be answered before anything else is said.
        List<ContentBlock> content = [.. ToolHistory.Pending(Chat.Messages.LastOrDefault()), .. _attached, ContentBlock.FromText(text)];
        DocumentNames.MakeUnique(content, Chat.Messages);
        Message question = new("user", content);
        if (TakeTurn(question, Chat.Messages) is ModelResponse response)
        {
            Chat.Commit(question, response);
            _attached.Clear();
        }
    }

    /// <summary>Null when the user stopped the answer.</summary>
    private ModelResponse? TakeTurn(Message question, IReadOnlyList<Message> history)
    {
        using IDisposable turn = Chat.BeginTurn();
        ChatWindow window = Window(Chat);
        while (true)
        {
            AnswerView view = new(_terminal);
            try
            {
                ModelResponse response = _service.Ask(Chat, [.. window.Of(history), question], Instructions(window), view.Show);
                view.End();
                Tell(response);
                return response;
            }
            catch (OperationCanceledException)
            {
                view.End();
                _terminal.WriteLine(Dim("Stopped. The chat is as it was before this message."));
                return null;
            }
            catch (BedrockException exception) when (!view.HasShown && IsTooLong(exception) && window.Of(history).Count > 0)
            {
                Shorten(window, history);
            }
            catch (BedrockException)
            {
                view.End();
                throw;
            }
        }
    }

    /// <summary>Sends less of the chat from now on, and says so.</summary>
    private void Shorten(ChatWindow window, IReadOnlyList<Message> history)
    {
        IReadOnlyList<Message> leftOut = window.Shorten(history, out int turns);
        string what = turns == 1 ? "the oldest turn is" : $"the {turns} oldest turns are";
        if (_policy == ContextPolicy.Summarize)
        {
            try
            {
                window.Summary = Summarize(leftOut, window.Summary);
                _terminal.WriteLine(Dim($"The chat is longer than the model takes: {what} sent as a summary from now on."));
                return;
            }
            catch (BedrockException exception)
            {
                _terminal.WriteError($"The turns could not be summed up: {exception.Message}");
            }
        }

        _terminal.WriteLine(Dim($"The chat is longer than the model takes: {what} no longer sent."));
    }

    private string Summarize(IReadOnlyList<Message> messages, string? before)
    {
        List<string> lines = before is null ? [] : ["Before that: " + before];
        lines.AddRange(messages.Where(static message => message.Text.Length > 0).Select(static message => $"{message.Role}: {message.Text}"));
        Message request = new("user", "Sum up this conversation in a few sentences. Keep names, numbers and decisions.\n\n" + string.Join("\n", lines));
        Chat asking = Chat.Branch();
        asking.Settings.Tools = null;
        asking.Settings.OutputSchema = null;
        asking.Settings.Structure = null;
        ModelResponse response = _service.Ask(asking, [request], null, static _ => { });
        Count(response);
        if (!response.FromCache)
        {
            Chat.Usage.Add(response.Usage);
        }

        return response.Text;
    }

    private string? Instructions(ChatWindow window)
    {
        if (window.Summary is null)
        {
            return Chat.System;
        }

        string summary = "Summary of the conversation before the first message: " + window.Summary;
        return Chat.System is null ? summary : Chat.System + "\n\n" + summary;
    }

    private ChatWindow Window(Chat chat)
    {
        if (!_windows.TryGetValue(chat, out ChatWindow? window))
        {
            _windows[chat] = window = new ChatWindow();
        }

        return window;
    }

    /// <summary>Tokens and cost of a turn.</summary>
    private void Tell(ModelResponse response)
    {
        Count(response);
        string tokens = string.Format(CultureInfo.InvariantCulture, "{0} tokens in, {1} out", response.Usage.InputTokens, response.Usage.OutputTokens);
        string cost = response.FromCache ? ", from the cache" : response.Cost is decimal amount ? ", " + Money(amount, response.Currency) : "";
        _terminal.WriteLine(Dim(tokens + cost));
    }

    private void Count(ModelResponse response)
    {
        if (response.FromCache)
        {
            return;
        }

        if (response.Cost is decimal amount)
        {
            string currency = response.Currency ?? "";
            _costs[currency] = (_costs.TryGetValue(currency, out decimal sum) ? sum : 0) + amount;
        }
        else
        {
            _isCostUnknown = true;
        }
    }

    private static string Money(decimal amount, string? currency) =>
        string.Format(CultureInfo.InvariantCulture, "{0:0.00####} {1}", amount, currency).TrimEnd();

    private static bool IsTooLong(BedrockException exception) => exception.Code == "Validation"
        && new[] { "too long", "context window", "context length", "maximum number of tokens", "input length" }
            .Any(words => exception.Message.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0);

    private string Dim(string text) => _terminal.HasColour ? $"\u001b[2m{text}\u001b[0m" : text;
}
