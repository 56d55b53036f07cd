using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Docs;

/// <summary>The program that writes what pages and code both say, run on a copy of the pages.</summary>
public sealed class HelpPageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    public HelpPageTests()
    {
        foreach (string path in Directory.GetFiles(StagedHelp.Pages, "*.md"))
        {
            File.Copy(path, PathOf(Path.GetFileName(path)));
        }
    }

    [Fact]
    public async Task The_pages_are_as_it_writes_them() =>
        Assert.Equal("", await RunAsync([.. _folder.EnumerateFiles("*-BR*.md").Select(static page => Path.GetFileNameWithoutExtension(page.Name))]));

    [Fact]
    public async Task A_missing_page_is_made_and_an_old_one_brought_up_to_the_code()
    {
        string model = Read("Get-BRModel.md");
        File.Delete(PathOf("Get-BRModel.md"));
        string price = Read("Get-BRPrice.md");
        string path = Regex.Match(price, "^### -Path\n.*?(?=^### )", RegexOptions.Singleline | RegexOptions.Multiline).Value;
        File.WriteAllText(PathOf("Get-BRPrice.md"), price
            .Replace(path, path.Replace("### -Path", "### -Gone"))
            .Replace("Position: 0", "Position: 7")
            .Replace("[-Path <String>] ", "[-Gone]"));
        string send = Read("Send-BRMessage.md");
        File.WriteAllText(PathOf("Send-BRMessage.md"), Regex.Replace(send, @"^\[!INCLUDE .*\n\n", "", RegexOptions.Multiline));

        string output = await RunAsync("Get-BRPrice", "Get-BRModel", "Send-BRMessage");

        Assert.Equal(
            [$"changed {PathOf("Get-BRPrice.md")}", $"made {PathOf("Get-BRModel.md")}", $"changed {PathOf("Send-BRMessage.md")}"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        string made = Read("Get-BRModel.md");
        Assert.Equal(Yaml(model), Yaml(made));
        Assert.Contains("## SYNOPSIS\n\nList the foundation models of a region.\n", made);
        Assert.Contains("[!INCLUDE [Connection parameters](_connection.md)]", made);
        Assert.Equal(2, Regex.Count(made, "```powershell\nTODO "));
        string prose = Regex.Match(path, @"(?<=^### -Path\n\n).*?(?=\n\n```)", RegexOptions.Singleline).Value;
        string comment = Regex.Match(Read("Get-BRPrice.md"), @"(?<=^### -Path\n\n).*?(?=\n\n```)", RegexOptions.Singleline | RegexOptions.Multiline).Value;
        Assert.NotEqual("", comment);
        Assert.Equal(price, Read("Get-BRPrice.md").Replace(comment, prose));
        Assert.Equal(Regex.Count(send, "INCLUDE"), Regex.Count(Read("Send-BRMessage.md"), "INCLUDE"));
        Assert.Equal(Yaml(send), Yaml(Read("Send-BRMessage.md")));
    }

    [Fact]
    public async Task The_table_of_operations_is_what_the_program_makes_of_the_code()
    {
        string made = PathOf("operations.md");
        await StartAsync("--operations", made);
        Assert.Equal(File.ReadAllText(Path.Combine(StagedHelp.Pages, "..", "operations.md")), File.ReadAllText(made));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string[] Yaml(string page) =>
        [.. Regex.Matches(page, "^### -.*$|^```yaml\n.*?^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(static match => match.Value.Split("\n\n")[0])];

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string Read(string name) => File.ReadAllText(PathOf(name));

    private Task<string> RunAsync(params string[] names) => StartAsync(["--pages", _folder.FullName, .. names]);

    private static async Task<string> StartAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [ShellProcess.Metadata("HelpPage"), .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
