using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Tools;

/// <summary>With nobody to ask, as in a runbook.</summary>
public sealed class ToolWithoutHostTests : ToolSession
{
    [Fact]
    public void A_call_that_needs_approval_is_refused_and_the_model_is_told()
    {
        ModelResponse response = Ask("""{{call Set-Thing {"Name":"a"}}}{{call Clear-Thing {"Name":"b"}}}{{call Get-Thing {"Name":"c"}}}""", "-Tool *-Thing");
        Assert.Equal([ToolDecision.Refused, ToolDecision.Refused, ToolDecision.Allowed], response.ToolCalls.Select(static call => call.Decision));
        Assert.Contains("Denied", response.ToolCalls[0].Output);
        Assert.Contains("-ToolApproval", Assert.Single(Shell.Warnings));
        Assert.Empty(Changed);
    }

    [Fact]
    public void All_runs()
    {
        Ask("""{{call Set-Thing {"Name":"a"}}}{{call Remove-Thing {"Name":"b"}}}""", "-Tool *-Thing -ToolApproval All");
        Assert.Equal(["a", "b"], Changed);
        Assert.Empty(Shell.Warnings);
    }

    [Fact]
    public void A_process_without_input_refuses_too()
    {
        ShellTests.ShellOutcome outcome = ShellTests.ShellProcess.Run("-NonInteractive", "-Command", """
            $null = Start-BRLocalEndpoint
            function Set-It { 'changed' }
            (Invoke-BRModel '{{call Set-It {}}}' -Model amazon.nova-lite-v1:0 -Tool Set-It).ToolCalls[0].Decision
            """);
        Assert.Contains("Refused", outcome.Output);
    }

    [Fact]
    public void Answers_of_several_calls_go_back_in_one_message_and_in_order()
    {
        Ask("""{{call Get-Thing {"Name":"a"}}}{{call Get-Thing {"Name":"b"}}}{{then}}{{call Get-Thing {"Name":"c"}}}""", "-Tool Get-Thing");
        JsonArray messages = Sent()["messages"]!.AsArray();
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], messages.Select(static message => message!["role"]!.GetValue<string>()));
        JsonArray uses = messages[1]!["content"]!.AsArray();
        JsonArray results = messages[2]!["content"]!.AsArray();
        Assert.Equal(
            uses.Where(static block => block!["toolUse"] is not null).Select(static block => block!["toolUse"]!["toolUseId"]!.GetValue<string>()),
            results.Select(static block => block!["toolResult"]!["toolUseId"]!.GetValue<string>()));
        Assert.Equal(2, results.Count);
    }
}
