using System;
using System.Management.Automation;
using BedrockPS.PesterRunner.Model;

namespace BedrockPS.PesterRunner.Hosting;

/// <summary>Where in the file's tree discovery stands. Every runspace has one.</summary>
internal sealed class Discovery
{
    public const string VariableName = "__discovery";

    public Discovery(PesterBlock root) => Current = root;

    public PesterBlock Current { get; set; }

    public static Discovery Of(PSCmdlet cmdlet) =>
        Equals(cmdlet.GetVariableValue("global:" + VariableName), null)
            ? throw new InvalidOperationException($"{cmdlet.MyInvocation.InvocationName} belongs into a test file.")
            : (Discovery)cmdlet.GetVariableValue("global:" + VariableName);
}
