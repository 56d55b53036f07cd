using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace BedrockPS.Unit.Chats;

/// <summary>A host whose user types given lines, answers Yes, and may press Ctrl+C once something stands on the screen.</summary>
internal sealed class ScriptedHost : PSHost
{
    private readonly ScriptedUI _ui = new();

    public Queue<string?> Lines => _ui.Lines;

    public string Screen => _ui.Screen.ToString();

    public List<string> Errors => _ui.Errors;

    public List<string> Questions => _ui.Questions;

    /// <summary>Text that, once shown, has the user press Ctrl+C once.</summary>
    public Func<string, bool>? PressesCtrlCAfter
    {
        get => _ui.PressesCtrlCAfter;
        set => _ui.PressesCtrlCAfter = value;
    }

    /// <summary>What is pressed after that text; Ctrl+C alone when not set.</summary>
    public string Keys
    {
        get => _ui.Keys;
        set => _ui.Keys = value;
    }

    /// <summary>Lines that come in one go: more is there as soon as one is read.</summary>
    public bool IsPasting
    {
        get => _ui.IsPasting;
        set => _ui.IsPasting = value;
    }

    /// <summary>What stands for nobody being there; null: the end of the lines.</summary>
    public Exception? NobodyThere
    {
        get => _ui.NobodyThere;
        set => _ui.NobodyThere = value;
    }

    public bool HasColour
    {
        get => _ui.HasColour;
        set => _ui.HasColour = value;
    }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "ScriptedHost";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public void Type(params string?[] lines)
    {
        foreach (string? line in lines)
        {
            Lines.Enqueue(line);
        }
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class ScriptedUI : PSHostUserInterface
    {
        private readonly ScriptedKeys _keys;

        public ScriptedUI() => _keys = new ScriptedKeys(this);

        public Queue<string?> Lines { get; } = new();

        public StringBuilder Screen { get; } = new();

        public List<string> Errors { get; } = [];

        public List<string> Questions { get; } = [];

        public Func<string, bool>? PressesCtrlCAfter { get; set; }

        public bool IsPasting { get; set; }

        public string Keys { get; set; } = "\u0003";

        public Queue<char> Pressed { get; } = new();

        public bool HasColour { get; set; }

        public Exception? NobodyThere { get; set; }

        public override bool SupportsVirtualTerminal => HasColour;

        public override PSHostRawUserInterface RawUI => _keys;

        public override string ReadLine()
        {
            if (NobodyThere is not null)
            {
                throw NobodyThere;
            }

            string? line = Lines.Count > 0 ? Lines.Dequeue() : null;
            Screen.Append(line).Append('\n');
            return line!;
        }

        public override void Write(string value)
        {
            Screen.Append(value);
            if (PressesCtrlCAfter?.Invoke(value) == true)
            {
                PressesCtrlCAfter = null;
                foreach (char key in Keys)
                {
                    Pressed.Enqueue(key);
                }
            }
        }

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Screen.Append(value).Append('\n');

        public override void WriteErrorLine(string value) => Errors.Add(value);

        public override void WriteDebugLine(string message) => WriteLine(message);

        public override void WriteVerboseLine(string message) => WriteLine(message);

        public override void WriteWarningLine(string message) => WriteLine(message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Questions.Add(message);
            return 0;
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();
    }

    private sealed class ScriptedKeys : PSHostRawUserInterface
    {
        private readonly ScriptedUI _ui;

        public ScriptedKeys(ScriptedUI ui) => _ui = ui;

        public override bool KeyAvailable => _ui.Pressed.Count > 0 || (_ui.IsPasting && _ui.Lines.Count > 0);

        public override ConsoleColor BackgroundColor { get; set; }

        public override Size BufferSize { get; set; }

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override ConsoleColor ForegroundColor { get; set; }

        public override Size MaxPhysicalWindowSize => default;

        public override Size MaxWindowSize => default;

        public override Coordinates WindowPosition { get; set; }

        public override Size WindowSize { get; set; }

        public override string WindowTitle { get; set; } = "";

        public override KeyInfo ReadKey(ReadKeyOptions options)
        {
            char key = _ui.Pressed.Dequeue();
            return new KeyInfo(char.ToUpperInvariant(key), key, 0, true);
        }

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
            throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
    }
}
