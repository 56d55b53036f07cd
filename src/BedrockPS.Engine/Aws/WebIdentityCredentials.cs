using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;

namespace BedrockPS.Engine.Aws;

/// <summary>Keys of a role assumed with a token file, asked for in the connection's region.</summary>
internal sealed class WebIdentityCredentials : AssumeRoleWithWebIdentityCredentials
{
    private readonly string _region;
    private readonly IWebProxy? _proxy;

    public WebIdentityCredentials(string tokenFile, string roleArn, string? sessionName, string region, IWebProxy? proxy)
        : base(tokenFile, roleArn, sessionName)
    {
        _region = region;
        _proxy = proxy;
    }

    protected override ICoreAmazonSTS CreateClient() => SdkClients.SecurityToken(new AnonymousAWSCredentials(), _region, _proxy);
}
