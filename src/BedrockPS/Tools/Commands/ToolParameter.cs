using System;
using System.Collections.Generic;

namespace BedrockPS.Tools.Commands;

/// <summary>A parameter of a command that a model may give.</summary>
internal sealed class ToolParameter
{
    public ToolParameter(string name, Type type, bool isMandatory, Dictionary<string, object?> schema)
    {
        Name = name;
        Type = type;
        IsMandatory = isMandatory;
        Schema = schema;
    }

    public string Name { get; }

    public Type Type { get; }

    public bool IsMandatory { get; }

    /// <summary>JSON schema of its values.</summary>
    public Dictionary<string, object?> Schema { get; }
}
