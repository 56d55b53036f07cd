using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using BedrockPS.Engine.Credentials;

namespace BedrockPS.Engine.Aws;

/// <summary>Keys that the SDK obtains and renews: single sign-on, assumed roles, processes, containers.</summary>
internal sealed class SdkKeys : ICredentialSource
{
    private readonly AWSCredentials _credentials;
    private readonly Func<Exception, EngineException> _explain;

    /// <param name="kind">For the log.</param>
    /// <param name="credentials">Any credentials of the SDK.</param>
    /// <param name="explain">Says what a failure to obtain keys means to the user.</param>
    public SdkKeys(string kind, AWSCredentials credentials, Func<Exception, EngineException> explain)
    {
        Kind = kind;
        _credentials = credentials;
        _explain = explain;
    }

    public string Kind { get; }

    public async ValueTask<KeySet> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The SDK takes no token here, and may start a process or load an assembly before its first await.
            ImmutableCredentials keys = await Task.Run(_credentials.GetCredentialsAsync, CancellationToken.None)
                .OrCancelled(cancellationToken).ConfigureAwait(false);
            return new KeySet(keys.AccessKey, keys.SecretKey, string.IsNullOrEmpty(keys.Token) ? null : keys.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not EngineException)
        {
            throw _explain(e);
        }
    }
}
