using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BedrockPS.PesterRunner.Hosting;
using BedrockPS.PesterRunner.Model;
using Xunit;

namespace BedrockPS.PesterRunner;

/// <summary>Every It of tests/Pester, and every case of it, as a test of its own.</summary>
public sealed class PesterTests
{
    private const string Discovering = "discovery";

    private static readonly ConcurrentDictionary<string, PesterFile> s_files = new();

    public static IEnumerable<TheoryDataRow<string, string>> Tests()
    {
        foreach (string path in Directory.GetFiles(Places.Tests, "*.Tests.ps1").Order())
        {
            string name = Path.GetFileName(path)[..^".Tests.ps1".Length];
            PesterFile file = File(name);
            if (file.Problem is not null)
            {
                yield return new TheoryDataRow<string, string>(name, Discovering) { TestDisplayName = $"{name}: {Discovering}", Label = "" };
            }

            for (int i = 0; i < file.Tests.Count; i++)
            {
                yield return new TheoryDataRow<string, string>(name, $"{i} {file.Tests[i].Path}")
                {
                    TestDisplayName = $"{name}: {file.Tests[i].Path}",
                    Label = "",
                    Skip = file.Tests[i].IsSkipped ? "-Skip" : null,
                };
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void It(string file, string test)
    {
        PesterFile pester = File(file);
        if (test == Discovering)
        {
            Assert.Fail(pester.Problem);
        }

        pester.EnsureRun();
        PesterTest found = pester.Tests[int.Parse(test[..test.IndexOf(' ')], System.Globalization.CultureInfo.InvariantCulture)];
        Assert.SkipWhen(found.Outcome == PesterOutcome.Skipped, found.Reason);
        if (found.Outcome != PesterOutcome.Passed)
        {
            Assert.Fail(found.Outcome == PesterOutcome.NotRun ? "The test was not reached." : found.Reason);
        }
    }

    private static PesterFile File(string name) =>
        s_files.GetOrAdd(name, static name => new PesterFile(Path.Combine(Places.Tests, name + ".Tests.ps1"), Places.Module));
}
