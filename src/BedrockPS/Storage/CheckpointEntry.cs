using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Storage;

/// <summary>One occurrence of a request in a checkpoint.</summary>
internal readonly struct CheckpointEntry
{
    private readonly CheckpointFile _file;
    private readonly RequestKey _key;
    private readonly int _occurrence;

    public CheckpointEntry(CheckpointFile file, RequestKey key, int occurrence) => (_file, _key, _occurrence) = (file, key, occurrence);

    /// <param name="read">Makes the answer of its JSON object; may throw what JSON that is not as expected makes it throw.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when the checkpoint has no answer for it.</returns>
    /// <exception cref="BedrockException">CheckpointInvalid, FileUnreadable.</exception>
    public Task<T?> ReadAsync<T>(Func<JsonElement, T> read, CancellationToken cancellationToken)
        where T : class => _file.ReadAsync(_key, _occurrence, read, cancellationToken);

    /// <param name="write">Writes the answer as one JSON object.</param>
    /// <param name="cancellationToken">Ends the wait for other writers.</param>
    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public Task AppendAsync(Action<Utf8JsonWriter> write, CancellationToken cancellationToken) => _file.AppendAsync(_key, write, cancellationToken);
}
