using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Storage;

/// <summary>Where jobs of the endpoint read their input and leave their output: its own folder, or an S3 server.</summary>
/// <remarks>Every method throws ServiceFault with S3's own code: NoSuchBucket, NoSuchKey, AccessDenied.</remarks>
internal interface IObjectStore
{
    /// <summary>What it is called in messages.</summary>
    string Name { get; }

    /// <summary>The objects whose keys begin so, in the order of their keys.</summary>
    /// <exception cref="ServiceFault">There is no such bucket, or it may not be listed.</exception>
    Task<IReadOnlyList<StoredObject>> ListAsync(string bucket, string prefix, CancellationToken cancellationToken);

    /// <summary>Null when there is no such object.</summary>
    /// <exception cref="ServiceFault">There is no such bucket, or it may not be read.</exception>
    Task<StoredObject?> FindAsync(string bucket, string key, CancellationToken cancellationToken);

    /// <exception cref="ServiceFault">There is no such object, or it may not be read.</exception>
    Task<Stream> OpenAsync(string bucket, string key, CancellationToken cancellationToken);

    /// <summary>A new object, which is there when what was written is committed.</summary>
    /// <exception cref="ServiceFault">There is no such bucket, or it may not be written.</exception>
    Task<ObjectWriter> CreateAsync(string bucket, string key, string contentType, CancellationToken cancellationToken);
}
