using System.Management.Automation;
using BedrockPS.Conversations;

namespace BedrockPS.Cmdlets;

/// <summary>Holds a chat at the prompt, or with the piped messages. Writes the chat at its end.</summary>
[Cmdlet(VerbsCommon.Enter, "BRChat")]
[OutputType(typeof(Chat))]
[Calls("bedrock-runtime", "ConverseStream")]
public sealed class EnterBRChatCommand : ConversationCmdlet
{
    private Chat? _given;
    private ChatConversation? _conversation;
    private object? _input;

    /// <summary>
    /// A chat to continue, or messages and slash commands to say in turn instead of reading them from the host.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("Chat", "Message")]
    public object? InputObject { get; set; }

    /// <summary>
    /// Go on with the chat that was last held at the prompt of this session, such as one that Ctrl+C has ended; else with the one that an
    /// ended session has left.
    /// </summary>
    [Parameter]
    public SwitchParameter Last { get; set; }

    protected override object? Target => _input ?? Model;

    protected override void Process()
    {
        TakeLast();
        object? input = Unwrapped(InputObject);
        foreach (object? item in input as object?[] ?? [input])
        {
            _input = Unwrapped(item);
            Take();
        }
    }

    protected override void Finish()
    {
        _input = null;
        TakeLast();
        if (_conversation is null)
        {
            bool hasNothingPiped = MyInvocation.ExpectingInput && (_given is null || Last);
            _conversation = NewConversation(_given ?? NewChat(), isInteractive: true);
            if (!hasNothingPiped)
            {
                _conversation.Run();
            }
        }

        WriteChat(_conversation.Chat);
    }

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private void TakeLast()
    {
        if (!Last || _given is not null)
        {
            return;
        }

        if (LastChat.Current.Find() is not Chat chat)
        {
            throw new BedrockException("NoLastChat", "No chat has been held at this session's prompt, and no ended session has left one.");
        }

        Configure(chat);
        _given = chat;
    }

    private void Take()
    {
        switch (_input)
        {
            case null:
                return;
            case Chat when Last:
                throw new BedrockException("ParameterConflict", "-Last names a chat, and another was given besides.") { RecommendedAction = "Give one of the two." };
            case Chat chat when _conversation is null:
                Configure(chat);
                _given = chat;
                return;
            case Chat:
                throw new BedrockException("ParameterConflict", "A chat came after messages: nothing tells which of them belong to it.")
                {
                    RecommendedAction = "Give the chat first, or the messages alone.",
                };
        }

        _conversation ??= NewConversation(_given ?? NewChat(), isInteractive: false);
        if (!_conversation.IsEnded)
        {
            string text = LanguagePrimitives.ConvertTo<string>(_input);
            Terminal.WriteLine("> " + text);
            _conversation.Handle(text);
        }
    }
}
