namespace BedrockPS.Knowledge;

/// <summary>What a word of a filter's text is.</summary>
internal enum FilterTokenKind
{
    End,

    /// <summary>Name of an attribute.</summary>
    Word,

    /// <summary>Quoted: a value, or a name with spaces in it.</summary>
    Text,

    /// <summary>A number or a truth value.</summary>
    Literal,

    /// <summary>A word after a dash.</summary>
    Operator,
    Open,
    Close,
    Comma,
}
