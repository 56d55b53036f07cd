using System;
using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>
/// What is known of one of the four services, read from an embedded description that <c>tools/ImportServiceModel</c> writes
/// from the published models. Loaded when first asked for, shapes built when first used.
/// </summary>
internal sealed class ServiceDescription
{
    /// <summary>bedrock, bedrock-runtime, bedrock-agent, bedrock-agent-runtime.</summary>
    public static IReadOnlyList<string> Names { get; } = ["bedrock", "bedrock-runtime", "bedrock-agent", "bedrock-agent-runtime"];

    public string Name { get; set; } = "";

    public string SigningName { get; set; } = "";

    public string ApiVersion { get; set; } = "";

    /// <summary>Bedrock API keys are accepted.</summary>
    public bool SupportsBearer { get; set; }

    /// <summary>Operation names in alphabetical order.</summary>
    public IReadOnlyList<string> OperationNames => throw new NotImplementedException();

    /// <exception cref="BedrockException">UnknownService, naming the nearest one.</exception>
    public static ServiceDescription Get(string name) => throw new NotImplementedException();

    /// <exception cref="BedrockException">UnknownOperation, naming the nearest one.</exception>
    public OperationDescription GetOperation(string name) => throw new NotImplementedException();

    /// <summary>The shape of an error or structure by name; null when there is none.</summary>
    public ShapeDescription? FindShape(string name) => throw new NotImplementedException();
}
