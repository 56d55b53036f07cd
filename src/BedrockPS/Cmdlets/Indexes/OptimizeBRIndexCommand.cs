using System.Management.Automation;
using BedrockPS.Engine.Vectors;
using BedrockPS.Indexes;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Writes an index anew without what was superseded or removed, in few large commits, and puts the new file in its place. Searches that
/// are under way go on with the old one.
/// </summary>
[Cmdlet(VerbsCommon.Optimize, "BRIndex", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(VectorIndex))]
public sealed class OptimizeBRIndexCommand : BedrockCmdlet
{
    /// <summary>The index files; wildcards choose several. The disk needs room for old and new at a time.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Write the facts of the index afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => Path;

    protected override void Process() => ForEach(Path, path => ForEach(FilesOf(path), Compact));

    private void Compact(string file)
    {
        if (!ShouldProcess(file, "Compact the index"))
        {
            return;
        }

        using IndexLock held = IndexLock.Take(file);
        using IndexReader reader = IndexFile.Read(file);
        long before = reader.Length;
        int kept = RunLong(() => IndexFile.Compact(reader, leavesOutDamaged: false, StopToken), file);
        VectorIndex index = VectorIndex.Of(file);
        WriteVerbose($"'{file}' holds {kept} entries in {index.Size} bytes; it had {before}.");
        if (PassThru)
        {
            WriteObject(index);
        }
    }
}
