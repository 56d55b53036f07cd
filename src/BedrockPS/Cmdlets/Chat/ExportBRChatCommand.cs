using System.IO;
using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>Saves a chat as JSON, whole or not at all.</summary>
[Cmdlet(VerbsData.Export, "BRChat", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBRChatCommand : BedrockCmdlet
{
    /// <summary>File to write; one of that name is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = null!;

    /// <summary>Chat to save.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public Chat Chat { get; set; } = null!;

    /// <summary>Refuse to replace a file.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Write the file that was saved.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => Path;

    protected override void Process()
    {
        string file = FullPathOf(Path);
        ExportFile.Check(file, NoClobber);
        if (!ShouldProcess(file, "Export chat"))
        {
            return;
        }

        ExportFile.Write(file, path => ChatFile.Write(Chat, path));

        if (PassThru)
        {
            WriteObject(new FileInfo(file));
        }
    }
}
