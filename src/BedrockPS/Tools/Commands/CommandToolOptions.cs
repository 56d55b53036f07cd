using System.Collections.Generic;
using System.Management.Automation;

namespace BedrockPS.Tools.Commands;

/// <summary>What the user says of a tool beside which command it is; null takes it from the command.</summary>
internal sealed class CommandToolOptions
{
    public string? Name { get; set; }

    public string? Description { get; set; }

    /// <summary>JSON schema of the input.</summary>
    public string? InputSchema { get; set; }

    /// <summary>The parameters a model may give, of those the command has.</summary>
    public IReadOnlyList<string>? Parameters { get; set; }

    public string? ParameterSet { get; set; }

    /// <summary>The script block the command was made of.</summary>
    public ScriptBlock? Script { get; set; }

    /// <summary>The service is to hold the model to the schema.</summary>
    public bool? IsStrict { get; set; }

    public bool? IsReadOnly { get; set; }
}
