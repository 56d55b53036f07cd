using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.PesterRunner.Model;

/// <summary>A Describe, a Context or the file.</summary>
public sealed class PesterBlock : PesterItem
{
    private HashSet<string> _driveBefore = [];

    public PesterBlock(PesterBlock? parent, string name, object? @case, bool skip)
        : base(parent, name, @case, skip)
    {
    }

    public List<ScriptBlock> BeforeAll { get; } = [];

    public List<ScriptBlock> BeforeEach { get; } = [];

    public List<ScriptBlock> AfterEach { get; } = [];

    public List<ScriptBlock> AfterAll { get; } = [];

    /// <summary>Blocks and tests in the order in which the file has them.</summary>
    public List<PesterItem> Children { get; } = [];

    /// <summary>Its set-up runs only where some test will.</summary>
    public bool HasWork => Tests().Any(test => !test.IsSkipped);

    public IEnumerable<PesterTest> Tests() =>
        Children.SelectMany(child => child is PesterBlock block ? block.Tests() : [(PesterTest)child]);

    /// <summary>A failure outside the tests is a failure of every test it kept from running.</summary>
    public void Fail(ErrorRecord error)
    {
        foreach (PesterTest test in Tests().Where(test => test.Outcome == PesterOutcome.NotRun))
        {
            test.Fail(error);
        }
    }

    /// <summary>A failure in AfterAll: the tests have run, and one of them has to carry it.</summary>
    public void FailLast(ErrorRecord error) => Tests().LastOrDefault(test => test.Outcome == PesterOutcome.Passed)?.Fail(error);

    public void Enter(string drive) => _driveBefore = Entries(drive);

    /// <summary>What a block put on the test drive goes with it.</summary>
    public void Leave(string drive)
    {
        foreach (string entry in Entries(drive).Except(_driveBefore))
        {
            if (File.Exists(entry))
            {
                File.Delete(entry);
            }
            else if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
        }
    }

    private static HashSet<string> Entries(string drive) =>
        [.. Directory.EnumerateFileSystemEntries(drive, "*", SearchOption.AllDirectories)];
}
