using System.Globalization;
using System.Management.Automation;

namespace BedrockPS;

/// <summary>Objects that mean nearly the same, as Group-Object would give those that are the same.</summary>
public sealed class SimilarGroup
{
    internal SimilarGroup(string name, int count, double similarity, PSObject representative, PSObject[] group)
    {
        Name = name;
        Count = count;
        Similarity = similarity;
        Representative = representative;
        Group = group;
    }

    /// <summary>How many objects there are.</summary>
    public int Count { get; }

    /// <summary>What the representative says, in one line.</summary>
    public string Name { get; }

    /// <summary>Similarity of the representative and the object that is least like it; 1 where it is alone.</summary>
    public double Similarity { get; }

    /// <summary>The first object of the group, which the others are compared with.</summary>
    public PSObject Representative { get; }

    /// <summary>The objects, in the order they came, each with its Similarity; empty with -NoElement.</summary>
    public PSObject[] Group { get; }

    /// <summary>3 x disk full on host a.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0} x {1}", Count, Name);
}
