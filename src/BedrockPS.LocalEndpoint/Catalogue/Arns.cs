using System;

namespace BedrockPS.Local.Catalogue;

/// <summary>Amazon resource names of the endpoint's one account.</summary>
internal static class Arns
{
    /// <summary>The account number AWS itself uses where it needs an example.</summary>
    public const string Account = "123456789012";

    /// <param name="region">Region; may be empty.</param>
    /// <param name="account">Account; empty for what belongs to AWS.</param>
    /// <param name="resource">Type and id, such as guardrail/abc.</param>
    public static string Make(string region, string account, string resource) =>
        $"arn:{Partition(region)}:bedrock:{region}:{account}:{resource}";

    /// <summary>The type and id of an ARN; null when the text is none.</summary>
    public static string? Resource(string text)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return null;
        }

        string[] parts = text.Split([':'], 6);
        return parts.Length == 6 && parts[2] == "bedrock" ? parts[5] : null;
    }

    private static string Partition(string region) =>
        region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : "aws";
}
