using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Docs;

/// <summary>
/// Runs an example in a session whose defaults point at a local endpoint. The endpoint is the example's own: it takes a few
/// milliseconds to start, and what one example makes cannot get in the way of another.
/// </summary>
public abstract partial class ExampleSession : EndpointSession
{
    /// <summary>A row for each PowerShell block of some pages: the file's name, and the block's number from 1.</summary>
    protected static IEnumerable<TheoryDataRow<string, int>> BlocksOf(string folder, string pattern) =>
        from path in Directory.GetFiles(folder, pattern)
        from number in Enumerable.Range(1, Blocks(path).Count)
        select new TheoryDataRow<string, int>(Path.GetFileName(path), number);

    protected static List<string> Blocks(string path) =>
        [.. CodeBlock().Matches(File.ReadAllText(path)).Select(static match => match.Groups["code"].Value)];

    protected void AssertRuns(string code)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            ExampleBuckets.Fill(Endpoint.StoragePath, code);
            Shell.Runspace.SessionStateProxy.Path.SetLocation(folder.FullName);
            Shell.Run(code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        Assert.Empty(Shell.Warnings);
    }

    [GeneratedRegex(@"^```powershell\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
