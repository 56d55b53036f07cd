using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.S3;

namespace BedrockPS.Batches;

/// <summary>What a batch needs of S3. All failures are <see cref="BedrockException"/>.</summary>
internal interface IBatchStore
{
    Task PutAsync(S3Location location, byte[] content, CancellationToken cancellationToken);

    /// <summary>Length of an object; null where there is none.</summary>
    Task<long?> LengthAsync(S3Location location, CancellationToken cancellationToken);

    /// <summary>Begins an upload in parts.</summary>
    /// <returns>Its id.</returns>
    Task<string> BeginUploadAsync(S3Location location, CancellationToken cancellationToken);

    /// <returns>The part's ETag.</returns>
    Task<string> SendPartAsync(S3Location location, string upload, int number, byte[] content, int count, CancellationToken cancellationToken);

    Task CompleteUploadAsync(S3Location location, string upload, IReadOnlyCollection<BatchPart> parts, CancellationToken cancellationToken);
}
