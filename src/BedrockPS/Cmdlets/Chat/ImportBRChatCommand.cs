using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>Reads chats that Export-BRChat saved.</summary>
[Cmdlet(VerbsData.Import, "BRChat", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Chat))]
public sealed class ImportBRChatCommand : BedrockCmdlet
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

    protected override object? Target => ParameterSetName == PathSet ? Path : LiteralPath;

    protected override void Process() => ForEach(
        ParameterSetName == PathSet ? Path : LiteralPath,
        path => ForEach(FilesOf(path, ParameterSetName == LiteralPathSet), file => WriteObject(ChatFile.Read(file))));
}
