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
    /// What becomes of a chat that is longer than the model takes: Trim sends its oldest turns no longer, Summarize a summary of them.
    /// Trim when not given. The chat itself keeps every turn.
    /// </summary>
    [Parameter]
    public ContextPolicy? ContextPolicy { get; set; }

    protected override object? Target => _input ?? Model;

    protected override void Process()
    {
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
        if (_conversation is null)
        {
            bool hasNothingPiped = MyInvocation.ExpectingInput && _given is null;
            _conversation = NewConversation(_given ?? NewChat(), ContextPolicy ?? default, isInteractive: true);
            if (!hasNothingPiped)
            {
                _conversation.Run();
            }
        }

        WriteObject(_conversation.Chat);
    }

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private void Take()
    {
        switch (_input)
        {
            case null:
                return;
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

        _conversation ??= NewConversation(_given ?? NewChat(), ContextPolicy ?? default, isInteractive: false);
        if (!_conversation.IsEnded)
        {
            string text = LanguagePrimitives.ConvertTo<string>(_input);
            Terminal.WriteLine("> " + text);
            _conversation.Handle(text);
        }
    }
}
