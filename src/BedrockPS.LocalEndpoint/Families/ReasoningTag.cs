using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>Reasoning in front of the text, between tags, as some families write it.</summary>
internal sealed class ReasoningTag
{
    private readonly string _name;
    private bool _isOpen;

    public ReasoningTag(string name) => _name = name;

    public static string Join(string? name, WholeAnswer answer) =>
        name is null || answer.Reasoning.Length == 0 ? answer.Text : $"<{name}>{answer.Reasoning}</{name}>{answer.Text}";

    /// <summary>The piece with the tag that belongs in front of it.</summary>
    public string Wrap(AnswerBlock block, string piece)
    {
        if (block.Kind != BlockKind.Reasoning)
        {
            return Close() + piece;
        }

        string opening = _isOpen ? "" : $"<{_name}>";
        _isOpen = true;
        return opening + piece;
    }

    /// <summary>The closing tag, if one is owed.</summary>
    public string Close()
    {
        string closing = _isOpen ? $"</{_name}>" : "";
        _isOpen = false;
        return closing;
    }
}
