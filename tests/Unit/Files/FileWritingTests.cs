using System;
using System.IO;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Files;

/// <summary>Where nothing can be written, every command that writes a file says so, and by the name it was given.</summary>
public sealed class FileWritingTests : EndpointSession
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    /// <summary>Commands, with PATH for the file.</summary>
    public static TheoryData<string> Writers =>
    [
        "Start-BRChat -Model amazon.nova-lite-v1:0 | Export-BRChat PATH",
        "New-BRIamPolicy amazon.nova-lite-v1:0 -AccountId 123456789012 -Path PATH",
        "New-BRIndex PATH amazon.titan-embed-text-v2:0 -Force",
        "New-BRImage x -Model amazon.nova-canvas-v1:0 -OutFile PATH -Force",
    ];

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_folder_in_the_way_is_told_by_its_name(string script) => Check(script, _folder.CreateSubdirectory("taken").FullName);

    [Theory]
    [InlineData("Get-BRGuardrail | Export-BRResource PATH")]
    [MemberData(nameof(Writers))]
    public void A_file_in_the_place_of_the_folder_is_told(string script)
    {
        string file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        Check(script, Path.Combine(file, "inner.json"));
    }

    private void Check(string script, string path)
    {
        Shell.Run("New-BRGuardrail pii -BlockedInputMessage no -BlockedOutputMessage no");
        ErrorRecord error = Shell.Fails("$ErrorActionPreference = 'Stop'; " + script.Replace("PATH", path, StringComparison.Ordinal));
        Assert.Equal("FileUnwritable", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.WriteError, error.CategoryInfo.Category);
        Assert.Contains(_folder.Name, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles("*.tmp", SearchOption.AllDirectories));
    }
}
