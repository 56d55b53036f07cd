using System.Globalization;
using System.IO;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Defaults;
using BedrockPS.Embeddings;
using BedrockPS.Indexes;
using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes an index file without entries, for vectors of one model. Only where the model or the dimension is to be settled beforehand:
/// Add-BRIndex makes a missing index by itself.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRIndex", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(VectorIndex))]
public sealed class NewBRIndexCommand : ConnectedCmdlet
{
    /// <summary>The file to make. Only its owner can read it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// Model id, inference profile id, ARN of either, or a short name that fits one embedding model of the region. Without it the
    /// session's default (Set-BRDefault -EmbeddingModel).
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>Length of the vectors, one of those the model makes. Without it the first entry settles it.</summary>
    [Parameter]
    [Alias("Dimensions")]
    [ValidateRange(1, IndexLimits.MaxDimension)]
    public int? Dimension { get; set; }

    /// <summary>Replace an index that is there, with all of its entries.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override object? Target => Path;

    protected override void Process()
    {
        string path = FullPathOf(Path);
        string given = Model ?? SessionDefaults.Current.Values.EmbeddingModel ?? throw new BedrockException(
            "NoModel", "No embedding model was given, and the session has no default one.")
        {
            RecommendedAction = "Give -Model, or set the default with Set-BRDefault -EmbeddingModel.",
        };

        // A full id needs no connection: an index can be made offline.
        string model = ModelResolver.IsFullId(given.Trim()) ? given.Trim() : Wait(ModelResolver.ResolveAsync(Api, given, "EMBEDDING", StopToken));
        if (Dimension is int dimension && Inference.Families.FoundationModelId.Of(model) is not null)
        {
            EmbeddingFamilies.For(model).Check(new EmbeddingOptions { Dimension = dimension });
        }

        if (!ShouldProcess(path, File.Exists(path) ? "Replace the index" : "Make an index"))
        {
            return;
        }

        using (IndexLock.Take(path))
        {
            if (File.Exists(path) && !Force)
            {
                throw new BedrockException("FileExists", $"'{path}' is there already.")
                {
                    RecommendedAction = "Add to it with Add-BRIndex, choose another path, or give -Force to replace it.",
                };
            }

            IndexFile.Create(path, model, Dimension ?? 0);
        }

        WriteVerbose(Dimension is int length
            ? $"'{path}' takes vectors of {model} with {length.ToString(CultureInfo.InvariantCulture)} dimensions."
            : $"'{path}' takes vectors of {model}.");
        WriteObject(VectorIndex.Of(path));
    }
}
