using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Tools;

public sealed class McpTests : ToolSession, IDisposable
{
    private readonly string _processes = Path.GetTempFileName();

    private string Server(string mode, string more = "") =>
        $"-McpServer @{{ Command = 'dotnet'; Argument = '{ShellProcess.Metadata("McpServer")}', '{mode}', '{_processes}'{more} }}";

    private string Line(string mode) => $"-McpServer 'dotnet \"{ShellProcess.Metadata("McpServer")}\" {mode} \"{_processes}\"'";

    private int[] Started => [.. File.ReadAllLines(_processes).Select(int.Parse)];

    private void AssertNoneIsLeft() => Assert.All(Started, static id =>
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(10)), $"Process {id} is still running.");
        }
        catch (ArgumentException)
        {
            // Gone, as it should be.
        }
    });

    [Fact]
    public void A_servers_tools_are_called_and_it_ends_with_the_pipeline()
    {
        Shell.Run("$global:all = '{{call add {\"a\":2,\"b\":3}}}', '{{call add {\"a\":4,\"b\":5}}}' | Invoke-BRModel " + Line("serve"));
        Assert.Empty(Shell.Errors);
        ToolCall[] calls = [.. Shell.Run("$global:all.ToolCalls").Select(static item => (ToolCall)item.BaseObject)];
        Assert.Equal(["5", "9"], calls.Select(static call => call.Output));
        Assert.All(calls, static call => Assert.Equal(ToolDecision.Allowed, call.Decision));
        Assert.Contains("Adds two numbers.", Endpoint.GetRequest()[0].Body);
        Assert.Single(Started);
        AssertNoneIsLeft();
    }

    [Fact]
    public void A_servers_last_words_do_no_harm()
    {
        Shell.Run("$global:answer = Invoke-BRModel '{{call add {\"a\":2,\"b\":3}}}' -Verbose " + Server("serve"));
        Assert.Empty(Shell.Errors);
        Assert.Equal("5", Shell.One<string>("$global:answer.ToolCalls[0].Output"));
    }

    [Fact]
    public void Tools_that_are_not_read_only_need_approval()
    {
        Assert.Equal(ToolDecision.Refused, Call("""{{call write_note {"text":"x"}}}""", Server("serve")).Decision);
        ToolCall call = Call("""{{call write_note {"text":"x"}}}""", Server("serve") + " -ToolApproval All");
        Assert.Equal("written: x", call.Output);
    }

    [Fact]
    public void A_tool_that_fails_is_an_error_result_and_so_is_a_wrong_input()
    {
        ModelResponse response = Ask("""{{call fail {}}}{{call add {"a":"x"}}}""", Server("serve"));
        Assert.All(response.ToolCalls, static call => Assert.True(call.IsError));
        Assert.Contains("the disk is full", response.ToolCalls[0].Output);
        Assert.Equal("end_turn", response.StopReason);
    }

    [Fact]
    public void Much_output_is_cut()
    {
        Assert.InRange(Call("{{call long_text {}}}", Server("serve")).Output!.Length, 60_000, 66_000);
    }

    [Fact]
    public void The_sessions_environment_stays_here_but_for_what_is_named()
    {
        Shell.Run("$env:BRTEST_SECRET = 'abc'");
        Assert.Equal("(none)", Call("""{{call environment {"name":"BRTEST_SECRET"}}}""", Server("serve")).Output);
        Assert.Equal("def", Call("""{{call environment {"name":"BRTEST_SECRET"}}}""", Server("serve", "; Environment = @{ BRTEST_SECRET = 'def' }")).Output);
        Shell.Run("$env:BRTEST_SECRET = $null");
    }

    [Fact]
    public void A_name_that_is_taken_gets_the_servers_before_it()
    {
        Shell.Run("function add { param($a, $b) 'mine' }");
        ModelResponse response = Ask("""{{call add {"a":1,"b":2}}}{{call test-server_add {"a":1,"b":2}}}""", "-Tool @{ Command = 'add'; ReadOnly = $true } " + Server("serve"));
        Assert.Equal(["{\"output\":\"mine\"}", "3"], response.ToolCalls.Select(static call => call.Output));
    }

    [Fact]
    public void A_server_that_ends_at_once_is_one_error_with_its_last_words()
    {
        ErrorRecord error = Shell.Fails("'a', 'b' | Invoke-BRModel " + Server("refuse"));
        Assert.Equal("McpUnreachable", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("exit code 3", error.Exception.Message);
        Assert.Contains("the licence has run out", error.Exception.Message);
        Assert.DoesNotContain(Endpoint.GetRequest(), static request => request.Operation == "Converse");
    }

    [Fact]
    public void A_server_that_is_not_there_is_one_error()
    {
        ErrorRecord error = Shell.Fails("Invoke-BRModel hi -McpServer no-such-program-here");
        Assert.Equal("McpUnreachable", error.FullyQualifiedErrorId.Split(',')[0]);
        ErrorRecord url = Shell.Fails("Invoke-BRModel hi -McpServer http://127.0.0.1:9/mcp");
        Assert.Equal("McpUnreachable", url.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void A_server_that_does_not_answer_is_one_error_and_is_ended()
    {
        Shell.Run("Invoke-BRModel hi " + Server("silent", "; TimeoutSec = 2"));
        Assert.Equal("McpTimeout", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        AssertNoneIsLeft();
    }

    [Fact]
    public void A_server_that_crashes_is_an_error_of_its_input_and_is_started_anew()
    {
        Shell.Run("$global:all = '{{call crash {}}}', '{{call add {\"a\":4,\"b\":5}}}' | Invoke-BRModel " + Server("serve"));
        Assert.Equal("McpEnded", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("9", Assert.Single(Shell.Run("$global:all.ToolCalls.Output")).ToString());
        Assert.Equal(2, Started.Length);
        AssertNoneIsLeft();
    }

    [Fact]
    public void A_call_that_hangs_is_an_error_of_its_input()
    {
        Shell.Run("Invoke-BRModel '{{call hang {}}}' " + Server("serve", "; TimeoutSec = 8"));
        Assert.Equal("McpTimeout", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        AssertNoneIsLeft();
    }

    [Fact]
    public async Task Stopping_ends_the_server()
    {
        using FileSystemWatcher watcher = new(Path.GetDirectoryName(_processes)!, Path.GetFileName(_processes));
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Changed += (_, _) => started.TrySetResult();
        watcher.EnableRaisingEvents = true;
        await Shell.StopAfterAsync("Invoke-BRModel '{{call hang {}}}' " + Server("serve"), started.Task);
        AssertNoneIsLeft();
    }

    [Fact]
    public void A_url_is_called_with_its_headers_and_they_are_told_to_nobody()
    {
        using McpHttpServer server = new();
        Shell.Run("$token = [securestring]::new(); 'Bearer token-1'.ToCharArray() | ForEach-Object { $token.AppendChar($_) }");
        Shell.Run(
            "$global:answer = Invoke-BRModel '{{call shout {\"word\":\"hey\"}}}' -Verbose -McpServer @{ Url = $url; Header = @{ Authorization = $token } }",
            ("url", server.Url));
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        Assert.DoesNotContain(Shell.Verbose, static line => line.Contains("token-1", StringComparison.Ordinal));
        Assert.Equal("HEY", Shell.One<string>("$global:answer.ToolCalls[0].Output"));
        ErrorRecord refused = Shell.Fails("Invoke-BRModel hi -McpServer @{ Url = $url; Header = @{ Authorization = 'Bearer token-2' } }", ("url", server.Url));
        Assert.Equal("McpUnreachable", refused.FullyQualifiedErrorId.Split(',')[0]);
        Assert.DoesNotContain("token-2", refused.Exception.ToString());
    }

    [Fact]
    public void Copies_of_the_framework_lie_in_the_protocols_folder_alone()
    {
        string core = Path.Combine(ShellProcess.Metadata("StagedModule"), "bin", "Core");
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Assert.DoesNotContain(Directory.GetFiles(core, "*.dll"), file => File.Exists(Path.Combine(framework, Path.GetFileName(file))));
        Assert.True(File.Exists(Path.Combine(core, "Mcp", "ModelContextProtocol.Core.dll")));
    }

    [Theory]
    [InlineData("''")]
    [InlineData("'a \"b'")]
    [InlineData("@{ Command = 'a'; Url = 'http://x' }")]
    [InlineData("@{ Name = 'a' }")]
    [InlineData("@{ Url = 'ftp://x' }")]
    [InlineData("@{ Command = 'a'; Args = 'b' }")]
    [InlineData("@{ Command = 'a'; TimeoutSec = 0 }")]
    [InlineData("@{ Command = 'a'; Environment = 'b' }")]
    [InlineData("@{ Url = 'http://example.com/'; Header = @{ Authorization = 'x' } }")]
    [InlineData("5")]
    public void What_is_no_server_is_an_error_before_anything_is_sent(string server)
    {
        ErrorRecord error = Shell.Fails("Invoke-BRModel hi -McpServer " + server);
        Assert.Contains(error.FullyQualifiedErrorId.Split(',')[0], new[] { "McpServerInvalid", "ParameterArgumentValidationError" });
        Assert.DoesNotContain(Endpoint.GetRequest(), static request => request.Operation == "Converse");
    }

    [Fact]
    public void The_staged_module_speaks_it_from_a_context_of_its_own()
    {
        string script = """
            $null = Start-BRLocalEndpoint
            $answer = Invoke-BRModel '{{call add {"a":2,"b":3}}}' -Model amazon.nova-lite-v1:0 <server>
            "result: $($answer.ToolCalls[0].Output)"
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -like 'ModelContextProtocol*' } |
                ForEach-Object { "context: $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
            """;
        ShellOutcome outcome = ShellProcess.Run("-NonInteractive", "-Command", script.Replace("<server>", Line("serve"), StringComparison.Ordinal));
        Assert.True(outcome.ExitCode == 0, string.Join('\n', outcome.Error));
        Assert.Contains("result: 5", outcome.Output);
        Assert.Contains("context: BedrockPS.Mcp", outcome.Output);
    }

    void IDisposable.Dispose()
    {
        File.Delete(_processes);
        Dispose();
    }
}
