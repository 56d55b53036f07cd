using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Resources;

namespace BedrockPS.Policies;

/// <summary>Partition, regions and account that ids are completed with to ARNs. What is not known stays a placeholder in angle brackets.</summary>
internal sealed class PolicyScope
{
    public const string AccountPlaceholder = "<account-id>";
    public const string RegionPlaceholder = "<region>";

    // Longest prefixes first: us-isob- also begins with us-iso.
    private static readonly (string Prefix, string Partition)[] s_partitions =
    [
        ("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("us-isob-", "aws-iso-b"), ("us-isof-", "aws-iso-f"), ("us-iso-", "aws-iso"),
        ("eu-isoe-", "aws-iso-e"), ("eusc-", "aws-eusc"),
    ];

    private readonly string? _account;
    private readonly string? _partition;
    private readonly string[] _regions;

    /// <param name="account">12 digits, or null.</param>
    /// <param name="partition">Such as aws; null: that of the region.</param>
    /// <param name="regions">None: not known.</param>
    public PolicyScope(string? account, string? partition, string[] regions)
    {
        _account = account;
        _partition = partition;
        _regions = regions.Length > 0 ? regions : [RegionPlaceholder];
    }

    /// <summary>Completed with what ARNs among the rest tell: an id beside them is of the same account and region.</summary>
    public PolicyScope With(IEnumerable<ResourceArn> arns)
    {
        ResourceArn[] known = arns.ToArray();
        string[] accounts = known.Select(static arn => arn.Account).Where(static account => account.Length > 0).Distinct().ToArray();
        string[] regions = known.Select(static arn => arn.Region).Where(static region => region.Length > 0).Distinct().ToArray();
        return new PolicyScope(
            _account ?? (accounts.Length == 1 ? accounts[0] : null),
            _partition ?? known.FirstOrDefault()?.Partition,
            _regions is not [RegionPlaceholder] ? _regions : regions.Length == 1 ? regions : []);
    }

    /// <summary>The same in one region; an empty one changes nothing.</summary>
    public PolicyScope In(string region) => region.Length == 0 ? this : new PolicyScope(_account, _partition, [region]);

    /// <summary>ARNs, one for each region.</summary>
    /// <param name="resource">What follows the account, such as guardrail/abc.</param>
    /// <param name="ofAccount">Foundation models are nobody's.</param>
    public IEnumerable<string> Arns(string resource, bool ofAccount = true) =>
        _regions.Select(region => $"arn:{_partition ?? PartitionOf(region)}:bedrock:{region}:{(ofAccount ? _account ?? AccountPlaceholder : "")}:{resource}");

    /// <summary>The ARN of a model in every region a profile may route to, where nobody has said which these are.</summary>
    public string EveryRegion(string model) => $"arn:{_partition ?? PartitionOf(_regions[0])}:bedrock:*::foundation-model/{model}";

    private static string PartitionOf(string region)
    {
        foreach ((string prefix, string partition) in s_partitions)
        {
            if (region.StartsWith(prefix, StringComparison.Ordinal))
            {
                return partition;
            }
        }

        return "aws";
    }
}
