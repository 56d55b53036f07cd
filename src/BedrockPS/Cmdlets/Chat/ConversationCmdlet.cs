using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Completers;
using BedrockPS.Conversations;
using BedrockPS.Cost;
using BedrockPS.Engine;
using BedrockPS.Inference;
using BedrockPS.Storage;
using BedrockPS.Tools;
using BedrockPS.Tools.Commands;

namespace BedrockPS.Cmdlets;

/// <summary>A cmdlet that can hold a conversation in the host.</summary>
public abstract class ConversationCmdlet : InferenceCmdlet, IChatService
{
    // Ctrl+C should be felt at once, and looking costs little.
    private const int LookEvery = 40;

    private readonly TypedAhead _ahead = new();
    private Chat? _chat;
    private ChatConversation? _conversation;
    private HostTerminal? _terminal;
    private bool _isInteractive;

    /// <summary>
    /// What becomes of a chat that is longer than the model takes: Trim sends its oldest turns no longer, Summarize a summary of them. The
    /// chat itself keeps every turn, and this setting.
    /// </summary>
    [Parameter]
    public ContextPolicy? ContextPolicy { get; set; }

    /// <summary>The conversation has the screen.</summary>
    private protected override bool ShowsWaits => false;

    private protected override Budget? KeptBudget => _chat?.Budget;

    private protected override ConnectionSettings Connection =>
        HasConnectionParameter || _chat?.Connection is null ? base.Connection : _chat.Connection.WithMaxAttempts(MaxAttempt);

    private protected override int? CallTimeoutSec => TimeoutSec ?? _chat?.TimeoutSec;

    private protected override int? CallIdleTimeoutSec => IdleTimeoutSec ?? _chat?.IdleTimeoutSec;

    private protected override bool AvoidsProfileFallback => NoProfileFallback || (_chat?.NoProfileFallback ?? false);

    private protected override StorageSettings? KeptStorage => _chat?.Storage;

    private protected override bool KeepsRedaction => _chat?.Settings.Redaction is not null;

    /// <summary>A chat of what the parameters say.</summary>
    private protected Chat NewChat()
    {
        InferenceRequest settings = GivenSettings();
        string model = GivenModel(ModelOrPrompt);
        if (!ManagedPrompt.IsArn(model))
        {
            settings.MaxTokens ??= Defaults.SessionDefaults.Current.Values.MaxTokens;
        }

        return new Chat(model, settings)
        {
            MaxCost = MaxCost,
            ContextPolicy = ContextPolicy,
            Connection = HasConnectionParameter ? Connection : null,
            TimeoutSec = TimeoutSec,
            IdleTimeoutSec = IdleTimeoutSec,
            NoProfileFallback = NoProfileFallback,
            Storage = GivenStorage,
        };
    }

    /// <summary>What the parameters say becomes the chat's.</summary>
    private protected void Configure(Chat chat)
    {
        InferenceRequest settings = GivenSettings();
        settings.FillFrom(chat.Settings);
        chat.Settings = settings;
        chat.Model = ModelOrPrompt ?? chat.Model;
        chat.MaxCost = MaxCost ?? chat.MaxCost;
        chat.ContextPolicy = ContextPolicy ?? chat.ContextPolicy;
        if (HasConnectionParameter)
        {
            chat.Connection = Connection;
        }
    }

    /// <param name="chat">The chat to go on with.</param>
    /// <param name="isInteractive">Somebody types; false: inputs are piped, and failures are errors of theirs.</param>
    private protected ChatConversation NewConversation(Chat chat, bool isInteractive)
    {
        _isInteractive = isInteractive;
        _terminal = Terminal;
        ChatConversation conversation = new(chat, _terminal, this);
        LastChat.Current.Begin(() => conversation.Chat);
        _conversation = conversation;
        return conversation;
    }

    /// <summary>Writes the chat to the pipeline: from here on it is the caller's.</summary>
    private protected void WriteChat(Chat chat)
    {
        bool isStopped = false;
        try
        {
            WriteObject(chat);
        }
        catch (PipelineStoppedException)
        {
            // Ctrl+C at the prompt is the end of the input to some hosts, and the pipeline takes nothing then.
            isStopped = true;
            throw;
        }
        finally
        {
            if (!isStopped)
            {
                LastChat.Current.End();
                _conversation = null;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _conversation?.Chat.Messages.Length > 0)
        {
            // Nothing could be written to the pipeline: it was stopped, or ended by an error.
            _terminal!.WriteLine("The chat was interrupted. Enter-BRChat -Last goes on with it.");
        }

        base.Dispose(disposing);
    }

    private protected HostTerminal Terminal => new(Host?.UI, HasColour(), _ahead);

    ModelResponse IChatService.Ask(Chat chat, IReadOnlyList<Message> messages, string? system, global::System.Action<StreamChunk> receive)
    {
        _chat = chat;
        InferenceRequest request = chat.Settings.Clone();
        request.ModelId = ResolveModel(chat.Model);
        request.Messages = messages;
        request.System = system;
        request = Prepared(request);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        using KeyWatch? watch = _isInteractive ? new KeyWatch(Host, _ahead) : null;
        Log.WorkScope = watch is null ? null : watch.Pause;
        try
        {
            return Read(request, receive, stop, watch);
        }
        catch (global::System.Exception exception) when (
            StopToken.IsCancellationRequested && (exception is BedrockException or global::System.OperationCanceledException))
        {
            // The whole command is stopped, not an answer of it.
            throw new PipelineStoppedException();
        }
        catch (BedrockException) when (stop.IsCancellationRequested)
        {
            throw new global::System.OperationCanceledException(stop.Token);
        }
        finally
        {
            Log.WorkScope = null;
        }
    }

    string IChatService.ResolveModel(Chat chat, string model)
    {
        _chat = chat;
        return ResolveModel(model);
    }

    IReadOnlyList<ContentBlock> IChatService.ReadFiles(string path)
    {
        // Files are told apart by what is in them; the first kind that takes one has it.
        AttachmentArguments arguments = new(SessionState, null);
        BedrockException? first = null;
        foreach (string block in new[] { "image", "document", "video", "audio" })
        {
            try
            {
                return arguments.Read(block, [path]).ToArray();
            }
            catch (BedrockException exception) when (exception.Code == "FileUnsupported")
            {
                first ??= exception;
            }
        }

        throw new BedrockException("FileUnsupported", $"'{path}' is neither an image, a document, a video nor sound the service takes, or several kinds at once.", first)
        {
            RecommendedAction = "Attach files of one kind at a time: /attach again adds more.",
        };
    }

    void IChatService.SetTools(Chat chat, IReadOnlyList<string> commands)
    {
        ToolSet tools = new ToolReader(SessionState, InvokeCommand).Read(commands);
        if (chat.Settings.Tools is ToolSet before)
        {
            tools.Servers = before.Servers;
            tools.Approval = before.Approval;
            tools.MaxRounds = before.MaxRounds;
        }

        chat.Settings.Tools = tools;
    }

    IReadOnlyList<string> IChatService.Complete(string command, string word) => command switch
    {
        "model" => Texts(new ModelCompleter().CompleteArgument(MyInvocation.MyCommand.Name, nameof(Model), word, null!, MyInvocation.BoundParameters)),
        "tools" => Texts(new CommandCompleter().CompleteArgument(MyInvocation.MyCommand.Name, nameof(Tool), word, null!, MyInvocation.BoundParameters)),
        "attach" or "save" or "load" => Texts(CompletionCompleters.CompleteFilename(word)),
        _ => [],
    };

    private static string[] Texts(IEnumerable<CompletionResult> results) => results.Select(static result => result.CompletionText).ToArray();

    string IChatService.FullPath(string path) => FullPathOf(path);

    bool IChatService.Copy(string text)
    {
        if (InvokeCommand.GetCommand("Set-Clipboard", CommandTypes.Cmdlet | CommandTypes.Function) is CommandInfo command)
        {
            try
            {
                InvokeCommand.InvokeScript(false, ScriptBlock.Create("& $args[0] -Value $args[1]"), null, command, text);
                return true;
            }
            catch (RuntimeException exception) when (exception is not PipelineStoppedException)
            {
                WriteVerbose("Set-Clipboard: " + exception.Message);
            }
        }

        if (!HasColour())
        {
            return false;
        }

        // The terminal's own clipboard, which reaches through ssh too.
        string encoded = global::System.Convert.ToBase64String(global::System.Text.Encoding.UTF8.GetBytes(text));
        Host.UI.Write($"\u001b]52;c;{encoded}\u0007");
        return true;
    }

    void IChatService.Fail(BedrockException exception, string input)
    {
        if (!_isInteractive)
        {
            WriteFailure(exception, input);
            return;
        }

        HostTerminal terminal = Terminal;
        terminal.WriteError(exception.Message);
        if (exception.RecommendedAction is { Length: > 0 } action)
        {
            terminal.WriteLine(action);
        }
    }

    private ModelResponse Read(
        InferenceRequest request, global::System.Action<StreamChunk> receive, CancellationTokenSource stop, KeyWatch? watch)
    {
        using ModelStream stream = WaitWatching(Caller.StreamAsync(request, stop.Token), stop, watch);
        ModelResponse? response = null;
        do
        {
            while (stream.TryRead(out StreamChunk? chunk))
            {
                receive(chunk!);
                response = chunk!.Response ?? response;
            }
        }
        while (WaitWatching(stream.FillAsync(stop.Token).AsTask(), stop, watch));
        if (response is null)
        {
            throw new BedrockException("StreamTruncated", "The answer ended before it was whole.");
        }

        Complete(request, response, null, null);
        return response;
    }

    private T WaitWatching<T>(Task<T> task, CancellationTokenSource stop, KeyWatch? watch)
    {
        while (watch is not null && !task.IsCompleted && !stop.IsCancellationRequested)
        {
            Wait(Task.WhenAny(task, Task.Delay(LookEvery)));
            if (watch.IsPressed())
            {
                stop.Cancel();
            }
        }

        return Wait(task);
    }

    private bool HasColour()
    {
        bool isRedirected = Host?.Name == "ConsoleHost" && global::System.Console.IsOutputRedirected;
        if (isRedirected || !string.IsNullOrEmpty(global::System.Environment.GetEnvironmentVariable("NO_COLOR")))
        {
            return false;
        }

        try
        {
            return Host?.UI is { SupportsVirtualTerminal: true } && !IsPlain(GetVariableValue("PSStyle"));
        }
        catch (global::System.Exception exception) when (HostTerminal.IsWithoutInput(exception))
        {
            return false;
        }
    }

    /// <summary>$PSStyle.OutputRendering; Windows PowerShell has none.</summary>
    private static bool IsPlain(object? style) =>
        style is not null && PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() == "PlainText";
}
