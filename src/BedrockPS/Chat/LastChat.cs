using System;
using System.IO;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
#if NET
using System.Runtime.InteropServices;
#endif
using System.Threading;
using BedrockPS.Files;

namespace BedrockPS.Conversations;

/// <summary>
/// The chat that was last held at the prompt of a runspace. An interruption writes nothing to the pipeline, so this is where the chat
/// is found again; and it goes into a file of its owner's when the process ends before anybody has had it.
/// </summary>
internal sealed class LastChat
{
    /// <summary>Environment variable with another file than the user's own.</summary>
    public const string PathVariable = "BEDROCKPS_LAST_CHAT";

    private static readonly ConditionalWeakTable<Runspace, LastChat> s_byRunspace = new();
    private static int s_isWatching;

    // Strong on purpose: a runspace that has been closed may leave an unsaved chat too.
    private static volatile LastChat? s_open;
#if NET
    private static IDisposable[]? s_signals;
#endif

    private Func<Chat>? _chat;

    /// <summary>That of the runspace this thread runs in.</summary>
    public static LastChat Current => s_byRunspace.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>Null where the platform names no folder for application data.</summary>
    public static string? FilePath
    {
        get
        {
            if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given)
            {
                return Path.GetFullPath(given);
            }

            string folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return folder.Length == 0 ? null : Path.Combine(folder, "BedrockPS", "last-chat.json");
        }
    }

    /// <summary>A chat is being held, and nobody else has it yet.</summary>
    /// <param name="chat">Gives it, or the branch in which it goes on.</param>
    public void Begin(Func<Chat> chat)
    {
        _chat = chat;
        s_open = this;
        if (Interlocked.Exchange(ref s_isWatching, 1) == 0)
        {
            AppDomain.CurrentDomain.ProcessExit += static (_, _) => SaveOpen();
#if NET
            // A terminal that is closed, of which the runtime would tell nobody; and a process that is asked to end, whose input ends
            // first, so that the chat would be written to a pipeline nobody reads any more.
            s_signals = [Watch(PosixSignal.SIGHUP), Watch(PosixSignal.SIGTERM)];
#endif
        }
    }

    /// <summary>The chat has been written to the pipeline.</summary>
    public void End()
    {
        if (s_open == this)
        {
            s_open = null;
        }
    }

    /// <summary>The chat last held in this runspace, else the one an ended process has left; null when there is none.</summary>
    /// <exception cref="BedrockException">ChatFileInvalid, ChatFileVersion or FileUnreadable.</exception>
    public Chat? Find()
    {
        if (_chat is not null)
        {
            return _chat();
        }

        if (FilePath is not string path || !File.Exists(path))
        {
            return null;
        }

        // From here on it is in this session's hands: should that end too soon, it is written again.
        Chat chat = ChatFile.Read(path);
        File.Delete(path);
        Begin(() => chat);
        return chat;
    }

#if NET
    private static PosixSignalRegistration Watch(PosixSignal signal) => PosixSignalRegistration.Create(signal, static _ => SaveOpen());
#endif

    private static void SaveOpen()
    {
        LastChat? open = s_open;
        if (open?._chat?.Invoke() is not { Messages.Length: > 0 } chat || FilePath is not string path)
        {
            return;
        }

        s_open = null;
        try
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
            ChatFile.Write(chat, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process is ending: there is nobody left to be told.
        }
    }
}
