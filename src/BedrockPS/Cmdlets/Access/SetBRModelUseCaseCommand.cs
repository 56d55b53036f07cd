using System.Collections.Generic;
using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>Hands in the account's use-case form, which Anthropic's models ask for once; what was handed in before is replaced.</summary>
[Cmdlet(VerbsCommon.Set, "BRModelUseCase", SupportsShouldProcess = true, DefaultParameterSetName = FormSet)]
[Calls("bedrock", "PutUseCaseForModelAccess")]
[OutputType(typeof(void))]
public sealed class SetBRModelUseCaseCommand : ConnectedCmdlet
{
    private const string FormSet = "Form";
    private const string PathSet = "Path";

    /// <summary>The form: a hashtable, an object or JSON text, as Get-BRModelUseCase gives it. 10 to 16384 bytes as JSON.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = FormSet)]
    public object Form { get; set; } = null!;

    /// <summary>A file with the form as JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    public string Path { get; set; } = null!;

    protected override object? Target => ParameterSetName == PathSet ? Path : Form;

    protected override void Process()
    {
        byte[] form = ParameterSetName == PathSet ? JsonArgument.FromFile(this, Path) : JsonArgument.ToBytes(Form, "-Form");
        if (ShouldProcess("use case of the account", "PutUseCaseForModelAccess"))
        {
            Wait(Api.CallAsync("bedrock", "PutUseCaseForModelAccess", new Dictionary<string, object?> { ["formData"] = form }, StopToken));
        }
    }
}
