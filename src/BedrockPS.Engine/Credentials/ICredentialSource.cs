using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Credentials;

/// <summary>Something that signing keys come from; asked before each signature, so it renews them by itself.</summary>
internal interface ICredentialSource
{
    /// <summary>What to call it in a log, such as "access key of the environment"; never a secret.</summary>
    string Kind { get; }

    /// <exception cref="EngineException">NoCredentials, ExpiredCredentials or ProfileInvalid.</exception>
    ValueTask<KeySet> GetAsync(CancellationToken cancellationToken);
}
