using System.Management.Automation;
using BedrockPS.Indexes;

namespace BedrockPS.Cmdlets;

/// <summary>Tells what an index file was made with and how much is in it. Nothing is read but its headers.</summary>
[Cmdlet(VerbsCommon.Get, "BRIndex")]
[OutputType(typeof(VectorIndex))]
public sealed class GetBRIndexCommand : BedrockCmdlet
{
    /// <summary>The index files; wildcards choose several.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    protected override object? Target => Path;

    protected override void Process() =>
        ForEach(Path, path => ForEach(FilesOf(path), file => WriteObject(VectorIndex.Of(file))));
}
