using System;
using System.Management.Automation;

namespace BedrockPS.Similarity;

/// <summary>Gives an object a score without making it another one: what comes out can go where the object could.</summary>
internal static class ScoredObject
{
    /// <param name="input">The object; texts and values are wrapped anew, for their score is not to cling to the caller's own.</param>
    /// <param name="name">Name of the note property; one with that name is replaced.</param>
    /// <param name="score">Its value.</param>
    public static PSObject Of(PSObject input, string name, double score)
    {
        PSObject scored = input.BaseObject is string or ValueType ? input.Copy() : input;
        if (scored.Properties[name] is { IsInstance: true })
        {
            scored.Properties.Remove(name);
        }

        scored.Properties.Add(new PSNoteProperty(name, score));
        return scored;
    }
}
