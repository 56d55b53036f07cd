using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Images;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Shows PNG and JPEG pictures in the terminal. kitty, iTerm2 and sixel graphics are used where the terminal is known to have them, and
/// half blocks in its colours elsewhere. Nothing is shown where the console's output is redirected, unless -Protocol asks for it.
/// </summary>
[Cmdlet(VerbsCommon.Show, "BRImage", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Image))]
public sealed class ShowBRImageCommand : BedrockCmdlet
{
    private const string PathSet = "Path";
    private const string InputSet = "InputObject";
    private PictureScreen? _screen;

    /// <summary>Paths of pictures; wildcards are taken.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [Alias("FullName")]
    [SupportsWildcards]
    public string[] Path { get; set; } = null!;

    /// <summary>Pictures of New-BRImage, files, bytes, paths, or objects with a property Path or FullName.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>How the terminal is to be spoken to; Auto: as it is known to understand.</summary>
    [Parameter]
    public ImageProtocol Protocol { get; set; }

    /// <summary>Columns a picture takes at most; without it, as many as it needs and there are.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? Width { get; set; }

    /// <summary>Write the pictures on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => ParameterSetName == PathSet ? Path : InputObject;

    protected override void Process()
    {
        if (ParameterSetName == PathSet)
        {
            ForEach(Path, ShowPath);
        }
        else
        {
            ShowInput(InputObject);
        }
    }

    private void ShowPath(string path) => ForEach(FilesOf(path), file => Put(file, new FileInfo(file)));

    private void ShowInput(PSObject input)
    {
        object value = input.BaseObject is PSCustomObject ? input.Properties["Path"]?.Value ?? input.Properties["FullName"]?.Value ?? input : input.BaseObject;
        if (value is string path)
        {
            ShowPath(path);
        }
        else
        {
            Put(input, value);
        }
    }

    private void Put(object shown, object picture)
    {
        ImageInput file = new ImageArguments(path => FullPathOf(path)).Read(picture, nameof(InputObject))[0];
        _screen ??= new PictureScreen(Host) { Protocol = Protocol, Columns = Width };
        if (_screen.IsRedirected && Protocol == ImageProtocol.Auto)
        {
            WriteVerbose("The output is redirected; the picture is not shown.");
        }
        else
        {
            _screen.Show(file.Bytes, file.Name);
        }

        if (PassThru)
        {
            WriteObject(shown);
        }
    }
}
