using System.Collections.Generic;

namespace BedrockPS.Resources;

/// <summary>All it takes to make a resource again somewhere else, with what belongs to it.</summary>
internal sealed class ResourceBundle
{
    /// <param name="type">What it is.</param>
    /// <param name="content">Members of the operation that makes it.</param>
    public ResourceBundle(ResourceType type, Dictionary<string, object?> content)
    {
        Type = type;
        Content = content;
    }

    public ResourceType Type { get; }

    public Dictionary<string, object?> Content { get; }

    /// <summary>In the order they are made in.</summary>
    public List<ResourceBundle> Children { get; } = [];

    /// <summary>Member of <see cref="Content"/> with its name; null for what has none.</summary>
    public string? NameMember
    {
        get
        {
            foreach (string name in Type.NameMember)
            {
                if (Type.Operation(Type.Create!).Input?.FindMember(name) is not null)
                {
                    return name;
                }
            }

            return null;
        }
    }

    /// <summary>Its name, or what else tells it from others; empty where nothing does.</summary>
    public string Name => (NameMember is string member && Content.TryGetValue(member, out object? name) ? name
        : Content.TryGetValue(Type.Id[0], out object? id) ? id : null) as string ?? "";

    /// <summary>In words: agent helpdesk.</summary>
    public string Title => $"{Type.Label} {Name}".TrimEnd();
}
