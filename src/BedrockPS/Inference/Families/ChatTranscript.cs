using System.Collections.Generic;
using System.Text;

namespace BedrockPS.Inference.Families;

/// <summary>A conversation as text, and the templates by which models were taught to read one.</summary>
internal sealed class ChatTranscript
{
    private readonly string? _system;
    private readonly IReadOnlyList<ChatTurn> _turns;

    public ChatTranscript(string? system, IReadOnlyList<ChatTurn> turns)
    {
        _system = string.IsNullOrEmpty(system) ? null : system;
        _turns = turns;
    }

    /// <summary>Llama 3 and 4: each turn under a header that names its role.</summary>
    public string WithHeaders(string headerStart, string headerEnd, string turnEnd)
    {
        StringBuilder prompt = new("<|begin_of_text|>");
        if (_system is not null)
        {
            Append("system", _system).Append(turnEnd);
        }

        for (int i = 0; i < _turns.Count; i++)
        {
            Append(_turns[i].Role, _turns[i].Text);
            if (!IsOpen(i))
            {
                prompt.Append(turnEnd);
            }
        }

        return EndsOpen ? prompt.ToString() : Append("assistant", "").ToString();

        StringBuilder Append(string role, string text) =>
            prompt.Append(headerStart).Append(role).Append(headerEnd).Append("\n\n").Append(text);
    }

    /// <summary>Llama 2: instructions in brackets, the system text inside the first of them.</summary>
    public string WithLlama2Instructions()
    {
        string system = _system is null ? "" : $"<<SYS>>\n{_system}\n<</SYS>>\n\n";
        StringBuilder prompt = new();
        for (int i = 0; i < _turns.Count; i++)
        {
            if (_turns[i].IsAssistant)
            {
                prompt.Append(' ').Append(_turns[i].Text).Append(IsOpen(i) ? "" : " </s>");
            }
            else
            {
                prompt.Append("<s>[INST] ").Append(system).Append(_turns[i].Text).Append(" [/INST]");
                system = "";
            }
        }

        return prompt.ToString();
    }

    /// <summary>Mistral: instructions in brackets, the system text in front of the first.</summary>
    public string WithMistralInstructions()
    {
        string system = _system is null ? "" : $"{_system}\n\n";
        StringBuilder prompt = new("<s>");
        for (int i = 0; i < _turns.Count; i++)
        {
            if (_turns[i].IsAssistant)
            {
                prompt.Append(' ').Append(_turns[i].Text).Append(IsOpen(i) ? "" : "</s>");
            }
            else
            {
                prompt.Append("[INST] ").Append(system).Append(_turns[i].Text).Append(" [/INST]");
                system = "";
            }
        }

        return prompt.ToString();
    }

    /// <summary>DeepSeek R1.</summary>
    public string WithDeepSeekMarks()
    {
        StringBuilder prompt = new("<｜begin▁of▁sentence｜>");
        prompt.Append(_system);
        for (int i = 0; i < _turns.Count; i++)
        {
            prompt.Append(_turns[i].IsAssistant ? "<｜Assistant｜>" : "<｜User｜>").Append(_turns[i].Text);
            if (_turns[i].IsAssistant && !IsOpen(i))
            {
                prompt.Append("<｜end▁of▁sentence｜>");
            }
        }

        return EndsOpen ? prompt.ToString() : prompt.Append("<｜Assistant｜>").ToString();
    }

    /// <summary>Names before the turns, as in a play. A single question without a system text stays as it is.</summary>
    public string WithNames(string user, string assistant)
    {
        if (_system is null && _turns.Count == 1 && !EndsOpen)
        {
            return _turns[0].Text;
        }

        StringBuilder prompt = new();
        if (_system is not null)
        {
            prompt.Append(_system).Append("\n\n");
        }

        for (int i = 0; i < _turns.Count; i++)
        {
            prompt.Append(_turns[i].IsAssistant ? assistant : user).Append(": ").Append(_turns[i].Text);
            if (!IsOpen(i))
            {
                prompt.Append('\n');
            }
        }

        return EndsOpen ? prompt.ToString() : prompt.Append(assistant).Append(':').ToString();
    }

    private bool EndsOpen => _turns.Count > 0 && _turns[_turns.Count - 1].IsAssistant;

    private bool IsOpen(int turn) => EndsOpen && turn == _turns.Count - 1;
}
