using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Conversations;

/// <summary>Sends less of a chat that is longer than its model takes, and says so.</summary>
internal sealed class ChatShortener
{
    private static readonly string[] s_signs = ["too long", "context window", "context length", "maximum number of tokens", "input length"];

    private readonly Func<Chat, IReadOnlyList<Message>, ModelResponse> _ask;
    private readonly Action<string> _tell;
    private readonly Action<string> _tellFailure;

    /// <param name="ask">Asks the model of a chat something that is not part of it.</param>
    /// <param name="tell">Told what is no longer sent.</param>
    /// <param name="tellFailure">Told why there is no summary.</param>
    public ChatShortener(Func<Chat, IReadOnlyList<Message>, ModelResponse> ask, Action<string> tell, Action<string> tellFailure)
    {
        _ask = ask;
        _tell = tell;
        _tellFailure = tellFailure;
    }

    /// <summary>Whether a message failed because of the length of the chat, and less of that can be sent.</summary>
    public static bool Helps(BedrockException exception, Chat chat, IReadOnlyList<Message> history) =>
        exception.Code == "Validation"
        && s_signs.Any(words => exception.Message.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0)
        && chat.Window.Of(history).Count > 0;

    /// <summary>Sends less of the chat from now on.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="history">Its messages before the one that did not fit.</param>
    /// <param name="policy">What becomes of the older ones.</param>
    public void Shorten(Chat chat, IReadOnlyList<Message> history, ContextPolicy policy)
    {
        IReadOnlyList<Message> leftOut = chat.Window.Shorten(history, out int turns);
        string what = turns == 1 ? "the oldest turn is" : $"the {turns} oldest turns are";
        if (policy == ContextPolicy.Summarize)
        {
            try
            {
                chat.Window.Summary = Summarize(chat, leftOut);
                _tell($"The chat is longer than the model takes: {what} sent as a summary from now on.");
                return;
            }
            catch (BedrockException exception)
            {
                _tellFailure($"The turns could not be summed up: {exception.Message}");
            }
        }

        _tell($"The chat is longer than the model takes: {what} no longer sent.");
    }

    private string Summarize(Chat chat, IReadOnlyList<Message> messages)
    {
        List<string> lines = chat.Window.Summary is string before ? ["Before that: " + before] : [];
        lines.AddRange(messages.Where(static message => message.Text.Length > 0).Select(static message => $"{message.Role}: {message.Text}"));
        Message request = new("user", "Sum up this conversation in a few sentences. Keep names, numbers and decisions.\n\n" + string.Join("\n", lines));
        Chat asking = chat.Branch();
        asking.System = null;
        asking.Settings.Tools = null;
        asking.Settings.OutputSchema = null;
        asking.Settings.Structure = null;
        ModelResponse response = _ask(asking, [request]);
        if (!response.FromCache)
        {
            chat.Usage.Add(response.Usage);
        }

        return response.Text;
    }
}
