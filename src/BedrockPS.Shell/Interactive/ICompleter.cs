using System.Collections.Generic;

namespace BedrockPS.Shell.Interactive;

internal interface ICompleter
{
    /// <summary>What could stand at the cursor, and which part of the text it would replace.</summary>
    Completions Complete(string text, int cursor);
}

internal readonly record struct Completions(int Start, int Length, IReadOnlyList<string> Candidates);
