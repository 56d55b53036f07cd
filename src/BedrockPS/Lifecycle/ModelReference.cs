using System;

namespace BedrockPS;

/// <summary>A model's id in a script or another text file. Prints as place and id.</summary>
public sealed class ModelReference
{
    /// <summary>Full path of the file.</summary>
    public string Path { get; set; } = "";

    /// <summary>From 1.</summary>
    public int Line { get; set; }

    /// <summary>From 1.</summary>
    public int Column { get; set; }

    /// <summary>As it is written there: a model's id, or that of an inference profile.</summary>
    public string Model { get; set; } = "";

    public ModelLifecycleStatus Status { get; set; }

    /// <summary>The model's last day, where the service says so.</summary>
    public DateTimeOffset? EndOfLife { get; set; }

    /// <summary>What to write instead: the newest active model of the same family in the region; null where there is none, or no need.</summary>
    public string? Replacement { get; set; }

    /// <summary>Region whose models it was held against.</summary>
    public string Region { get; set; } = "";

    public override string ToString() => $"{Path}:{Line}:{Column} {Model}";
}
