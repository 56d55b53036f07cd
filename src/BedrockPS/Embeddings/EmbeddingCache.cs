using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Storage;

namespace BedrockPS.Embeddings;

/// <summary>
/// Embeddings kept on disk by what was asked: model, options and input. They do not age, for a model gives the same vector again. A
/// damaged file counts as none and is replaced; the folder is the answers' own, and so is its bound.
/// </summary>
internal sealed class EmbeddingCache
{
    private readonly CacheFolder _folder;
    private readonly long _maxBytes;
    private readonly string _scope;

    /// <param name="path">The cache's folder; made when the first embedding is kept.</param>
    /// <param name="maxBytes">Bound of the whole cache.</param>
    /// <param name="scope">The endpoint, where it is not the service's own: a simulator's vectors must not pass for the service's.</param>
    public EmbeddingCache(string path, long maxBytes, string scope)
    {
        _folder = new CacheFolder(path);
        _maxBytes = maxBytes;
        _scope = scope;
    }

    public RequestKey KeyOf(StoredRequest request) => RequestKey.Of(request, _scope);

    /// <param name="key">What is asked.</param>
    /// <param name="source">The object the embedding is handed back with.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Embedding?> FindAsync(RequestKey key, object? source, CancellationToken cancellationToken) =>
        await CacheFolder.ReadAsync(FileOf(key), cancellationToken).ConfigureAwait(false) is byte[] content
            ? EmbeddingFile.TryRead(content, key, source)
            : null;

    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public Task SaveAsync(RequestKey key, Embedding embedding, CancellationToken cancellationToken) =>
        _folder.WriteAsync(FileOf(key), EmbeddingFile.Write(key, embedding), _maxBytes, cancellationToken);

    private string FileOf(RequestKey key) => _folder.FileOf(key, CacheFolder.VectorExtension);
}
