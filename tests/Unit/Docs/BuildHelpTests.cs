using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Docs;

/// <summary>The program that turns pages into help, run on pages of its own.</summary>
public sealed class BuildHelpTests : IDisposable
{
    private const string Facts = """
        ```yaml
        Type: String
        Parameter Sets: (All)
        Aliases:

        Required: True
        Position: 0
        Default value: None
        Accept pipeline input: False
        Accept wildcard characters: False
        ```

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    private string Output => Path.Combine(_folder.FullName, "en-US");

    [Fact]
    public async Task A_page_becomes_help_and_its_own_text_comes_before_an_included_one()
    {
        Write("_shared.md", $"# Shared\n\n### -Name\n\nShared name.\n\n{Facts}\n### -Other\n\nShared other.\n\n{Facts.Replace("Position: 0", "Position: 1")}");
        Write("Get-Thing.md", Page("Get-Thing [-Name] <String> [-Other] <String> [<CommonParameters>]", "Own `name`.", "[!INCLUDE [Shared](_shared.md)]"));

        Assert.Equal((0, ""), await RunAsync());

        string help = File.ReadAllText(Path.Combine(Output, "Thing-Help.xml"));
        Assert.Contains("<maml:para>Own name.</maml:para>", help);
        Assert.Contains("<maml:para>Shared other.</maml:para>", help);
        Assert.DoesNotContain("Shared name", help);
    }

    [Fact]
    public async Task The_first_link_is_the_page_on_the_web()
    {
        Write("Get-Thing.md", Page("Get-Thing [-Name] <String> [<CommonParameters>]", "The name."));
        Assert.Equal((0, ""), await RunAsync());

        XElement[] links = [.. XDocument.Load(Path.Combine(Output, "Thing-Help.xml")).Descendants().Where(static element => element.Name.LocalName == "navigationLink")];
        Assert.True(links.Length > 1);
        Assert.Equal(["Online Version:", "https://example.com/Get-Thing.html"], links[0].Elements().Select(static part => part.Value));
        Assert.All(links.Skip(1), static link => Assert.Equal("", link.Elements().Last().Value));
    }

    [Fact]
    public async Task A_syntax_that_does_not_fit_the_parameters_is_an_error_with_its_place()
    {
        Write("Get-Thing.md", Page("Get-Thing [<CommonParameters>]", "The name."));

        (int exitCode, string errors) = await RunAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("Get-Thing.md(13): error HELP:", errors);
        Assert.Contains("Get-Thing [-Name] <String> [<CommonParameters>]", errors);
        Assert.False(Directory.Exists(Output));
    }

    [Theory]
    [InlineData("Required: True\n", "", "'Required:' is missing")]
    [InlineData("Required: True", "Required: maybe", "'maybe' is neither True nor False")]
    [InlineData("Position: 0", "Position: first", "'first' is no position")]
    [InlineData("## NOTES", "## REMARKS", "The sections are")]
    [InlineData("# Get-Thing", "# Get-Thong", "title must be '# Get-Thing'")]
    public async Task A_page_that_is_not_laid_out_as_it_should_be_is_an_error(string text, string wrong, string error)
    {
        string page = Page("Get-Thing [-Name] <String> [<CommonParameters>]", "The name.");
        Assert.Contains(text, page);
        Write("Get-Thing.md", page.Replace(text, wrong, StringComparison.Ordinal));

        (int exitCode, string errors) = await RunAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(error, errors);
    }

    [Fact]
    public async Task A_topic_is_wrapped_and_its_tables_are_aligned()
    {
        string words = string.Join(' ', Enumerable.Repeat("word", 40));
        Write("about_Thing.md", $"# about_Thing\n\n## SHORT DESCRIPTION\n\nA thing.\n\n## MORE\n\n{words}\n\n| A | B |\n|---|---|\n| x | {words} |\n| long | |\n");

        Assert.Equal((0, ""), await RunAsync());

        string[] lines = File.ReadAllLines(Path.Combine(Output, "about_Thing.help.txt"));
        Assert.Equal(["TOPIC", "    about_Thing", "", "SHORT DESCRIPTION", "    A thing.", "", "MORE"], lines[..7]);
        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("    A     B", lines);
        Assert.Contains("    long", lines);
        Assert.Contains(lines, static line => line.StartsWith("    x     word", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("          word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_that_is_too_wide_for_a_topic_is_an_error()
    {
        Write("about_Thing.md", $"# about_Thing\n\n## SHORT DESCRIPTION\n\nA thing.\n\n```\n{new string('x', 73)}\n```\n");

        Assert.Contains("about_Thing.md(7): error HELP:", (await RunAsync()).Errors);
    }

    [Fact]
    public async Task Help_of_a_page_that_is_gone_goes_too()
    {
        Write("about_Thing.md", "# about_Thing\n\n## SHORT DESCRIPTION\n\nA thing.\n");
        await RunAsync();
        File.Move(Path.Combine(_folder.FullName, "about_Thing.md"), Path.Combine(_folder.FullName, "about_Other.md"));
        Write("about_Other.md", "# about_Other\n\n## SHORT DESCRIPTION\n\nAnother.\n");

        await RunAsync();

        Assert.Equal(["about_Other.help.txt"], Directory.GetFiles(Output).Select(Path.GetFileName));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Page(string syntax, string text, string include = "") => $"""
        ---
        external help file: Thing-Help.xml
        ---

        # Get-Thing

        ## SYNOPSIS

        Get a thing.

        ## SYNTAX

        ```
        {syntax}
        ```

        ## DESCRIPTION

        It gets things.

        ## EXAMPLES

        ### Example 1: A thing

        ```powershell
        Get-Thing x
        ```

        It is got.

        ## PARAMETERS

        ### -Name

        {text}

        {Facts}
        {include}

        ## INPUTS

        ### None

        ## OUTPUTS

        ### System.String

        ## NOTES

        ## RELATED LINKS

        [Set-Thing](Set-Thing.md)
        """;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private async Task<(int ExitCode, string Errors)> RunAsync()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [ShellProcess.Metadata("BuildHelp"), _folder.FullName, Output, "https://example.com/{0}.html"])
        {
            RedirectStandardError = true,
        })!;
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }
}
