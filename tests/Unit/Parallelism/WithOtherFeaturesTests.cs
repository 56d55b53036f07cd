using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Parallelism;

/// <summary>What wraps a call wraps each of many.</summary>
public sealed class WithOtherFeaturesTests : EndpointSession
{
    [Fact]
    public void Classes_of_the_session_are_made_on_its_thread_while_other_calls_run()
    {
        // A class written in PowerShell runs in its own runspace alone: on another thread it would wait for ever.
        List<PSObject> output = Shell.Run(
            "class Fact { [string] $Name; [int] $Size; Fact() { $script:made++ } } $script:made = 0; "
            + $"$facts = 1..30 | ForEach-Object {{ \"fact $_\" }} | Invoke-BRModel -Model {Nova} -As ([Fact]) -ThrottleLimit 8 -TimeoutSec 60; "
            + "$facts.Count; $script:made -ge 30; $facts[0].GetType().Name");
        Assert.Empty(Shell.Errors);
        Assert.Equal([30, true, "Fact"], output.Select(static item => item.BaseObject));
    }

    [Fact]
    public void Objects_come_in_the_order_of_their_inputs()
    {
        Endpoint.SetFault("slow:5ms");
        List<PSObject> output = Shell.Run(
            $"1..30 | ForEach-Object {{ \"prompt $_\" }} | Invoke-BRModel -Model {Nova} -As @{{ Name = 'string' }} -FullResponse -ThrottleLimit 8");
        Assert.Equal(Enumerable.Range(1, 30).Select(static i => $"prompt {i}"), output.Select(static item => ((ModelResponse)item.BaseObject).InputObject));
        Assert.All(output, static item => Assert.NotNull(((ModelResponse)item.BaseObject).Value));
    }

    [Fact]
    public void A_warning_about_one_answer_does_not_disturb_the_others()
    {
        List<PSObject> output = Shell.Run(
            $"1..20 | ForEach-Object {{ \"{{{{words 50}}}} $_\" }} | Invoke-BRModel -Model {Nova} -MaxTokens 5 -ThrottleLimit 8");
        Assert.Equal(20, output.Count);
        Assert.NotEmpty(Shell.Warnings);
    }

    [Fact]
    public void Tools_run_one_after_the_other_in_the_callers_session_while_other_calls_run()
    {
        Endpoint.SetFault("slow:5ms");
        List<PSObject> output = Shell.Run(
            "$script:inside = 0; $script:most = 0; $script:runs = 0; "
            + "function Get-Shelf { param([int] $Item) $script:inside++; $script:runs++; if ($script:inside -gt $script:most) { $script:most = $script:inside }; "
            + "\"shelf $Item\"; $script:inside-- }; "
            + "$answers = 1..20 | ForEach-Object { \"{{call Get-Shelf {`\"Item`\":$_}}}\" } | "
            + $"Invoke-BRModel -Model {Nova} -Tool Get-Shelf -ThrottleLimit 8 -TimeoutSec 60; "
            + "$answers | ForEach-Object { $_.ToolCalls[0].Output }; $script:most; $script:runs");
        Assert.Empty(Shell.Errors);
        string[] told = [.. output.Select(static item => item.ToString())];
        Assert.Equal(22, told.Length);
        Assert.Equal(["1", "20"], told[20..]);
        Assert.All(Enumerable.Range(1, 20), i => Assert.Contains($"shelf {i}", told[i - 1], System.StringComparison.Ordinal));
    }

    [Fact]
    public void A_streamed_answer_counts_against_a_rate_too()
    {
        Shell.Run($"$null = 'a', 'b' | Invoke-BRModel -Model {Nova} -Stream -MaxTokens 60 -TokensPerMinute 100000 -RequestsPerMinute 1000");
        Assert.Empty(Shell.Errors);
        Shell.Run($"Invoke-BRModel 'c' -Model {Nova} -Stream -MaxTokens 60 -TokensPerMinute 50");
        Assert.StartsWith("RequestAboveRate,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
        Assert.Equal(2, Endpoint.GetRequest().Count);
    }

    [Fact]
    public void Answers_of_the_cache_need_no_turn_at_the_gate()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory().FullName;
        try
        {
            string script = $"1..20 | ForEach-Object {{ \"prompt $_\" }} | Invoke-BRModel -Model {Nova} -CacheFor 1h -CachePath $folder -ThrottleLimit 8";
            string[] first = [.. Shell.Run(script, ("folder", folder)).Select(static item => item.ToString())];
            Endpoint.ClearRequest();
            Assert.Equal(first, Shell.Run(script + " -RequestsPerMinute 1", ("folder", folder)).Select(static item => item.ToString()));
            Assert.Empty(Endpoint.GetRequest());
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }
}
