using System.Collections.Specialized;

namespace BedrockPS;

/// <summary>Tags of one resource.</summary>
public sealed class ResourceTag
{
    public string Arn { get; set; } = "";

    /// <summary>Names and values, in the order of the names. Upper and lower case are different names.</summary>
    public OrderedDictionary Tag { get; set; } = [];

    public string Region { get; set; } = "";

    public override string ToString() => Arn;
}
