using System.Collections.Generic;

namespace BedrockPS;

/// <summary>What Test-BRIndex found in an index.</summary>
public sealed class IndexReport
{
    internal IndexReport(string path, IReadOnlyList<string> damage)
    {
        Path = path;
        Damage = [.. damage];
    }

    public string Path { get; }

    /// <summary>Every checksum fits; after -Repair, of the file as it is now.</summary>
    public bool IsSound { get; internal init; }

    /// <summary>Entries that can be read, vector and object.</summary>
    public int Count { get; internal init; }

    /// <summary>Entries that cannot.</summary>
    public int Damaged { get; internal init; }

    /// <summary>Bytes behind the last commit that a run did not finish. They are no damage.</summary>
    public long UnfinishedBytes { get; internal init; }

    /// <summary>The file was written anew, without what was damaged.</summary>
    public bool Repaired { get; internal init; }

    /// <summary>A sentence for each part that is damaged.</summary>
    public string[] Damage { get; }

    /// <summary>Sound, or what is damaged.</summary>
    public override string ToString() => Damage.Length == 0 ? "Sound" : string.Join(" ", Damage);
}
