using System;
using System.Collections.Generic;

namespace BedrockPS.Conversations;

/// <summary>What a conversation needs done outside it.</summary>
internal interface IChatService
{
    /// <summary>Asks the chat's model. History and commit are the caller's.</summary>
    /// <param name="chat">Whose settings and connection are used.</param>
    /// <param name="messages">All that is sent.</param>
    /// <param name="system">Instructions instead of the chat's.</param>
    /// <param name="receive">Gets every piece as it arrives.</param>
    /// <exception cref="OperationCanceledException">The user stopped the answer.</exception>
    /// <exception cref="BedrockException">The call failed.</exception>
    ModelResponse Ask(Chat chat, IReadOnlyList<Message> messages, string? system, Action<StreamChunk> receive);

    /// <exception cref="BedrockException">No such model.</exception>
    string ResolveModel(Chat chat, string model);

    /// <summary>Files as content: images, documents, video or sound, as they turn out to be.</summary>
    /// <exception cref="BedrockException">A file cannot be read or sent.</exception>
    IReadOnlyList<ContentBlock> ReadFiles(string path);

    /// <summary>Commands the model may call from now on.</summary>
    /// <exception cref="BedrockException">A command is not there or cannot be described.</exception>
    void SetTools(Chat chat, IReadOnlyList<string> commands);

    /// <summary>What a word that was begun can become: models, commands or paths, as the slash command takes.</summary>
    /// <param name="command">Name of the slash command.</param>
    /// <param name="word">The last word so far.</param>
    IReadOnlyList<string> Complete(string command, string word);

    string FullPath(string path);

    /// <summary>Puts a text on the clipboard; false when there is none to be had.</summary>
    bool Copy(string text);

    /// <summary>Tells a failure of a turn.</summary>
    void Fail(BedrockException exception, string input);
}
