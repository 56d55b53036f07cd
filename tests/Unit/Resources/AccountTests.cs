using System;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>What an account has one of: logging and data retention.</summary>
public sealed class AccountTests : EndpointSession
{
    private const string RoleArn = "arn:aws:iam::123456789012:role/logging";

    [Fact]
    public void Logging_is_off_until_it_is_set_and_again_when_it_is_removed()
    {
        Assert.False(Logging("Get-BRInvocationLogging").Enabled);
        Shell.Run("Set-BRInvocationLogging -Bucket amzn-s3-demo-bucket -Text $true");
        InvocationLogging logging = Logging("Get-BRInvocationLogging");
        Assert.True(logging.Enabled);
        Assert.Equal(("amzn-s3-demo-bucket", true, false), (logging.Bucket, logging.Text, logging.Image));
        Shell.Run("Remove-BRInvocationLogging -Force -WhatIf");
        Assert.True(Logging("Get-BRInvocationLogging").Enabled);
        Assert.False(Logging("Remove-BRInvocationLogging -Confirm:$false; Get-BRInvocationLogging").Enabled);
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void What_is_not_given_stays_within_structures_too()
    {
        InvocationLogging logging = Logging($$"""
            Set-BRInvocationLogging -LogGroup bedrock -RoleArn {{RoleArn}} -LargeDataBucket amzn-s3-demo-large -Text $true -Image $true
            Set-BRInvocationLogging -LargeDataPrefix big/ -Bucket amzn-s3-demo-bucket
            Set-BRInvocationLogging -LogGroup bedrock2 -Image $false -PassThru
            """);
        Assert.Equal(
            ("bedrock2", RoleArn, "amzn-s3-demo-large", "big/", "amzn-s3-demo-bucket", true, false),
            (logging.LogGroup, logging.RoleArn, logging.LargeDataBucket, logging.LargeDataPrefix, logging.Bucket, logging.Text, logging.Image));
    }

    [Fact]
    public void One_regions_logging_is_copied_to_another()
    {
        Shell.Run("Set-BRInvocationLogging -Bucket amzn-s3-demo-bucket -Text $true -Audio $true");
        InvocationLogging copy = Logging("Get-BRInvocationLogging | Set-BRInvocationLogging -Region eu-west-1 -PassThru");
        Assert.Equal(("eu-west-1", "amzn-s3-demo-bucket", true, true, null), (copy.Region, copy.Bucket, copy.Text, copy.Audio, copy.LogGroup));
    }

    [Theory]
    [InlineData("Set-BRInvocationLogging -LogGroup bedrock", "cloudWatchConfig.roleArn")]
    [InlineData("Set-BRInvocationLogging -Bucket x", "s3Config.bucketName")]
    [InlineData("Set-BRDataRetention never", "mode")]
    public void A_wrong_member_is_named_with_its_path(string script, string path)
    {
        Shell.Run(script + "");
        Assert.Contains(path, Assert.Single(Shell.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_retention_is_shown_and_set()
    {
        PSObject retention = Assert.Single(Shell.Run("Get-BRDataRetention"));
        Assert.Equal(("BedrockPS.DataRetention", "default", "us-east-1"), (retention.TypeNames[0], Text(retention, "Mode"), Text(retention, "Region")));
        Assert.Equal("default", Text(Assert.Single(Shell.Run("Set-BRDataRetention none -WhatIf; Get-BRDataRetention")), "Mode"));
        Assert.Equal("none", Text(Assert.Single(Shell.Run("Set-BRDataRetention none -PassThru")), "Mode"));
        Assert.Equal("none", Text(Assert.Single(Shell.Run("Get-BRDataRetention | Set-BRDataRetention -Region eu-west-1 -PassThru")), "Mode"));
        Assert.Contains("provider_data_share", Shell.Run("(TabExpansion2 'Set-BRDataRetention pro' 23).CompletionMatches.CompletionText").Select(static text => text.ToString()));
    }

    [Theory]
    [InlineData("Get-BRInvocationLogging", "GetModelInvocationLoggingConfiguration")]
    [InlineData("Set-BRInvocationLogging -Bucket amzn-s3-demo-bucket", "PutModelInvocationLoggingConfiguration")]
    [InlineData("Remove-BRInvocationLogging -Force", "DeleteModelInvocationLoggingConfiguration")]
    [InlineData("Get-BRDataRetention", "GetAccountDataRetention")]
    [InlineData("Set-BRDataRetention none", "PutAccountDataRetention")]
    public void Who_may_not_is_told_so(string script, string operation)
    {
        Endpoint.SetFault(operation + "@denied");
        Shell.Run(script + "");
        Assert.Equal("AccessDenied", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    private InvocationLogging Logging(string script) => Shell.One<InvocationLogging>(script);

    private static string? Text(PSObject source, string name) => source.Properties[name].Value?.ToString();
}
