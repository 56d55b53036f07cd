using System;
using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance;

/// <summary>Identity, logging and tags held against moto.</summary>
public sealed class MotoAccountTests : IClassFixture<MotoServer>
{
    private readonly MotoServer _moto;

    public MotoAccountTests(MotoServer moto) => _moto = moto;

    [Fact]
    public void STS_says_who_asks() => Assert.Contains(
        "OK arn:aws:sts::123456789012:",
        Run("Test-BRModelAccess amazon.nova-lite-v1:0 -MaxAttempt 1 | Where-Object Check -eq Identity | ForEach-Object { \"$($_.Status) $($_.Evidence)\" }"),
        StringComparison.Ordinal);

    [Fact]
    public void Logging_is_set_changed_and_removed() => Assert.Equal(
        "off; s3://amzn-s3-demo-bucket True; logs, s3://amzn-s3-demo-bucket True; off",
        Run("""
            $said = @(
                "$(Get-BRInvocationLogging)"
                Set-BRInvocationLogging -Bucket amzn-s3-demo-bucket -Text $true -PassThru | ForEach-Object { "$_ $($_.Text)" }
                Set-BRInvocationLogging -LogGroup logs -RoleArn arn:aws:iam::123456789012:role/x -PassThru | ForEach-Object { "$_ $($_.Text)" }
                Remove-BRInvocationLogging -Force
                "$(Get-BRInvocationLogging)"
            )
            $said -join '; '
            """));

    [Fact]
    public void Tags_are_added_and_removed() => Assert.Equal(
        "a=1 b=2; b=2",
        Run("""
            $made = Invoke-BRApi bedrock-agent CreateAgent @{ agentName = 'tagged'; agentResourceRoleArn = 'arn:aws:iam::123456789012:role/x' }
            $said = @(
                $made.Agent | Add-BRTag -Tag @{ a = '1'; b = '2' } -PassThru
                $made.Agent | Remove-BRTag -Key a
                $made.Agent | Get-BRTag
            )
            ($said | ForEach-Object { ($_.Tag.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" }) -join ' ' }) -join '; '
            """));

    private string Run(string script) => Assert.Single(_moto.Run(script));
}
