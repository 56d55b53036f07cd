namespace BedrockPS.Knowledge;

/// <summary>A word of a filter's text.</summary>
internal readonly struct FilterToken
{
    public FilterToken(FilterTokenKind kind, string text, int position, object? value = null)
    {
        Kind = kind;
        Text = text;
        Position = position;
        Value = value;
    }

    public FilterTokenKind Kind { get; }

    /// <summary>As it stands there; of quoted text what is between the quotes.</summary>
    public string Text { get; }

    /// <summary>Where it begins.</summary>
    public int Position { get; }

    /// <summary>What a value stands for.</summary>
    public object? Value { get; }

    /// <summary>As messages call it.</summary>
    public string Shown => Kind == FilterTokenKind.End ? "the end" : $"'{Text}'";
}
