using System.Collections.Generic;
using BedrockPS.Models;

namespace BedrockPS.Resources;

/// <summary>Makes an <see cref="InvocationLogging"/> of what the service says.</summary>
internal static class InvocationLoggingReader
{
    public static InvocationLogging Read(IReadOnlyDictionary<string, object?> config, string region)
    {
        IReadOnlyDictionary<string, object?> cloudWatch = config.Map("cloudWatchConfig");
        IReadOnlyDictionary<string, object?> large = cloudWatch.Map("largeDataDeliveryS3Config");
        IReadOnlyDictionary<string, object?> s3 = config.Map("s3Config");
        return new InvocationLogging
        {
            Enabled = cloudWatch.Count > 0 || s3.Count > 0,
            LogGroup = Said(cloudWatch, "logGroupName"),
            RoleArn = Said(cloudWatch, "roleArn"),
            LargeDataBucket = Said(large, "bucketName"),
            LargeDataPrefix = Said(large, "keyPrefix"),
            Bucket = Said(s3, "bucketName"),
            Prefix = Said(s3, "keyPrefix"),
            Text = config.Flag("textDataDeliveryEnabled"),
            Image = config.Flag("imageDataDeliveryEnabled"),
            Embedding = config.Flag("embeddingDataDeliveryEnabled"),
            Video = config.Flag("videoDataDeliveryEnabled"),
            Audio = config.Flag("audioDataDeliveryEnabled"),
            Region = region,
        };
    }

    private static string? Said(IReadOnlyDictionary<string, object?> members, string name) =>
        members.Text(name) is { Length: > 0 } text ? text : null;
}
