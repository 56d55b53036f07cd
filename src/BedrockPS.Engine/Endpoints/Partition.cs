using System;

namespace BedrockPS.Engine.Endpoints;

/// <summary>The DNS facts of one partition of AWS.</summary>
internal sealed class Partition
{
    private static readonly Partition s_commercial = new("", "amazonaws.com", "api.aws", "us-east-1", "");

    // Longest prefixes first: us-isob- also begins with us-iso.
    private static readonly Partition[] s_others =
    [
        new("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-north-1", "cn-north-1."),
        new("us-gov-", "amazonaws.com", "api.aws", "us-gov-west-1", "us-gov."),
        new("us-isob-", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1", "us-isob-east-1."),
        new("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1", "us-isof-south-1."),
        new("us-iso-", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1", "us-iso-east-1."),
        new("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1", "eu-isoe-west-1."),
        new("eusc-", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1", "eusc-de-east-1."),
    ];

    private readonly string _prefix;

    private Partition(string prefix, string suffix, string dualStackSuffix, string homeRegion, string globalLabel)
    {
        _prefix = prefix;
        Suffix = suffix;
        DualStackSuffix = dualStackSuffix;
        HomeRegion = homeRegion;
        GlobalSuffix = globalLabel + suffix;
    }

    public string Suffix { get; }

    public string DualStackSuffix { get; }

    /// <summary>Region that requests to a service without regions, such as IAM, are signed for.</summary>
    public string HomeRegion { get; }

    /// <summary>What follows the name of a service without regions.</summary>
    public string GlobalSuffix { get; }

    /// <summary>The partition of a region; an unknown region counts as commercial, as new regions usually are.</summary>
    public static Partition Of(string region)
    {
        foreach (Partition partition in s_others)
        {
            if (region.StartsWith(partition._prefix, StringComparison.Ordinal))
            {
                return partition;
            }
        }

        return s_commercial;
    }
}
