using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Embeddings;
using BedrockPS.Storage;

namespace BedrockPS.Cmdlets;

/// <content>A run that is taken up where it ended.</content>
public sealed partial class GetBREmbeddingCommand
{
    private CheckpointFile? _checkpoint;

    /// <summary>
    /// File that keeps each finished embedding. A run with the same file takes those it has from it and asks only for the rest.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    private Task<IReadOnlyList<EmbeddingResult>> EmbedAsync(
        EmbeddingClient client, IReadOnlyList<EmbeddingInput> inputs, CancellationToken cancellationToken) =>
        _checkpoint is null
            ? client.EmbedAsync(inputs, cancellationToken)
            : new CheckpointedEmbedding(_checkpoint, client, Log.AddWarning).EmbedAsync(inputs, cancellationToken);

    private void OpenCheckpoint()
    {
        if (Checkpoint is not null && _checkpoint is null)
        {
            string path = FullPathOf(Checkpoint);
            _checkpoint = RunLong(() => CheckpointFile.Open(path, StopToken), "reading the checkpoint");
            WriteVerbose(_checkpoint.Summary);
        }
    }
}
