using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using Xunit;

namespace BedrockPS.Unit.ShellTests;

public sealed class ShellProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-shell-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'out'", 1)]
    [InlineData("no-such-command", 1)]
    [InlineData("no-such-command; 1", 0)]
    [InlineData("1; no-such-command", 1)]
    [InlineData("dotnet no-such-verb 2>&1 | Out-Null; exit $LASTEXITCODE", 1)]
    [InlineData("if (", 1)]
    public void A_command_ends_with_the_code_pwsh_gives(string command, int exitCode)
    {
        Assert.Equal(exitCode, ShellProcess.Run("-NoProfile", "-Command", command).ExitCode);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'out'", 1)]
    [InlineData("no-such-command", 0)]
    [InlineData("if (", 1)]
    public void A_file_ends_with_the_code_pwsh_gives(string script, int exitCode)
    {
        Assert.Equal(exitCode, ShellProcess.Run("-File", Script(script)).ExitCode);
    }

    [Fact]
    public void A_file_gets_its_parameters()
    {
        string script = Script("""
            param([string] $Name, [switch] $Fast, [int] $Count = 1, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$Name $Fast $Count [$Rest]"
            """);
        Assert.Equal(["a b True 3 [x -y]"], ShellProcess.Run("-File", script, "-Name", "a b", "-Fast", "-Count:3", "x", "-y").Output);
        Assert.Equal(["first False 2 []"], ShellProcess.Run(script, "first", "-Fast:$false", "-Count", "2").Output);
    }

    [Fact]
    public void A_file_that_is_missing_is_said_so()
    {
        ShellOutcome outcome = ShellProcess.Run("-File", Path.Combine(_folder.FullName, "missing.ps1"));
        Assert.Equal(64, outcome.ExitCode);
        Assert.Contains("missing.ps1", Assert.Single(outcome.Error));
    }

    [Fact]
    public void Standard_input_is_a_script_for_a_dash()
    {
        ShellOutcome outcome = ShellProcess.Run("if ($true) {\n  'from input'\n}\nexit 3\n", ["-Command", "-"]);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Equal(["from input"], outcome.Output);
    }

    [Fact]
    public void Standard_input_is_input_where_the_command_asks_for_it()
    {
        Assert.Equal(["<a>", "<b>"], ShellProcess.Run("a\nb\n", ["-Command", "$input | ForEach-Object { \"<$_>\" }"]).Output);
    }

    [Fact]
    public void Lines_without_a_terminal_are_run_one_by_one()
    {
        ShellOutcome outcome = ShellProcess.Run("$x = 2\nif ($x) {\n  $x * 21\n}\nexit 5\n", []);
        Assert.Equal(["42"], outcome.Output);
        Assert.Equal(5, outcome.ExitCode);
    }

    [Fact]
    public void An_encoded_command_is_decoded()
    {
        string encoded = Convert.ToBase64String(Encoding.Unicode.GetBytes("\"it's\" + ' \"quoted\"'"));
        Assert.Equal(["it's \"quoted\""], ShellProcess.Run("-EncodedCommand", encoded).Output);
    }

    [Fact]
    public void Errors_go_to_standard_error_in_plain_text_with_what_to_do()
    {
        ShellOutcome outcome = ShellProcess.Run(
            "-Command", "'before'; Invoke-BRModel hello -Model amazon.nova-lite-v1:0 -ProfileName no-such-profile; 'after'");
        Assert.Equal("before", outcome.Output[0]);
        string error = string.Join('\n', outcome.Error);
        Assert.Contains("no-such-profile", error);
        Assert.Contains("Recommendation:", error);
        Assert.DoesNotContain('\e', error);
    }

    [Fact]
    public void Streams_are_labelled()
    {
        ShellOutcome outcome = ShellProcess.Run(
            "-Command", "& { [CmdletBinding()] param() $PSCmdlet.WriteWarning('w'); $PSCmdlet.WriteVerbose('v') } -Verbose");
        Assert.Equal(["WARNING: w", "VERBOSE: v"], outcome.Output);
    }

    [Fact]
    public void A_question_without_anybody_is_an_error()
    {
        ShellOutcome outcome = ShellProcess.Run("-NonInteractive", "-Command", "$Host.UI.PromptForCredential('c', 'm', '', '')");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("-NonInteractive", string.Join(' ', outcome.Error));
    }

    [Fact]
    public void Answers_may_come_from_standard_input()
    {
        const string Ask = """
            $yes, $no = '&Yes', '&No' | ForEach-Object { [System.Management.Automation.Host.ChoiceDescription]::new($_) }
            $choice = $Host.UI.PromptForChoice('Title', 'Sure?', @($yes, $no), 1)
            $secret = $Host.UI.ReadLineAsSecureString()
            "$choice $($secret.Length)"
            """;
        Assert.EndsWith("0 3", ShellProcess.Run("y\nabc\n", ["-Command", Ask]).Output[^1]);
    }

    [Fact]
    public void Ctrl_C_stops_the_pipeline_and_ends_the_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a signal cannot be sent to one process alone.");
        Assert.SkipWhen(ShellProcess.Ignores(2), "Whoever started the tests has the interrupt signal ignored.");
        using Process shell = ShellProcess.Start("-Command", "'running'; try { while ($true) { } } finally { $Host.UI.WriteLine('cleaned up') }; 'not reached'");
        Assert.Equal("running", shell.StandardOutput.ReadLine());
        using Process kill = Process.Start("kill", ["-INT", shell.Id.ToString(CultureInfo.InvariantCulture)]);
        Assert.Equal("cleaned up", shell.StandardOutput.ReadToEnd().Trim());
        shell.WaitForExit();
        Assert.Equal(130, shell.ExitCode);
    }

    [Fact]
    public void The_demonstration_shows_its_commands_and_succeeds()
    {
        ShellOutcome outcome = ShellProcess.Run("-Demo");
        Assert.True(outcome.ExitCode == 0, string.Join('\n', outcome.Error));
        Assert.Equal("PS> Stop-BRLocalEndpoint", outcome.Output[^1]);
        foreach (string command in new[] { "Get-BRModel", "Invoke-BRModel", "Get-BREmbedding", "Send-BRMessage", "Invoke-BRApi" })
        {
            Assert.Contains(outcome.Output, line => line.StartsWith("PS> ", StringComparison.Ordinal) && line.Contains(command));
        }
    }

    [Fact]
    public void An_open_runspace_does_not_keep_the_process()
    {
        ShellOutcome outcome = ShellProcess.Run(
            "-Command",
            "$pool = [runspacefactory]::CreateRunspacePool([initialsessionstate]::CreateDefault2()); $pool.Open(); "
            + "$ps = [powershell]::Create(); $ps.RunspacePool = $pool; $null = $ps.AddScript('1').Invoke(); 'done'");
        Assert.Equal(["done"], outcome.Output);
    }

    [Theory]
    [InlineData("-NoSuchSwitch")]
    [InlineData("-Command")]
    [InlineData("-EncodedCommand", "not base64")]
    public void A_wrong_command_line_is_refused(params string[] arguments)
    {
        ShellOutcome outcome = ShellProcess.Run(arguments);
        Assert.Equal(64, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.NotEmpty(outcome.Error);
    }

    [Fact]
    public void A_module_that_is_missing_is_said_so()
    {
        ShellOutcome outcome = ShellProcess.Run("-ModulePath", _folder.FullName, "-Command", "1");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(_folder.FullName, Assert.Single(outcome.Error));
    }

    private string Script(string text)
    {
        string path = Path.Combine(_folder.FullName, "script.ps1");
        File.WriteAllText(path, text);
        return path;
    }
}
