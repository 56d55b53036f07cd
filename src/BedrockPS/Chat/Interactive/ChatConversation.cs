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
    private readonly ChatShortener _shortener;
    private readonly List<Chat> _branches;
    private readonly List<ContentBlock> _attached = [];
    private readonly Dictionary<string, decimal> _costs = [];
    private bool _isCostUnknown;
    private bool _isEnded;
    private string _input = "";

    public ChatConversation(Chat chat, IChatTerminal terminal, IChatService service)
    {
        Chat = chat;
        _terminal = terminal;
        _service = service;
        _shortener = new ChatShortener(
            AskBeside,
            text => _terminal.WriteLine(Dim(text)),
            _terminal.WriteError);
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
            if (BegunCommand(input) is string begun)
            {
                ListFits(begun);
                return;
            }

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
        while (true)
        {
            AnswerView view = new(_terminal);
            try
            {
                ModelResponse response = _service.Ask(
                    Chat, [.. Chat.Window.Of(history), question], Chat.Window.Instructions(Chat.System), view.Show);
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
            catch (BedrockException exception) when (!view.HasShown && ChatShortener.Helps(exception, Chat, history))
            {
                _shortener.Shorten(Chat, history, Chat.ContextPolicy ?? ContextPolicy.Trim);
            }
            catch (BedrockException)
            {
                view.End();
                throw;
            }
        }
    }

    private ModelResponse AskBeside(Chat asking, IReadOnlyList<Message> messages)
    {
        ModelResponse response = _service.Ask(asking, messages, null, static _ => { });
        Count(response);
        return response;
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

    private string Dim(string text) => _terminal.HasColour ? $"\u001b[2m{text}\u001b[0m" : text;
}
