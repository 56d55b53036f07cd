using System;
using System.IO;
using Xunit;

namespace BedrockPS.Unit.ShellTests;

/// <summary>What a local endpoint leaves behind when its process ends and nobody has stopped it.</summary>
public sealed class EndpointAtExitTests
{
    private const string Video = "$null = New-BRVideo 'A boat.' nova-reel-v1:1 -S3Uri s3://local-bucket/x/ -Wait";

    [Theory]
    [InlineData("")]
    [InlineData("; exit 3")]
    [InlineData("; throw 'out'")]
    public void A_temporary_folder_goes_with_the_process(string end)
    {
        ShellOutcome outcome = ShellProcess.Run("-Command", $"$endpoint = Start-BRLocalEndpoint; {Video}; $endpoint.StoragePath; [IO.Directory]::GetDirectories($endpoint.StoragePath).Count{end}");
        string folder = outcome.Output[0];
        Assert.StartsWith("bedrockps-", Path.GetFileName(folder), StringComparison.Ordinal);
        Assert.NotEqual("0", outcome.Output[1]);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_folder_of_the_user_s_stays_with_what_is_in_it()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-storage-");
        try
        {
            ShellOutcome outcome = ShellProcess.Run("-Command", $"$null = Start-BRLocalEndpoint -StoragePath '{folder.FullName}'; {Video}");
            Assert.Empty(outcome.Error);
            Assert.Contains(folder.EnumerateFiles("*.mp4", SearchOption.AllDirectories), static file => file.Length > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
