using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Credentials;

/// <summary>Keys of a credential object that belongs to another module.</summary>
internal sealed class ForeignKeys : ICredentialSource
{
    private readonly ForeignCredentials _credentials;

    public ForeignKeys(ForeignCredentials credentials) => _credentials = credentials;

    public string Kind => "credential object";

    public async ValueTask<KeySet> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _credentials.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException and not EngineException)
        {
            // Foreign code behind a delegate: whatever it throws means the same to the caller.
            throw new EngineException(EngineFailure.NoCredentials, $"The credential object gave no keys: {e.Message}", e);
        }
    }
}
