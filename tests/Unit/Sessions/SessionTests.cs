using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Hosting;
using BedrockPS.Unit.Resources;
using Xunit;

namespace BedrockPS.Unit.Sessions;

public sealed class SessionTests : IClassFixture<ResourceEndpoint>
{
    private readonly ResourceEndpoint _session;

    public SessionTests(ResourceEndpoint session) => _session = session;

    private PowerShellHost Shell => _session.Shell;

    [Fact]
    public void A_session_is_made_changed_ended_and_removed()
    {
        PSObject made = _session.One("($s = New-BRSession @{ user = 'u1' } -Tag @{ team = 'ops' })");
        Assert.Equal(("ACTIVE", "BedrockPS.Session"), (made.Properties["SessionStatus"].Value, made.TypeNames[0]));
        Assert.Equal("u1", _session.One("($s | Get-BRSession).SessionMetadata.user").ToString());
        Assert.Contains(made.Properties["SessionId"].Value, _session.Run("Get-BRSession").Select(static one => one.Properties["SessionId"].Value));
        Assert.Equal("ops", _session.One("(Get-BRTag $s.SessionArn).Tag.team").ToString());

        Assert.Equal("u2", _session.One("($s | Set-BRSession -Metadata @{ user = 'u2' } -PassThru).SessionMetadata.user").ToString());
        ErrorRecord error = _session.Error("$s | Remove-BRSession -Force");
        Assert.StartsWith("Conflict,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Stop-BRSession", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_session.Run("$s | Stop-BRSession; $s | Remove-BRSession -WhatIf"));
        Assert.Equal("ENDED", _session.One("(Get-BRSession $s.SessionArn).SessionStatus").ToString());
        Assert.Empty(_session.Run("$s | Remove-BRSession -Force"));
        Assert.StartsWith("ResourceNotFound,", _session.Error("$s | Get-BRSession").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_keep_texts_and_images_of_the_pipeline_files_and_S3()
    {
        string folder = Directory.CreateTempSubdirectory("bedrockps-test-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "a.txt"), "from a file");
            File.WriteAllBytes(Path.Combine(folder, "b.png"), Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
            File.WriteAllBytes(Path.Combine(folder, "c.pdf"), "%PDF-1.4"u8.ToArray());
            List<PSObject> steps = Shell.Run(
                """
                $s = New-BRSession
                $i = $s | New-BRSessionInvocation -Description 'first turn'
                $steps = @('said', [IO.FileInfo] "$folder/a.txt", [IO.FileInfo] "$folder/b.png", [IO.FileInfo] "$folder/c.pdf", [pscustomobject]@{ a = 1 } |
                    Add-BRSessionStep $s.SessionId $i.InvocationId)
                $steps += $i | Add-BRSessionStep -Text 'one', 'two' -Image 's3://bucket/cat.jpg' -Time 2026-01-02
                $steps
                """,
                ("folder", folder));
            Assert.Equal("FileUnsupported", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
            Assert.Equal(["said", "from a file", null, "{\"a\":1}", "one\ntwo"], steps.Select(static step => step.Properties["Text"].Value));
            Assert.Equal(5, _session.Run("Get-BRSessionStep $s.SessionId $i.InvocationId").Count);
            Assert.Equal("png", _session.One("$steps[2].Payload.ContentBlocks[0].Image.Format").ToString());
            Assert.True(Shell.One<byte[]>(", $steps[2].Payload.ContentBlocks[0].Image.Source.Bytes").Length > 60);
            Assert.Equal("s3://bucket/cat.jpg", _session.One("$steps[4].Payload.ContentBlocks[2].Image.Source.S3Location.Uri").ToString());
            Assert.Equal(["said", "from a file", null, "{\"a\":1}", "one\ntwo"], _session.Run("Get-BRSessionStep $s.SessionId | Get-BRSessionStep").Select(static step => step.Properties["Text"].Value));
            Assert.Single(_session.Run("$s | Get-BRSessionInvocation"));
            Assert.Equal("said", _session.One("$i | Get-BRSessionStep $steps[0].InvocationStepId").Properties["Text"].Value);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Theory]
    [InlineData("$s | Stop-BRSession; $s | New-BRSessionInvocation", "Conflict")]
    [InlineData("Add-BRSessionStep $s.SessionId $i.InvocationId", "EmptyInput")]
    [InlineData("Add-BRSessionStep $s.SessionId 00000000-0000-4000-8000-000000000000 x", "ResourceNotFound")]
    [InlineData("Get-BRSessionInvocation no-session", "ResourceNotFound")]
    public void What_is_wrong_is_one_error(string script, string code)
    {
        ErrorRecord error = _session.Error("$s = New-BRSession; $i = $s | New-BRSessionInvocation; " + script);
        Assert.Equal(code, ((BedrockException)error.Exception).Code);
    }
}
