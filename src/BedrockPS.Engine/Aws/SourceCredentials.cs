using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using BedrockPS.Engine.Credentials;

namespace BedrockPS.Engine.Aws;

/// <summary>Keys of ours in the shape the SDK wants, to assume a role with.</summary>
internal sealed class SourceCredentials : AWSCredentials
{
    private readonly ICredentialSource _source;

    public SourceCredentials(ICredentialSource source) => _source = source;

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().ConfigureAwait(false).GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        KeySet keys = await _source.GetAsync(CancellationToken.None).ConfigureAwait(false);
        return new ImmutableCredentials(keys.AccessKey, keys.SecretKey, keys.SessionToken);
    }
}
