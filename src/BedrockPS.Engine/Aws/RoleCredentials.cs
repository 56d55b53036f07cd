using System;
using System.Globalization;
using System.Threading.Tasks;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using BedrockPS.Engine.Profiles;

namespace BedrockPS.Engine.Aws;

/// <summary>
/// Keys of a role that a profile assumes. The SDK's own class asks in whatever region it finds by itself, not in the connection's,
/// and does not know duration_seconds.
/// </summary>
internal sealed class RoleCredentials : RefreshingAWSCredentials
{
    private readonly AWSCredentials _source;
    private readonly Profile _profile;
    private readonly SdkContext _context;

    public RoleCredentials(AWSCredentials source, Profile profile, SdkContext context)
    {
        _source = source;
        _profile = profile;
        _context = context;
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() =>
        GenerateNewCredentialsAsync().ConfigureAwait(false).GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using AmazonSecurityTokenServiceClient sts = SdkClients.SecurityToken(_source, _context.Region, _context.Proxy);
        AssumeRoleRequest request = new()
        {
            RoleArn = _profile["role_arn"],
            RoleSessionName = _profile["role_session_name"] ?? "BedrockPS-" + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture),
            ExternalId = _profile["external_id"],
        };
        if (int.TryParse(_profile["duration_seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            request.DurationSeconds = seconds;
        }

        Amazon.SecurityToken.Model.Credentials keys = (await sts.AssumeRoleAsync(request).ConfigureAwait(false)).Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
            (keys.Expiration ?? DateTime.UtcNow.AddMinutes(15)).ToUniversalTime());
    }
}
