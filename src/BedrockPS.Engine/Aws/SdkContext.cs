using System.Net;
using BedrockPS.Engine.Profiles;

namespace BedrockPS.Engine.Aws;

/// <summary>What credentials of the SDK need to know of the connection they are for.</summary>
internal sealed class SdkContext
{
    public SdkContext(ProfileStore profiles, AwsEnvironment environment, string region, IWebProxy? proxy)
    {
        Profiles = profiles;
        Environment = environment;
        Region = region;
        Proxy = proxy;
    }

    public ProfileStore Profiles { get; }

    public AwsEnvironment Environment { get; }

    public string Region { get; }

    public IWebProxy? Proxy { get; }
}
