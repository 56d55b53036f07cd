using System;
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
        string file = GetUnresolvedProviderPathFromPSPath(Path);
        if (NoClobber && File.Exists(file))
        {
            throw new BedrockException("FileExists", $"'{file}' exists already.");
        }

        if (!ShouldProcess(file, "Export chat"))
        {
            return;
        }

        try
        {
            ChatFile.Write(Chat, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException("FileUnwritable", $"'{file}' cannot be written: {exception.Message}", exception);
        }

        if (PassThru)
        {
            WriteObject(new FileInfo(file));
        }
    }
}
