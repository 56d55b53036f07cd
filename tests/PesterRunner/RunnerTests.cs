using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BedrockPS.PesterRunner.Hosting;
using BedrockPS.PesterRunner.Model;
using Xunit;

namespace BedrockPS.PesterRunner;

/// <summary>The runner itself: the samples' tests are named after the outcome they must have.</summary>
public sealed class RunnerTests
{
    public static IEnumerable<TheoryDataRow<string>> Samples() =>
        Directory.GetFiles(Places.Samples, "*.Tests.ps1").Order().Select(path =>
            new TheoryDataRow<string>(Path.GetFileName(path)) { TestDisplayName = "Sample " + Path.GetFileName(path), Label = "" });

    [Theory]
    [MemberData(nameof(Samples))]
    public void EveryTestEndsAsItsNameSays(string sample)
    {
        using PesterFile file = new(Path.Combine(Places.Samples, sample), module: null);
        Assert.Null(file.Problem);
        file.EnsureRun();
        string[] wrong = [.. file.Tests
            .Where(test => !test.Name.StartsWith(Word(test.Outcome), StringComparison.Ordinal))
            .Select(test => $"{test.Path}: {test.Outcome} {test.Reason}")];
        Assert.True(wrong.Length == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void AFailureSaysWhatWasExpectedAndWhere()
    {
        using PesterFile file = new(Path.Combine(Places.Samples, "Should.Tests.ps1"), module: null);
        file.EnsureRun();
        PesterTest failed = file.Tests.Single(test => test.Name == "fails with a reason");
        Assert.Contains("Expected 1 [Int32] to be 2 [Int32], because two was asked for.", failed.Reason);
        Assert.Contains("Should.Tests.ps1: line", failed.Reason);
    }

    [Fact]
    public void AFileThatCannotBeReadIsAProblem()
    {
        using PesterFile file = new(Path.Combine(Places.Samples, "Broken.ps1"), module: null);
        Assert.Contains("Broken.ps1", file.Problem);
    }

    [Fact]
    public void ADiscoveryThatThrowsIsAProblem()
    {
        using PesterFile file = new(Path.Combine(Places.Samples, "Throwing.ps1"), module: null);
        Assert.Contains("discovery ends here", file.Problem);
    }

    private static string Word(PesterOutcome outcome) => outcome switch
    {
        PesterOutcome.Passed => "passes",
        PesterOutcome.Failed => "fails",
        PesterOutcome.Skipped => "skips",
        _ => "is not run",
    };
}
