using System;

namespace BedrockPS.Engine.Endpoints;

/// <summary>The DNS facts of one partition of AWS.</summary>
internal sealed class Partition
{
    private static readonly Partition s_commercial = new("", "amazonaws.com", "api.aws");

    // Longest prefixes first: us-isob- also begins with us-iso.
    private static readonly Partition[] s_others =
    [
        new("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        new("us-gov-", "amazonaws.com", "api.aws"),
        new("us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
        new("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        new("us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
        new("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        new("eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
    ];

    private readonly string _prefix;

    private Partition(string prefix, string suffix, string dualStackSuffix)
    {
        _prefix = prefix;
        Suffix = suffix;
        DualStackSuffix = dualStackSuffix;
    }

    public string Suffix { get; }

    public string DualStackSuffix { get; }

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
