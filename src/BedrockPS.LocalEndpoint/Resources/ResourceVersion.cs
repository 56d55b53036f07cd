using System;
using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.Local.Resources;

/// <summary>A resource as it was when a version of it was made.</summary>
internal sealed class ResourceVersion
{
    /// <summary>What the services call the version that can still be changed.</summary>
    public const string Draft = "DRAFT";

    /// <param name="number">1 for the first.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="status">The resource's status.</param>
    /// <param name="members">The resource's members.</param>
    public ResourceVersion(int number, string name, string? status, Dictionary<string, object?> members)
    {
        Status = status;
        Number = number.ToString(CultureInfo.InvariantCulture);
        Name = name;
        Members = members;
    }

    /// <summary>1, 2 and so on.</summary>
    public string Number { get; }

    public string Name { get; }

    public string? Status { get; }

    public DateTimeOffset Created { get; } = DateTimeOffset.UtcNow;

    public Dictionary<string, object?> Members { get; set; }
}
