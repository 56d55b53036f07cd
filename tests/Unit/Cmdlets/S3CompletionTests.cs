using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

/// <summary>Addresses in S3 complete as paths do, a level at a time.</summary>
public sealed class S3CompletionTests : EndpointSession
{
    public S3CompletionTests()
    {
        // Objects of the endpoint's own S3 are files.
        string bucket = Directory.CreateDirectory(Path.Combine(Endpoint.StoragePath, Endpoint.Bucket)).FullName;
        Directory.CreateDirectory(Path.Combine(bucket, "runs", "may"));
        File.WriteAllText(Path.Combine(bucket, "runs", "may", "input file.jsonl"), "{}");
        File.WriteAllText(Path.Combine(bucket, "runs", "notes.txt"), "two");
    }

    [Theory]
    [InlineData("", "s3://example-bucket/ s3://local-bucket/")]
    [InlineData("s3", "s3://example-bucket/ s3://local-bucket/")]
    [InlineData("s3://loc", "s3://local-bucket/")]
    [InlineData("s3://local-bucket/", "s3://local-bucket/runs/")]
    [InlineData("s3://local-bucket/runs/", "s3://local-bucket/runs/may/ s3://local-bucket/runs/notes.txt")]
    [InlineData("s3://local-bucket/runs/no", "s3://local-bucket/runs/notes.txt")]
    [InlineData("s3://local-bucket/runs/may/", "'s3://local-bucket/runs/may/input file.jsonl'")]
    [InlineData("'s3://local-bucket/runs/may/inp", "'s3://local-bucket/runs/may/input file.jsonl'")]
    [InlineData("s3://elsewhere/", "")]
    [InlineData("s3://other", "")]
    public void A_bucket_then_a_folder_then_an_object(string word, string expected) =>
        Assert.Equal(expected, string.Join(" ", Complete("Start-BREvaluationJob -OutputS3Uri " + word, expected.Length > 0).Where(static text => text.Contains("s3:", StringComparison.Ordinal))));

    [Fact]
    public void Where_paths_are_taken_too_other_words_are_left_to_PowerShell()
    {
        Assert.Equal(["s3://local-bucket/"], Complete("Invoke-BRModel hi -Document s3://l", true));
        Assert.Null(new S3Completer().CompleteArgument("Invoke-BRModel", "Document", "s3-report", null!, new Hashtable()));
        Assert.Null(new S3Completer().CompleteArgument("Invoke-BRModel", "Document", "", null!, new Hashtable()));
    }

    private string[] Complete(string line, bool isExpected)
    {
        // An answer that takes longer than a key's patience is there at one of the next keys.
        string[] results = [];
        for (int key = 0; key < (isExpected ? 60 : 2) && results.Length == 0; key++)
        {
            results = [.. Shell.One<CommandCompletion>("[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line))
                .CompletionMatches.Select(static match => match.CompletionText)];
        }

        return results;
    }
}
