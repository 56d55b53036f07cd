using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace BedrockPS.Tools.Commands;

/// <summary>A tool that is a PowerShell command.</summary>
internal sealed class CommandTool : ITool
{
    public CommandTool(ToolSpecification specification, CommandInfo command, IReadOnlyList<ToolParameter> parameters)
    {
        Specification = specification;
        Command = command;
        Parameters = parameters;
    }

    public ToolSpecification Specification { get; }

    public CommandInfo Command { get; }

    /// <summary>The script block to run instead of the command, which was made of it to read its parameters; null: the command.</summary>
    public ScriptBlock? Script { get; set; }

    /// <summary>What a model may give; everything else the command takes is not its business.</summary>
    public IReadOnlyList<ToolParameter> Parameters { get; }

    public bool IsReadOnly { get; set; }

    /// <summary>The command knows -WhatIf and -Confirm.</summary>
    public bool SupportsShouldProcess { get; set; }
}
