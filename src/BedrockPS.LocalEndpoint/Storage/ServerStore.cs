using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Engine.S3;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Storage;

/// <summary>An S3 server somewhere else, for the jobs of the endpoint.</summary>
internal sealed class ServerStore : IObjectStore
{
    /// <summary>What is longer is sent in parts.</summary>
    private const int PartSize = 8 * 1024 * 1024;

    private readonly S3Store _store;
    private readonly ObjectFolder _folder;

    /// <param name="url">Its address.</param>
    /// <param name="accessKey">Whom it is asked as.</param>
    /// <param name="secretKey">The secret of that key.</param>
    /// <param name="region">Region the requests are signed for.</param>
    /// <param name="folder">Where new objects are written before they are sent.</param>
    public ServerStore(string url, string accessKey, string secretKey, string region, ObjectFolder folder)
    {
        Name = url;
        _folder = folder;
        _store = new S3Store(EngineClient.For(new ConnectionSettings
        {
            AccessKey = accessKey,
            SecretKey = secretKey,
            Region = region,
            S3EndpointUrl = url,
        }));
    }

    public string Name { get; }

    public Task<IReadOnlyList<StoredObject>> ListAsync(string bucket, string prefix, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<StoredObject>>(async () =>
        {
            List<StoredObject> found = [];
            await foreach (S3Entry entry in _store.ListAsync(new S3Location(bucket, prefix), byFolder: false, cancellationToken).ConfigureAwait(false))
            {
                found.Add(Describe(entry));
            }

            return found;
        });

    public Task<StoredObject?> FindAsync(string bucket, string key, CancellationToken cancellationToken) => AskAsync(async () =>
        await _store.FindAsync(new S3Location(bucket, key), cancellationToken).ConfigureAwait(false) is S3Entry entry ? Describe(entry) : null);

    public Task<Stream> OpenAsync(string bucket, string key, CancellationToken cancellationToken) => AskAsync<Stream>(async () =>
        await _store.OpenAsync(new S3Location(bucket, key), 0, null, null, cancellationToken).ConfigureAwait(false));

    public Task<ObjectWriter> CreateAsync(string bucket, string key, string contentType, CancellationToken cancellationToken)
    {
        S3Location location = new(bucket, key);
        S3WriteOptions options = new() { ContentType = contentType };
        return Task.FromResult(new ObjectWriter(_folder.NewFile(), (file, token) => AskAsync(async () =>
        {
            using FileStream content = File.OpenRead(file);
            await SendAsync(location, options, content, token).ConfigureAwait(false);
            return true;
        })));
    }

    private async Task SendAsync(S3Location location, S3WriteOptions options, FileStream content, CancellationToken cancellationToken)
    {
        byte[] piece = new byte[(int)Math.Min(PartSize, content.Length)];
        int read = await FillAsync(content, piece, cancellationToken).ConfigureAwait(false);
        if (content.Position == content.Length)
        {
            await _store.PutAsync(location, piece, options, cancellationToken).ConfigureAwait(false);
            return;
        }

        S3Upload upload = await _store.BeginUploadAsync(location, options, cancellationToken).ConfigureAwait(false);
        List<S3Part> parts = [];
        while (read > 0)
        {
            parts.Add(await upload.SendAsync(parts.Count + 1, piece, read, cancellationToken).ConfigureAwait(false));
            read = await FillAsync(content, piece, cancellationToken).ConfigureAwait(false);
        }

        await upload.CompleteAsync(parts, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> FillAsync(Stream stream, byte[] piece, CancellationToken cancellationToken)
    {
        int have = 0;
        int read;
        while (have < piece.Length
            && (read = await stream.ReadAsync(piece, have, piece.Length - have, cancellationToken).ConfigureAwait(false)) > 0)
        {
            have += read;
        }

        return have;
    }

    private static StoredObject Describe(S3Entry entry) => new(entry.Location.Key, entry.Length, entry.LastModified);

    private async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (EngineException e)
        {
            throw new ServiceFault(e.StatusCode > 0 ? e.StatusCode : 400, e.ErrorCode ?? e.Failure.ToString(), $"{Name}: {e.Message}");
        }
    }
}
