using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Local.Storage;

/// <summary>The endpoint's own folder, for its jobs.</summary>
internal sealed class FolderStore : IObjectStore
{
    private readonly ObjectFolder _folder;

    public FolderStore(ObjectFolder folder) => _folder = folder;

    public string Name => "the local endpoint's storage";

    public Task<IReadOnlyList<StoredObject>> ListAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        Check(bucket);
        return Task.FromResult<IReadOnlyList<StoredObject>>(_folder.List(bucket, prefix));
    }

    public Task<StoredObject?> FindAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        Check(bucket);
        return Task.FromResult(_folder.Find(bucket, key));
    }

    public Task<Stream> OpenAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        Check(bucket);
        return Task.FromResult<Stream>(_folder.Open(bucket, key));
    }

    public Task<ObjectWriter> CreateAsync(string bucket, string key, string contentType, CancellationToken cancellationToken)
    {
        Check(bucket);
        return Task.FromResult(new ObjectWriter(_folder.NewFile(), Place));

        Task Place(string file, CancellationToken token)
        {
            _folder.Place(bucket, key, file);
            return Task.CompletedTask;
        }
    }

    private void Check(string bucket)
    {
        S3Access.Check(bucket);
        _folder.CheckBucket(bucket);
    }
}
