using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Resources;

/// <summary>Something a control-plane operation has made.</summary>
internal sealed class Resource
{
    /// <param name="kind">What it is: guardrail, custom-model and so on.</param>
    /// <param name="region">Where it is.</param>
    /// <param name="id">Its id, unique among its kind and region.</param>
    /// <param name="arn">Its full name.</param>
    /// <param name="name">The name its maker gave it.</param>
    public Resource(string kind, string region, string id, string arn, string name)
    {
        Kind = kind;
        Region = region;
        Id = id;
        Arn = arn;
        Name = name;
    }

    public string Kind { get; }

    public string Region { get; }

    public string Id { get; }

    public string Arn { get; }

    public string Name { get; set; }

    public DateTimeOffset Created { get; } = DateTimeOffset.UtcNow;

    public DateTimeOffset Updated { get; set; } = DateTimeOffset.UtcNow;

    /// <summary>Members of the operation that describes it, as its maker gave them.</summary>
    public Dictionary<string, object?> Members { get; set; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>How often it has been asked for; what takes its time at AWS is done here after a few looks.</summary>
    public int Looks { get; set; }

    /// <summary>Status that was set by hand, such as Stopped; it stays.</summary>
    public string? FinalStatus { get; set; }

    /// <summary>Token of the request that made it: the same request again makes no second one.</summary>
    public string? RequestToken { get; set; }
}
