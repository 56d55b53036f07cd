using System.Collections.Generic;
using System.Linq;

namespace BedrockPS;

/// <summary>One turn of a conversation.</summary>
public sealed class Message
{
    public Message(string role, IEnumerable<ContentBlock> content)
    {
        Role = role;
        Content = content.ToArray();
    }

    public Message(string role, string text)
        : this(role, [ContentBlock.FromText(text)])
    {
    }

    /// <summary>user or assistant.</summary>
    public string Role { get; }

    public ContentBlock[] Content { get; }

    /// <summary>The text blocks joined, with text that has citations.</summary>
    public string Text => string.Concat(Content.Select(static block => block.Said));

    public override string ToString() => Text;
}
