using System;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Tools;

public sealed class ToolRunTests : ToolSession
{
    /// <summary>What a tool with this body gives for an input, as it goes to the model.</summary>
    private JsonNode Run(string script, string input = "{}")
    {
        Shell.Run($"function Get-It {{ {script} }}");
        return Output(Call("{{call Get-It " + input + "}}", "-Tool Get-It"));
    }

    [Fact]
    public void Every_call_is_listed_with_what_came_of_it()
    {
        ModelResponse response = Ask("""{{call Get-Thing {"Name":"a","Count":2,"Loud":true}}}{{then}}{{call Get-Thing {"Name":"b"}}}""", "-Tool Get-Thing");
        Assert.Equal([1, 2], response.ToolCalls.Select(static call => call.Round));
        ToolCall first = response.ToolCalls[0];
        Assert.Equal("""{"output":{"Name":"a","Count":2,"Loud":true}}""", first.Output);
        Assert.Equal("""{"Name":"a","Count":2,"Loud":true}""", first.InputJson);
        Assert.Equal(2, ((PSObject)first.Input!).Properties["Count"].Value);
        Assert.False(first.IsError);
        Assert.True(first.Duration > TimeSpan.Zero);
        Assert.NotEmpty(first.Id);
        Assert.Equal("end_turn", response.StopReason);
        Assert.Equal(3, Endpoint.GetRequest().Count);
    }

    [Fact]
    public void Usage_is_the_sum_of_all_rounds()
    {
        ModelResponse once = Ask("hi", "-Tool Get-Thing");
        ModelResponse twice = Ask("""{{call Get-Thing {"Name":"a"}}}""", "-Tool Get-Thing");
        Assert.True(twice.Usage.InputTokens > 2 * once.Usage.InputTokens);
        Assert.Equal(twice.Usage.TotalTokens, twice.Usage.InputTokens + twice.Usage.OutputTokens);
    }

    [Fact]
    public void A_tool_runs_in_the_callers_session()
    {
        Shell.Run("$shelf = 'third'; function Get-It { param([string] $Name) $global:seen = $Name; $shelf }");
        ToolCall call = Call("""{{call Get-It {"Name":"$(1+1); `$x"}}}""", "-Tool Get-It");
        Assert.Equal("third", Output(call)["output"]!.GetValue<string>());
        Assert.Equal("$(1+1); `$x", Shell.One<string>("$global:seen"));
    }

    [Theory]
    [InlineData("[int] $P", "3", "System.Int32 3")]
    [InlineData("[int] $P", "\"3\"", "System.Int32 3")]
    [InlineData("[long] $P", "5000000000", "System.Int64 5000000000")]
    [InlineData("[double] $P", "1.5", "System.Double 1.5")]
    [InlineData("[string] $P", "3", "System.String 3")]
    [InlineData("[datetime] $P", "\"2025-01-31\"", "System.DateTime 01/31/2025 00:00:00")]
    [InlineData("[System.DayOfWeek] $P", "\"friday\"", "System.DayOfWeek Friday")]
    [InlineData("[System.IO.FileAccess] $P", "[\"Read\",\"Write\"]", "System.IO.FileAccess ReadWrite")]
    [InlineData("[string[]] $P", "[\"a\",\"b\"]", "System.String[] a b")]
    [InlineData("[string[]] $P", "\"a\"", "System.String[] a")]
    [InlineData("[byte[]] $P", "\"AQI=\"", "System.Byte[] 1 2")]
    [InlineData("[switch] $P", "false", "System.Management.Automation.SwitchParameter False")]
    [InlineData("[bool] $P", "true", "System.Boolean True")]
    [InlineData("[ipaddress] $P", "\"10.0.0.1\"", "System.Net.IPAddress 10.0.0.1")]
    [InlineData("[Nullable[int]] $P", "null", "null")]
    [InlineData("$P", "[1,\"x\",true]", "System.Object[] 1 x True")]
    public void Values_become_what_the_parameter_takes(string parameter, string value, string expected)
    {
        JsonNode output = Run($"param({parameter}) if ($null -eq $P) {{ 'null' }} else {{ \"$($P.GetType()) $P\".Replace('switch ', 'System.Management.Automation.SwitchParameter ') }}", "{\"P\":" + value + "}");
        string text = output["output"]!.GetValue<string>();
        Assert.Equal(expected.Split(' ')[^1], text.Split(' ')[^1]);
        Assert.Equal(expected.Split(' ').Length, text.Split(' ').Length);
    }

    [Fact]
    public void An_object_becomes_a_hashtable_where_one_is_taken()
    {
        Assert.Equal("1 2", Run("param([hashtable] $P) \"$($P.a) $($P.B.c)\"", """{"P":{"A":1,"b":{"c":2}}}""")["output"]!.GetValue<string>());
        Assert.Equal("1", Run("param($P) \"$($P.a)\"", """{"P":{"a":1}}""")["output"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"Nme":"a"}""", "There is no parameter 'Nme'")]
    [InlineData("""{"Name":"a","Verbose":true}""", "There is no parameter 'Verbose'")]
    [InlineData("""{"Name":"a","OutVariable":"x"}""", "There is no parameter 'OutVariable'")]
    [InlineData("{}", "These parameters are missing: Name")]
    [InlineData("""{"Count":2}""", "These parameters are missing: Name")]
    public void An_input_that_does_not_fit_is_refused_with_a_reason(string input, string reason)
    {
        ToolCall call = Call("{{call Get-Thing " + input + "}}", "-Tool Get-Thing");
        Assert.Equal((ToolDecision.Refused, true), (call.Decision, call.IsError));
        Assert.StartsWith(reason, Output(call)["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"Name":"a","Count":"many"}""")]
    [InlineData("""{"Name":"a","Count":[1,2]}""")]
    public void What_the_binder_refuses_is_an_error_result(string input)
    {
        ToolCall call = Call("{{call Get-Thing " + input + "}}", "-Tool Get-Thing");
        Assert.True(call.IsError);
        Assert.Contains("Count", Output(call)["errors"]![0]!.GetValue<string>());
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_validate_attribute_is_enforced()
    {
        Shell.Run("function Get-It { param([ValidateRange(1, 3)] [int] $P) $P }");
        ToolCall call = Call("""{{call Get-It {"P":9}}}""", "-Tool Get-It");
        Assert.True(call.IsError);
        Assert.Contains("9", call.Output);
    }

    [Fact]
    public void A_tool_that_is_not_there_is_an_error_result()
    {
        ToolCall call = Call("{{call Get-Moon {}}}", "-Tool Get-Thing");
        Assert.Equal((ToolDecision.Refused, true), (call.Decision, call.IsError));
        Assert.Contains("Get-Thing", call.Output);
    }

    [Fact]
    public void A_terminating_error_is_an_error_result()
    {
        Shell.Run("function Get-It { 'before'; throw 'out of paper' }");
        ToolCall call = Call("{{call Get-It {}}}", "-Tool Get-It");
        Assert.True(call.IsError);
        Assert.Equal("""{"output":"before","errors":["out of paper"]}""", call.Output);
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void Errors_and_warnings_go_to_the_model_beside_the_output()
    {
        Shell.Run("function Get-It { [CmdletBinding()] param() $PSCmdlet.WriteWarning('low ink'); $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('page 2'), 'x', 'NotSpecified', $null)); 'page 1' }");
        ToolCall call = Call("{{call Get-It {}}}", "-Tool Get-It");
        Assert.False(call.IsError);
        Assert.Equal("""{"output":"page 1","errors":["page 2"],"warnings":["low ink"]}""", call.Output);
    }

    [Fact]
    public void Several_objects_are_a_list_and_none_is_null()
    {
        Assert.Equal("""{"output":[1,"two",null]}""", Run("1; 'two'; $null").ToJsonString());
        Assert.Equal("""{"output":null}""", Run("").ToJsonString());
    }

    [Fact]
    public void Living_objects_are_shown_as_powershell_shows_them_and_no_deeper()
    {
        JsonNode output = Run("[System.IO.DirectoryInfo]::new([System.IO.Path]::GetTempPath())")["output"]!;
        Assert.NotNull(output["FullName"]);
        Assert.True(output.ToJsonString().Length < 3000, output.ToJsonString());
    }

    [Fact]
    public void Output_is_cut_at_an_object_and_says_so()
    {
        Shell.Run("function Get-It { 1..5000 | ForEach-Object { [pscustomobject] @{ Number = $_; Text = 'x' * 100 } } }");
        ToolCall call = Call("{{call Get-It {}}}", "-Tool Get-It");
        Assert.InRange(call.Output!.Length, 10_000, 66_000);
        JsonNode output = Output(call);
        int kept = output["output"]!.AsArray().Count;
        Assert.Contains($"{5000 - kept} more objects", output["cut"]!.GetValue<string>());
    }

    [Fact]
    public void One_long_text_is_cut_within()
    {
        JsonNode output = Run("'y' * 1000000");
        Assert.InRange(output["output"]!.GetValue<string>().Length, 5_000, 65_000);
        Assert.NotNull(output["cut"]);
    }

    [Fact]
    public void A_model_that_does_not_end_is_an_error_that_has_what_was_done()
    {
        Shell.Run("Invoke-BRModel $prompt -Tool Get-Thing -MaxToolRound 3", ("prompt", """{{call Get-Thing {"Name":"a"}}}{{loop}}"""));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("ToolRoundLimit", error.FullyQualifiedErrorId.Split(',')[0]);
        BedrockException exception = (BedrockException)error.Exception;
        Assert.Equal(3, exception.Response!.ToolCalls.Length);
        Assert.True(exception.Response.Usage.InputTokens > 0);
        Assert.Equal(4, Endpoint.GetRequest().Count);
    }

    [Fact]
    public void Ten_rounds_are_the_limit_when_none_is_given()
    {
        Shell.Run("Invoke-BRModel $prompt -Tool Get-Thing", ("prompt", """{{call Get-Thing {"Name":"a"}}}{{loop}}"""));
        Assert.Equal(10, ((BedrockException)Assert.Single(Shell.Errors).Exception).Response!.ToolCalls.Length);
    }

    [Fact]
    public void A_failure_between_rounds_has_what_was_done_and_spares_the_next_input()
    {
        Shell.Run("function Get-Fault { $ep.SetFault('denied:1'); 'set' }", ("ep", Endpoint));
        var answers = Shell.Run("'{{call Get-Fault {}}}', 'hi' | Invoke-BRModel -Tool Get-Fault");
        Assert.Equal("hi", ((ModelResponse)Assert.Single(answers).BaseObject).InputObject);
        BedrockException exception = (BedrockException)Assert.Single(Shell.Errors).Exception;
        Assert.Equal(("AccessDenied", 1), (exception.Code, exception.Response!.ToolCalls.Length));
    }

    [Fact]
    public async Task Stopping_stops_the_tool()
    {
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Shell.Run("function Get-It { $running.TrySetResult(); while ($true) { [System.Threading.Thread]::Sleep(5) } }", ("running", running));
        Task stopped = Shell.StopAfterAsync("Invoke-BRModel '{{call Get-It {}}}' -Tool Get-It; $global:after = 1", running.Task);
        await stopped.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Null(Shell.Run("$global:after").SingleOrDefault());
        Assert.Single(Endpoint.GetRequest());
    }

    [Fact]
    public void What_goes_in_and_out_stays_out_of_verbose_lines()
    {
        Shell.Run("Invoke-BRModel $prompt -Tool Get-Thing -Verbose", ("prompt", """{{call Get-Thing {"Name":"hunter2"}}}"""));
        Assert.Contains(Shell.Verbose, static line => line.StartsWith("Tool Get-Thing: Allowed", StringComparison.Ordinal));
        Assert.DoesNotContain(Shell.Verbose, static line => line.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tool_may_itself_ask_a_model()
    {
        Shell.Run("function Get-It { (Invoke-BRModel 'inner question').Text }");
        Assert.Contains("inner question", Call("{{call Get-It {}}}", "-Tool Get-It").Output);
    }

    [Fact]
    public void Parallel_inputs_run_their_tools_one_after_the_other_on_the_pipelines_thread()
    {
        Shell.Run("""
            $global:threads = [System.Collections.Generic.HashSet[int]]::new()
            $global:inside = 0; $global:most = 0
            function Get-It {
                param([string] $Name)
                $global:inside++; $global:most = [Math]::Max($global:most, $global:inside)
                $null = $global:threads.Add([Environment]::CurrentManagedThreadId)
                $global:inside--; $Name
            }
            $global:answers = 1..12 | ForEach-Object { '{{call Get-It {"Name":"n' + $_ + '"}}}' } | Invoke-BRModel -Tool Get-It -ThrottleLimit 6
            """);
        Assert.Empty(Shell.Errors);
        Assert.Equal(Enumerable.Range(1, 12).Select(static n => $$"""{"output":"n{{n}}"}"""), Shell.Run("$global:answers.ToolCalls.Output").Select(static item => item.ToString()));
        Assert.Equal("1 1", Shell.One<string>("\"$($global:threads.Count) $global:most\""));
    }

    [Fact]
    public void Redacted_secrets_reach_the_tool_and_not_the_wire()
    {
        Shell.Run("function Get-It { param([string] $P) $global:got = $P; \"got $P\" }");
        Shell.Run("""$global:answer = Invoke-BRModel $prompt -Tool Get-It -RedactPattern 'secret\d+' -Redact""", ("prompt", """{{call Get-It {"P":"secret42"}}}"""));
        Assert.Empty(Shell.Errors);
        Assert.Equal("secret42", Shell.One<string>("$global:got"));
        Assert.All(Endpoint.GetRequest(), static request => Assert.DoesNotContain("secret42", request.Body ?? "", StringComparison.Ordinal));
        Assert.Contains("secret42", Shell.One<string>("$global:answer.ToolCalls[0].Output"));
    }

    [Fact]
    public void An_object_is_asked_for_after_its_tools_have_run()
    {
        Shell.Run("$global:answer = Invoke-BRModel $prompt -Model us.anthropic.claude-sonnet-4-5-20250929-v1:0 -Tool Get-Thing -As @{ Name = 'string' } -FullResponse", ("prompt", """{{call Get-Thing {"Name":"a"}}}"""));
        Assert.Empty(Shell.Errors);
        Assert.Equal(1, Shell.One<int>("$global:answer.ToolCalls.Count"));
        Assert.NotNull(Shell.One<string>("$global:answer.Value.Name"));
    }

    [Fact]
    public void A_spoilt_call_is_an_error_result_and_goes_back_as_an_object()
    {
        Endpoint.SetFault("badjson:1");
        Shell.Run("$global:answer = Invoke-BRModel $prompt -Tool Get-Thing", ("prompt", """{{call Get-Thing {"Name":"a"}}}"""));
        Assert.Empty(Shell.Errors);
    }
}
