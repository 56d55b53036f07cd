using System.Collections.Generic;

namespace BedrockPS.Structured.Shapes;

/// <summary>What one schema shares while it is written: the definitions of shapes that hold themselves.</summary>
internal sealed class SchemaScope
{
    private readonly Dictionary<ObjectShape, string> _names = [];

    public SchemaScope(bool isForCheck) => IsForCheck = isForCheck;

    /// <summary>The schema is for the validator, not for the model: in .NET's own words, and lenient where that loses nothing.</summary>
    public bool IsForCheck { get; }

    public Dictionary<string, object?> Definitions { get; } = [];

    /// <summary>A reference to the shape, which is defined at its first mention.</summary>
    public Dictionary<string, object?> Refer(ObjectShape shape)
    {
        if (!_names.TryGetValue(shape, out string? name))
        {
            name = shape.Name;
            for (int number = 2; _names.ContainsValue(name); number++)
            {
                name = shape.Name + number;
            }

            _names[shape] = name;
            Definitions[name] = null;
            Definitions[name] = shape.Body(this);
        }

        return new Dictionary<string, object?> { ["$ref"] = "#/$defs/" + name };
    }
}
