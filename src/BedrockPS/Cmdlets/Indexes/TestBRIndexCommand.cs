using System.Linq;
using System.Management.Automation;
using BedrockPS.Engine.Vectors;
using BedrockPS.Indexes;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Checks every checksum of an index and tells what is damaged. With -Repair a damaged index is written anew with everything that is
/// sound; the damaged entries are lost, and can be added again from where they came.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "BRIndex", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(IndexReport))]
public sealed class TestBRIndexCommand : BedrockCmdlet
{
    /// <summary>The index files; wildcards choose several.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Write a damaged index anew without what is damaged.</summary>
    [Parameter]
    public SwitchParameter Repair { get; set; }

    protected override object? Target => Path;

    protected override void Process() => ForEach(Path, path => ForEach(FilesOf(path), Check));

    private void Check(string file)
    {
        if (!Repair)
        {
            WriteObject(Look(file, isRepaired: false));
            return;
        }

        using IndexLock? held = IsRehearsal ? null : IndexLock.Take(file);
        IndexReport report = Look(file, isRepaired: false);
        if (!report.IsSound && ShouldProcess(file, $"Write anew with the {report.Count} entries that are sound"))
        {
            using IndexReader reader = IndexFile.Read(file);
            RunLong(() => IndexFile.Compact(reader, leavesOutDamaged: true, StopToken), file);
            IndexReport after = Look(file, isRepaired: true);
            report = new IndexReport(file, report.Damage)
            {
                IsSound = after.IsSound,
                Count = after.Count,
                Damaged = report.Damaged,
                UnfinishedBytes = report.UnfinishedBytes,
                Repaired = true,
            };
        }

        WriteObject(report);
    }

    private IndexReport Look(string file, bool isRepaired)
    {
        using IndexReader reader = IndexFile.Read(file);
        int sound = RunLong(() => reader.Verify(StopToken), file);
        return new IndexReport(file, [.. reader.Damage.Select(static damage => damage.Message)])
        {
            IsSound = reader.Damage.Count == 0,
            Count = sound,
            Damaged = reader.LiveCount - sound,
            UnfinishedBytes = reader.Length - reader.End,
            Repaired = isRepaired,
        };
    }
}
