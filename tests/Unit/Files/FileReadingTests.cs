using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Files;

/// <summary>One wrong path is told alike by every command that reads a file.</summary>
public sealed class FileReadingTests : EndpointSession
{
    /// <summary>Commands, with PATH for the file.</summary>
    public static TheoryData<string> Readers =>
    [
        "Invoke-BRModel x -Model amazon.nova-lite-v1:0 -Image PATH",
        "[IO.FileInfo]'PATH' | Invoke-BRModel -Prompt x -Model amazon.nova-lite-v1:0",
        "Invoke-BRModel -Body ([IO.FileInfo]'PATH') -Model amazon.nova-lite-v1:0",
        "Get-BREmbedding -Image PATH -Model amazon.titan-embed-image-v1",
        "New-BRImage x -Variation -Image PATH -Model stability.sd3-5-large-v1:0",
        "New-BRVideo x -Image PATH -S3Uri s3://example-bucket/v -Model amazon.nova-reel-v1:0",
        "Search-BRKnowledgeBase -KnowledgeBaseId KB12345678 -Image PATH",
        "Invoke-BRKnowledgeBase x -Document PATH -Model amazon.nova-lite-v1:0",
        "Invoke-BRAgent x -AgentId AGENT12345 -AgentAliasId TSTALIASID -File PATH",
        "Import-BRChat PATH",
        "Import-BRPrice -Path PATH",
    ];

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_folder_is_not_a_missing_file(string script)
    {
        ErrorRecord error = ErrorOf(script, Path.GetTempPath().TrimEnd('/', '\\'));
        Assert.Equal("FileUnreadable", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.EndsWith("is a folder.", error.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("Name ", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_missing_file_is_called_so(string script)
    {
        ErrorRecord error = ErrorOf(script, Path.Combine(Path.GetTempPath(), "bedrockps-test-none.png"));
        Assert.Equal("FileNotFound", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_wildcard_takes_files_alone_by_name()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            folder.CreateSubdirectory("c.json");
            foreach (string name in (string[])["b", "a"])
            {
                Shell.Run($"Start-BRChat -Model {Nova} -System {name} | Export-BRChat -Path {folder.FullName}/{name}.json");
            }

            List<PSObject> chats = Shell.Run($"Import-BRChat {folder.FullName}/*.json");
            Assert.Empty(Shell.Errors);
            Assert.Equal(["a", "b"], chats.Select(static chat => ((Chat)chat.BaseObject).System));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Import-BRChat Variable:PWD")]
    [InlineData("Get-BRIndex Env:PATH")]
    [InlineData("Test-BRIndex Function:*")]
    [InlineData("Start-BRChat -Model nova-lite | Export-BRChat Env:chat.json")]
    [InlineData("Invoke-BRModel x -Model nova-lite -Checkpoint Variable:run.jsonl")]
    [InlineData("Invoke-BRModel x -Model nova-lite -CachePath Alias:cache -CacheFor 1:00")]
    [InlineData("$ExecutionContext.SessionState.Path.SetLocation('Env:'); New-BRImage x -Model amazon.nova-canvas-v1:0 -OutFile a.png")]
    public void What_has_no_files_is_called_so(string script)
    {
        ErrorRecord error = ErrorOf(script, "");
        Assert.Equal("ParameterInvalid", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("has no files", error.Exception.Message, StringComparison.Ordinal);
    }

    private ErrorRecord ErrorOf(string script, string path) =>
        Shell.Fails("$ErrorActionPreference = 'Stop'; " + script.Replace("PATH", path, StringComparison.Ordinal));
}
