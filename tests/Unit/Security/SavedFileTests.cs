using System;
using System.IO;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Security;

/// <summary>What the module saves, only its user can read.</summary>
public sealed class SavedFileTests : EndpointSession
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    [Theory]
    [InlineData("New-BRImage x -Model amazon.nova-canvas-v1:0 -OutFile $folder/a.png")]
    [InlineData("New-BRVideo x amazon.nova-reel-v1:1 -S3Uri s3://example-bucket/v/ -OutFile $folder/a.mp4")]
    [InlineData("New-BRIamPolicy amazon.nova-lite-v1:0 -AccountId 123456789012 -Path $folder/policy.json")]
    [InlineData("Start-BRChat -Model nova-lite | Export-BRChat $folder/chat.json")]
    [InlineData("$null = New-BRPrompt p -Text x; Get-BRPrompt p | Export-BRResource $folder/p.json")]
    [InlineData("Invoke-BRAgent LOCALAGENT -Text 'make a file, please: {{file a.csv}}' -OutDirectory $folder")]
    public void A_file_is_its_users_alone(string script)
    {
        Shell.Run(script, ("folder", _folder.FullName));
        Assert.Empty(Shell.Errors);
        FileInfo[] files = _folder.GetFiles("*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (FileInfo file in files)
        {
            if (TestedBuild.SetsUnixModes)
            {
                Assert.Equal((file.Name, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file.Name, File.GetUnixFileMode(file.FullName)));
            }
        }

        _folder.Delete(recursive: true);
    }
}
