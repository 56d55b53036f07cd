using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Structured.Shapes;

/// <summary>What a part of the answer is: told to the model as a schema, and made into an object from its JSON.</summary>
internal abstract class OutputShape
{
    /// <summary>The .NET type that <see cref="Read"/> gives; object where it differs from value to value.</summary>
    public abstract Type Type { get; }

    /// <summary>The schema as plain values, for the caller to add to.</summary>
    public abstract Dictionary<string, object?> Schema(SchemaScope scope);

    /// <param name="value">Not null.</param>
    /// <param name="path">Where it stands, such as Items[0].Name.</param>
    /// <exception cref="ShapeException">The value cannot become that.</exception>
    public abstract object? Read(JsonElement value, string path);
}
