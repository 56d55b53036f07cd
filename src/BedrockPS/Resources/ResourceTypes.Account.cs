using System.Collections.Generic;

namespace BedrockPS.Resources;

/// <content>What an account has one of in each region.</content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType DataRetention = new("DataRetention", "bedrock")
    {
        IsSetting = true,
        Get = "GetAccountDataRetention",
        Update = "PutAccountDataRetention",
        Columns = "Mode 20, UpdatedAt 30, Region",
    };

    /// <summary>Shown as <see cref="BedrockPS.InvocationLogging"/>, which has a view of its own.</summary>
    public static readonly ResourceType InvocationLogging = new("InvocationLogging", "bedrock")
    {
        IsSetting = true,
        Get = "GetModelInvocationLoggingConfiguration",
        Update = "PutModelInvocationLoggingConfiguration",
        Delete = "DeleteModelInvocationLoggingConfiguration",
        ToInput = static members => members["loggingConfig"] = new Dictionary<string, object?>(members),
    };

    private static IEnumerable<ResourceType> Account() => [DataRetention];
}
