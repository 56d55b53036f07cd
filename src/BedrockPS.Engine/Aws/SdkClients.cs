using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace BedrockPS.Engine.Aws;

/// <summary>
/// Service clients that credentials are obtained with. Left to itself, the SDK looks for their assemblies by name among all that are
/// loaded, and takes those of another module that has another version of them.
/// </summary>
internal static class SdkClients
{
    static SdkClients()
    {
        GlobalRuntimeDependencyRegistry registry = GlobalRuntimeDependencyRegistry.Instance;
        registry.RegisterSSOClient(static context => new AmazonSSOClient(
            new AnonymousAWSCredentials(),
            Prepare(new AmazonSSOConfig(), context.SSOClientContextData.Region, context.SSOClientContextData.ProxySettings)));
        registry.RegisterSSOOIDCClient(static context => new AmazonSSOOIDCClient(
            new AnonymousAWSCredentials(),
            Prepare(new AmazonSSOOIDCConfig(), context.SSOOIDCClientContextData.Region, context.SSOOIDCClientContextData.ProxySettings)));
    }

    /// <summary>Makes sure that single sign-on finds its clients.</summary>
    public static void Register()
    {
        // The static constructor has run when this is called.
    }

    public static AmazonSecurityTokenServiceClient SecurityToken(AWSCredentials credentials, string region, IWebProxy? proxy) =>
        new(credentials, Prepare(new AmazonSecurityTokenServiceConfig(), RegionEndpoint.GetBySystemName(region), proxy));

    private static T Prepare<T>(T config, RegionEndpoint region, IWebProxy? proxy)
        where T : ClientConfig
    {
        config.RegionEndpoint = region;
        // With AWS_ENDPOINT_URL_STS the SDK forgets the region and signs for us-east-1.
        config.AuthenticationRegion = region.SystemName;
        // AWS_RETRY_MODE=adaptive makes the SDK give up at the first throttling.
        config.RetryMode = RequestRetryMode.Standard;
        if (proxy is not null)
        {
            config.SetWebProxy(proxy);
        }

        return config;
    }
}
