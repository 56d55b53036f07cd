using System.Linq;
using Xunit;

namespace BedrockPS.Unit.Tools;

/// <summary>With somebody to ask.</summary>
public sealed class ToolApprovalTests : ToolSession
{
    private readonly AnsweringHost _host;

    public ToolApprovalTests()
        : this(new AnsweringHost())
    {
    }

    private ToolApprovalTests(AnsweringHost host)
        : base(host) => _host = host;

    [Theory]
    [InlineData("")]
    [InlineData("-ToolApproval Ask")]
    [InlineData("-ToolApproval ReadOnly")]
    [InlineData("-ToolApproval All")]
    public void A_tool_that_changes_nothing_runs_without_a_question(string approval)
    {
        ToolCall call = Call("""{{call Get-Thing {"Name":"a"}}}""", "-Tool Get-Thing " + approval);
        Assert.Equal(ToolDecision.Allowed, call.Decision);
        Assert.Empty(_host.Questions);
    }

    [Theory]
    [InlineData("Set-Thing", "set a")]
    [InlineData("Clear-Thing", "cleared a")]
    [InlineData("Remove-Thing", "removed a")]
    public void Any_other_asks_once_and_shows_the_call(string name, string output)
    {
        _host.Answers.Enqueue("Yes");
        ToolCall call = Call("{{call " + name + """ {"Name":"a"}}}""", "-Tool " + name);
        Assert.Equal((ToolDecision.Approved, output), (call.Decision, Output(call)["output"]!.GetValue<string>()));
        Assert.Contains($"{name} -Name 'a'", Assert.Single(_host.Questions));
        Assert.Equal("No", _host.Default);
        Assert.Equal(["a"], Changed);
    }

    [Fact]
    public void No_is_told_to_the_model()
    {
        _host.Answers.Enqueue("No");
        ModelResponse response = Ask("""{{call Set-Thing {"Name":"a"}}}""", "-Tool Set-Thing");
        ToolCall call = Assert.Single(response.ToolCalls);
        Assert.Equal((ToolDecision.Denied, true), (call.Decision, call.IsError));
        Assert.Contains("Denied", call.Output);
        Assert.Equal("error", Sent()["messages"]![2]!["content"]![0]!["toolResult"]!["status"]!.GetValue<string>());
        Assert.Equal("end_turn", response.StopReason);
        Assert.Empty(Changed);
    }

    [Fact]
    public void Yes_to_all_and_no_to_all_hold_for_the_pipeline()
    {
        const string Script = """'{{call Set-Thing {"Name":"a"}}}', '{{call Set-Thing {"Name":"b"}}}{{call Clear-Thing {"Name":"c"}}}' | Invoke-BRModel -Tool Set-Thing, Clear-Thing""";
        _host.Answers.Enqueue("Yes to All");
        Shell.Run(Script);
        Assert.Equal(["a", "b", "c"], Changed);
        _host.Answers.Enqueue("No to All");
        Shell.Run(Script);
        Assert.Equal(["a", "b", "c"], Changed);
        Assert.Equal(2, _host.Questions.Count);
    }

    [Fact]
    public void Read_only_refuses_without_a_question()
    {
        ToolCall call = Call("""{{call Set-Thing {"Name":"a"}}}""", "-Tool Set-Thing -ToolApproval ReadOnly");
        Assert.Equal(ToolDecision.Refused, call.Decision);
        Assert.Empty(_host.Questions);
        Assert.Empty(Changed);
    }

    [Fact]
    public void All_runs_even_what_asks_by_itself()
    {
        ToolCall call = Call("""{{call Remove-Thing {"Name":"a"}}}""", "-Tool Remove-Thing -ToolApproval All");
        Assert.Equal(ToolDecision.Allowed, call.Decision);
        Assert.Empty(_host.Questions);
        Assert.Equal(["a"], Changed);
    }

    [Fact]
    public void None_returns_the_calls()
    {
        ModelResponse response = Ask("""{{call Get-Thing {"Name":"a"}}}{{call Set-Thing {"Name":"b"}}}""", "-Tool Get-Thing, Set-Thing -ToolApproval None");
        Assert.Equal("tool_use", response.StopReason);
        Assert.All(response.ToolCalls, static call => Assert.Equal(ToolDecision.Returned, call.Decision));
        Assert.Equal(["Get-Thing", "Set-Thing"], response.ToolCalls.Select(static call => call.Name));
        Assert.Empty(Changed);
    }

    [Theory]
    [InlineData("@{ Name = 'Get-It'; ScriptBlock = { 1 } }", false)]
    [InlineData("@{ Name = 'it'; ScriptBlock = { 1 } }", true)]
    [InlineData("@{ Name = 'it'; ScriptBlock = { 1 }; ReadOnly = $true }", false)]
    [InlineData("@{ Name = 'Get-It'; ScriptBlock = { 1 }; ReadOnly = $false }", true)]
    [InlineData("@{ Name = 'Get-It'; ScriptBlock = { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')] param() 1 } }", true)]
    [InlineData("@{ Name = 'Get-It'; ScriptBlock = { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Low')] param() 1 } }", false)]
    [InlineData("@{ Name = 'Read-It'; ScriptBlock = { 1 } }", true)]
    [InlineData("@{ Name = 'Get-It'; Command = 'Clear-Thing' }", true)]
    public void The_name_and_the_commands_own_word_decide(string tool, bool asks)
    {
        _host.Answers.Enqueue("Yes");
        Call("hi", $"-Tool {tool} -ToolChoice any");
        Assert.Equal(asks ? 1 : 0, _host.Questions.Count);
    }

    [Fact]
    public void Text_that_would_cheat_the_eye_is_shown_as_an_escape()
    {
        _host.Answers.Enqueue("No");
        Call("""{{call Set-Thing {"Name":"a\u001b[2Jb\u202ec\nd'e"}}}""", "-Tool Set-Thing");
        Assert.Contains("Set-Thing -Name \"a`u{1b}[2Jb`u{202e}c`nd'e\"", Assert.Single(_host.Questions));
    }

    [Fact]
    public void A_quote_in_a_value_cannot_end_it()
    {
        _host.Answers.Enqueue("No");
        Call("""{{call Set-Thing {"Name":"a'; Remove-Everything '"}}}""", "-Tool Set-Thing");
        Assert.Contains("-Name 'a''; Remove-Everything '''", Assert.Single(_host.Questions));
    }

    [Fact]
    public void WhatIf_rehearses()
    {
        ModelResponse response = Ask(
            """{{call Get-Thing {"Name":"a"}}}{{call Set-Thing {"Name":"b"}}}{{call Clear-Thing {"Name":"c"}}}""",
            "-Tool Get-Thing, Set-Thing, Clear-Thing -ToolApproval All -WhatIf");
        Assert.Equal([ToolDecision.Allowed, ToolDecision.WhatIf, ToolDecision.WhatIf], response.ToolCalls.Select(static call => call.Decision));
        Assert.Equal([false, false, true], response.ToolCalls.Select(static call => call.IsError));
        Assert.Contains(_host.Screen, static line => line.Contains("Set-Thing", System.StringComparison.Ordinal) && line.Contains('b'));
        Assert.Contains("nothing was changed", response.ToolCalls[1].Output);
        Assert.Empty(Changed);
        Assert.Empty(_host.Questions);
    }

    [Fact]
    public void The_preference_rehearses_too_and_without_tools_nothing_is_sent()
    {
        Shell.Run("$WhatIfPreference = $true");
        Assert.Equal(ToolDecision.WhatIf, Call("""{{call Set-Thing {"Name":"b"}}}""", "-Tool Set-Thing -ToolApproval All").Decision);
        int sent = Endpoint.GetRequest().Count;
        Assert.Empty(Shell.Run("Invoke-BRModel hi"));
        Assert.Empty(Shell.Run("Invoke-BRModel hi -Tool Get-Thing -ToolChoice none"));
        Assert.Equal(sent, Endpoint.GetRequest().Count);
        Shell.Run("$WhatIfPreference = $false");
    }
}
