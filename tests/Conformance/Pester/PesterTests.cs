using System.Collections.Generic;
using System.IO;
using System.Linq;
using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance.Pester;

/// <summary>Every file of tests/Pester in the real PowerShell, under each version of Pester.</summary>
public sealed class PesterTests : IClassFixture<PesterRuns>
{
    private readonly PesterRuns _runs;

    public PesterTests(PesterRuns runs) => _runs = runs;

    public static IEnumerable<TheoryDataRow<string, string>> Files() =>
        from version in RealPowerShell.PesterVersions
        from path in Directory.GetFiles(EndpointProcess.Metadata("PesterFiles"), "*.Tests.ps1").Order()
        select new TheoryDataRow<string, string>(version, Path.GetFileName(path)) { TestDisplayName = $"Pester {version}: {Path.GetFileName(path)}", Label = "" };

    [Theory]
    [MemberData(nameof(Files))]
    public void Passes(string version, string file)
    {
        Assert.SkipUnless(RealPowerShell.IsPresent && RealPowerShell.Pester(version) is not null, RealPowerShell.Missing);
        PesterFileResult result = Assert.Single(_runs.Of(version), result => result.File == file);
        Assert.True(result.Problems.Length == 0, string.Join("\n\n", result.Problems));
        Assert.Equal("Passed", result.Result);
        Assert.True(result.Passed > 0, "No test was run.");
    }
}
