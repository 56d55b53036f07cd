using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using BedrockPS.Testing;

namespace BedrockPS.Unit.Tools;

/// <summary>A host whose user answers each question with the next of some answers, and remembers what was asked.</summary>
public sealed class AnsweringHost : TestHost
{
    private readonly AnsweringUI _ui;

    public AnsweringHost()
        : this(new AnsweringUI())
    {
    }

    private AnsweringHost(AnsweringUI ui)
        : base(ui) => _ui = ui;

    /// <summary>Labels of choices, such as Yes or "No to All", & left out.</summary>
    public Queue<string> Answers => _ui.Answers;

    public List<string> Questions => _ui.Questions;

    /// <summary>What stands on the screen, such as What if lines.</summary>
    public List<string> Screen => _ui.Screen;

    /// <summary>The answer that Enter alone would have given to the last question.</summary>
    public string? Default => _ui.Default;

    private sealed class AnsweringUI : TestUI
    {
        public Queue<string> Answers { get; } = new();

        public List<string> Questions { get; } = [];

        public List<string> Screen { get; } = [];

        public string? Default { get; private set; }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Questions.Add(message);
            List<string> labels = [.. System.Linq.Enumerable.Select(choices, static choice => choice.Label.Replace("&", "", StringComparison.Ordinal))];
            Default = labels[defaultChoice];
            return labels.IndexOf(Answers.Dequeue());
        }

        public override void Write(string value) => Screen.Add(value);

        public override void WriteLine(string value) => Screen.Add(value);
    }
}
