using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json.Serialization;

namespace BedrockPS.Unit.Structured;

public enum Level
{
    Low,
    High,
}

[Flags]
public enum Days
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
}

[Description("One fault of a machine.")]
public class Fault
{
    [Description("What it is called.")]
    [ValidateLength(3, 20)]
    public string Title { get; set; } = "";

    public Level Severity { get; set; }

    [ValidateRange(1, 5)]
    public int Score { get; set; }

    [ValidateSet("red", "green")]
    public string Colour { get; set; } = "";

    [ValidatePattern("^[a-z]{3}-\\d+$")]
    public string Ticket { get; set; } = "";

    public string? Note { get; set; }

    public int? Hours { get; set; }

    [ValidateCount(1, 3)]
    [ValidateLength(1, 5)]
    public string[] Tags { get; set; } = [];

    [JsonPropertyName("seen-at")]
    public DateTimeOffset Seen;

    [JsonIgnore]
    public object? Skipped { get; set; }

    [Hidden]
    public object? Hidden { get; set; }

    public string ReadOnly => Title;
}

public class Base
{
    public int First { get; set; }
}

public sealed class Derived : Base
{
    public int Second { get; set; }
}

public sealed class Node
{
    public string Name { get; set; } = "";

    [AllowNull]
    public Node Next { get; set; } = null!;

    public List<Node> Children { get; set; } = [];
}

public sealed class AllScalars
{
    public DateTime Time { get; set; }

    public TimeSpan Span { get; set; }

    public DateOnly Day { get; set; }

    public Guid Id { get; set; }

    public Uri Link { get; set; } = null!;

    public decimal Price { get; set; }

    public double Real { get; set; }

    public ulong Big { get; set; }

    public byte Small { get; set; }

    public bool Flag { get; set; }

    public char Letter { get; set; }

    public Version Version { get; set; } = null!;

    public byte[] Bytes { get; set; } = [];

    public Days Days { get; set; }

    public SwitchParameter Switch { get; set; }
}

public sealed class Collections
{
    public List<int> List { get; set; } = [];

    public IReadOnlyList<string> ReadOnlyList { get; set; } = [];

    public HashSet<string> Set { get; set; } = [];

    public Dictionary<string, int> Map { get; set; } = [];

    public IDictionary<string, Level> Levels { get; set; } = new Dictionary<string, Level>();

    public int?[] Maybe { get; set; } = [];

    public Queue<int> Queue { get; set; } = new();
}

public sealed class Unmakable
{
    public Unmakable(int value) => Value = value;

    public int Value { get; set; }
}

public sealed class HoldsUnmakable
{
    public Unmakable Inner { get; set; } = null!;
}

public sealed class HoldsDelegate
{
    public Action Run { get; set; } = null!;
}

/// <summary>A rule no schema can say.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LargeAttribute : ValidateEnumeratedArgumentsAttribute
{
    protected override void ValidateElement(object element)
    {
        if ((int)element <= 100)
        {
            throw new ValidationMetadataException("too small");
        }
    }
}
