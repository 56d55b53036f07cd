using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Engine.Vectors;
using BedrockPS.Indexes;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Removes entries from an index by their ids. They are not found any more at once; the room they take is given back by Optimize-BRIndex.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "BRIndexEntry", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(VectorIndex))]
public sealed class RemoveBRIndexEntryCommand : BedrockCmdlet
{
    private readonly Dictionary<string, List<string>> _ids = new(StringComparer.Ordinal);

    /// <summary>The index file. What Search-BRIndex found brings its own.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Index")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Ids of entries, or what Search-BRIndex found.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public object[] Id { get; set; } = [];

    /// <summary>Write the facts of the index afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => Path;

    protected override void Process()
    {
        string path = FullPathOf(Path);
        foreach (object given in Id)
        {
            string id = (given is PSObject wrapped ? wrapped.BaseObject : given) is IndexMatch match
                ? match.Id
                : LanguagePrimitives.ConvertTo<string>(given);
            if (ShouldProcess($"{id} in {path}", "Remove entry"))
            {
                if (!_ids.TryGetValue(path, out List<string>? ids))
                {
                    _ids[path] = ids = [];
                }

                ids.Add(id);
            }
        }
    }

    /// <summary>One commit for each index.</summary>
    protected override void Finish() => ForEach(_ids.Keys, path =>
    {
        using IndexLock held = IndexLock.Take(path);
        using (IndexWriter writer = RunLong(() => IndexFile.Write(path, StopToken), path))
        {
            List<IndexKey> keys = [];
            ForEach(_ids[path], id =>
            {
                IndexKey key = IndexKey.Of(id);
                keys.Add(writer.Find(key) is not null
                    ? key
                    : throw new BedrockException("IndexEntryNotFound", $"'{path}' has no entry '{id}'."));
            });
            RunLong(
                () => IndexErrors.Run(path, () =>
                {
                    writer.Append([], keys);
                    return keys.Count;
                }),
                path);
        }

        if (PassThru)
        {
            WriteObject(VectorIndex.Of(path));
        }
    });
}
