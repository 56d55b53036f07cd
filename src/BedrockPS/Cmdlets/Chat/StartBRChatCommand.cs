using System.Management.Automation;
using BedrockPS.Conversations;

namespace BedrockPS.Cmdlets;

/// <summary>Begins a conversation. Nothing is sent until Send-BRMessage, or until something is said in it with -Interactive.</summary>
[Cmdlet(VerbsLifecycle.Start, "BRChat")]
[OutputType(typeof(Chat))]
public sealed class StartBRChatCommand : ConversationCmdlet
{
    /// <summary>Hold the chat at the prompt, as Enter-BRChat does, and write it at its end.</summary>
    [Parameter]
    public SwitchParameter Interactive { get; set; }

    protected override object? Target => Model;

    protected override void Process()
    {
        Chat chat = NewChat();
        if (Interactive)
        {
            ChatConversation conversation = NewConversation(chat, isInteractive: true);
            conversation.Run();
            chat = conversation.Chat;
        }

        WriteChat(chat);
    }
}
