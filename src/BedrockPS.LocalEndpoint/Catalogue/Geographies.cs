using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Catalogue;

/// <summary>Which inference profiles a region has, by their prefix.</summary>
internal static class Geographies
{
    /// <summary>Prefixes of the profiles that can be called from a region.</summary>
    public static IReadOnlyList<string> Of(string region)
    {
        if (region.StartsWith("us-gov-", StringComparison.Ordinal))
        {
            return ["us-gov"];
        }

        if (region.StartsWith("us-", StringComparison.Ordinal) || region.StartsWith("ca-", StringComparison.Ordinal))
        {
            return ["us", "global"];
        }

        if (region.StartsWith("eu-", StringComparison.Ordinal))
        {
            return ["eu", "global"];
        }

        if (region is "ap-northeast-1" or "ap-northeast-3")
        {
            return ["jp", "apac", "global"];
        }

        if (region is "ap-southeast-2" or "ap-southeast-4")
        {
            return ["au", "apac", "global"];
        }

        return region.StartsWith("ap-", StringComparison.Ordinal) ? ["apac", "global"] : ["global"];
    }

    /// <summary>Regions a profile may route to. The global one names no region, and the caller's own.</summary>
    public static IReadOnlyList<string> Destinations(string geography, string region) => geography switch
    {
        "us" => ["us-east-1", "us-east-2", "us-west-2"],
        "eu" => ["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3"],
        "apac" => ["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
        "jp" => ["ap-northeast-1", "ap-northeast-3"],
        "au" => ["ap-southeast-2", "ap-southeast-4"],
        "us-gov" => ["us-gov-east-1", "us-gov-west-1"],
        _ => ["", region],
    };
}
