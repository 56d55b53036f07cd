using System.Collections.Generic;

namespace BedrockPS.ImportServiceModel;

/// <summary>A JSON object on one line, its fields in the order they were added.</summary>
internal sealed class Fields
{
    private readonly List<string> _fields = [];

    public int Count => _fields.Count;

    /// <param name="name">Needs no escaping.</param>
    /// <param name="json">The value as JSON.</param>
    public void Add(string name, string json) => _fields.Add($"\"{name}\":{json}");

    public void AddFlag(string name, bool value)
    {
        if (value)
        {
            Add(name, "true");
        }
    }

    public override string ToString() => "{" + string.Join(',', _fields) + "}";
}
