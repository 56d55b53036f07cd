using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Testing;

namespace BedrockPS.Unit.Chats;

/// <summary>A host whose user types given lines, answers Yes, and may press Ctrl+C once something stands on the screen.</summary>
internal sealed class ScriptedHost : TestHost
{
    private readonly ScriptedUI _ui;

    public ScriptedHost()
        : this(new ScriptedUI())
    {
    }

    private ScriptedHost(ScriptedUI ui)
        : base(ui) => _ui = ui;

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

    /// <summary>When the lines are used up, the host waits for another until this says that the pipeline is being stopped; null: the input ends.</summary>
    public Func<bool>? WaitsUntil
    {
        get => _ui.WaitsUntil;
        set => _ui.WaitsUntil = value;
    }

    /// <summary>It waits.</summary>
    public Task IsWaiting => _ui.IsWaiting.Task;

    public bool HasColour
    {
        get => _ui.HasColour;
        set => _ui.HasColour = value;
    }

    public void Type(params string?[] lines)
    {
        foreach (string? line in lines)
        {
            Lines.Enqueue(line);
        }
    }

    private sealed class ScriptedUI : TestUI
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

        public Func<bool>? WaitsUntil { get; set; }

        public TaskCompletionSource IsWaiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool SupportsVirtualTerminal => HasColour;

        public override PSHostRawUserInterface RawUI => _keys;

        public override string ReadLine()
        {
            if (NobodyThere is not null)
            {
                throw NobodyThere;
            }

            if (Lines.Count == 0 && WaitsUntil is not null)
            {
                // As a console does: the read ends when the pipeline is stopped.
                IsWaiting.TrySetResult();
                SpinWait.SpinUntil(WaitsUntil);
                throw new PipelineStoppedException();
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

        public override void WriteLine(string value) => Screen.Append(value).Append('\n');

        public override void WriteErrorLine(string value) => Errors.Add(value);

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Questions.Add(message);
            return 0;
        }
    }

    private sealed class ScriptedKeys : TestRawUI
    {
        private readonly ScriptedUI _ui;

        public ScriptedKeys(ScriptedUI ui) => _ui = ui;

        public override bool KeyAvailable => _ui.Pressed.Count > 0 || (_ui.IsPasting && _ui.Lines.Count > 0);

        public override KeyInfo ReadKey(ReadKeyOptions options)
        {
            char key = _ui.Pressed.Dequeue();
            return new KeyInfo(char.ToUpperInvariant(key), key, 0, true);
        }
    }
}
