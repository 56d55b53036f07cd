using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes resources of files that Export-BRResource wrote, in this account and region. What belongs to a resource is made after it, and an
/// agent or a flow is prepared in the end; the command waits for each step. One that fails half-way is an error that says what was made
/// and what was not, and the import can be repeated with -Update.
/// </summary>
[Cmdlet(VerbsData.Import, "BRResource", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(PSObject))]
public sealed class ImportBRResourceCommand : ImportResourceCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Files to read; wildcards give all that fit.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = null!;

    /// <summary>Files to read, named exactly.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = null!;

    /// <summary>Name to make it under. Without it the name in the file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    protected override object? Target => ParameterSetName == PathSet ? Path : LiteralPath;

    protected override void Process()
    {
        foreach (string path in ParameterSetName == PathSet ? Path : LiteralPath)
        {
            ForEach(FilesOf(path, ParameterSetName == LiteralPathSet), file => Import(BundleFile.Read(file), Api, Name));
        }
    }
}
