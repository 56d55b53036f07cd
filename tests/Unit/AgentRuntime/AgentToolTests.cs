using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.AgentRuntime;

/// <summary>What an agent asks its caller for: done by commands after approval, or left to the caller.</summary>
public sealed class AgentToolTests : IClassFixture<AgentEndpoint>
{
    private const string GetOrder = """{{call get_order {"order_id":7}}}""";
    private const string Cancel = """{{call cancel_order {"order_id":9}}}""";

    private readonly AgentEndpoint _endpoint;

    public AgentToolTests(AgentEndpoint endpoint)
    {
        _endpoint = endpoint;
        _endpoint.Run("$global:gone = @()");
        _endpoint.Host.Answers.Clear();
        _endpoint.Host.Questions.Clear();
    }

    private JsonNode Result(int index = 0) =>
        _endpoint.Body("InvokeAgent")["sessionState"]!["returnControlInvocationResults"]![index]!.AsObject().Single().Value!;

    private string[] Gone => [.. _endpoint.Run("$global:gone").Select(static item => item.ToString())];

    [Fact]
    public void A_command_answers_for_the_function_of_its_name()
    {
        AgentResponse response = _endpoint.Ask(GetOrder, "-Tool Get-Order");
        Assert.Contains("""{"output":{"Id":7,"State":"sent"}}""", response.Text);
        ToolCall call = Assert.Single(response.ToolCalls);
        Assert.Equal(("Get-Order", ToolDecision.Allowed, 1), (call.Name, call.Decision, call.Round));
        Assert.Null(response.ReturnControl);
        Assert.Equal("get_order", (string?)Result()["function"]);
        Assert.Equal(response.AgentId, (string?)Result()["agentId"]);
    }

    [Fact]
    public void Rounds_flow_as_one_stream_with_a_chunk_for_each_call()
    {
        List<AnswerChunk> chunks = _endpoint.Stream(GetOrder + "{{then}}" + GetOrder.Replace("7", "8"), "-Tool Get-Order");
        Assert.Equal([7, 8], chunks.Where(static chunk => chunk.Kind == AnswerChunkKind.ToolCall).Select(static chunk => ((PSObject)((ToolCall)chunk.Content!).Input!).Properties["OrderId"].Value));
        Assert.Equal(2, chunks.Count(static chunk => chunk.Kind == AnswerChunkKind.ReturnControl));
        AgentResponse response = (AgentResponse)Assert.Single(chunks, static chunk => chunk.Kind == AnswerChunkKind.End).Response!;
        Assert.Equal([1, 2], response.ToolCalls.Select(static call => call.Round));
        Assert.Equal(response.Text, string.Concat(chunks));
    }

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("No", false)]
    public void A_confirmation_is_asked_as_an_approval_and_once(string answer, bool runs)
    {
        _endpoint.Host.Answers.Enqueue(answer);
        AgentResponse response = _endpoint.Ask(Cancel, "-Tool @{ Name = 'cancel_order'; Command = 'Remove-Order' }");
        Assert.Equal("The agent asks to run: cancel_order -OrderId 9", Assert.Single(_endpoint.Host.Questions));
        Assert.Equal(runs ? ["9"] : [], Gone);
        Assert.Equal(runs ? "CONFIRM" : "DENY", (string?)Result()["confirmationState"]);
        Assert.Equal(runs ? ToolDecision.Approved : ToolDecision.Denied, Assert.Single(response.ToolCalls).Decision);
        Assert.Contains(runs ? "gone 9" : "The user has not agreed to this.", response.Text);
    }

    [Theory]
    [InlineData("All", "CONFIRM")]
    [InlineData("ReadOnly", "DENY")]
    public void What_a_Lambda_function_does_is_confirmed_without_a_tool(string approval, string state)
    {
        AgentResponse response = _endpoint.Ask("{{call pay {}}}", $"-ToolApproval {approval}");
        Assert.Equal(state, (string?)Result()["confirmationState"]);
        Assert.Null(Result()["responseBody"]);
        Assert.Null(response.ReturnControl);
    }

    [Theory]
    [InlineData("", "REPROMPT")]
    [InlineData("-FailOnToolError", "FAILURE")]
    public void A_tool_that_fails_is_told_to_the_agent_or_ends_the_answer(string parameter, string state)
    {
        _endpoint.Shell.Run($"Invoke-BRAgent orders $prompt -Tool @{{ Name = 'get_order'; Command = 'Get-Broken' }} {parameter}", ("prompt", GetOrder));
        Assert.Equal(state, (string?)Result()["responseState"]);
        Assert.Contains("The database is down.", (string?)Result()["responseBody"]!["TEXT"]!["body"]);
        Assert.Equal(state == "FAILURE" ? ["DependencyFailed"] : [], _endpoint.Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void What_may_not_run_is_told_to_the_agent_and_never_a_failure()
    {
        AgentResponse response = _endpoint.Ask(GetOrder, "-Tool @{ Name = 'get_order'; Command = 'Remove-Order' } -ToolApproval ReadOnly -FailOnToolError");
        Assert.Empty(Gone);
        Assert.Equal(ToolDecision.Refused, Assert.Single(response.ToolCalls).Decision);
        Assert.Equal("REPROMPT", (string?)Result()["responseState"]);
    }

    [Fact]
    public void WhatIf_asks_the_agent_and_has_tools_rehearse()
    {
        AgentResponse response = _endpoint.Ask(GetOrder, "-Tool @{ Name = 'get_order'; Command = 'Remove-Order' } -WhatIf");
        Assert.Empty(Gone);
        Assert.Equal(ToolDecision.WhatIf, Assert.Single(response.ToolCalls).Decision);
    }

    [Fact]
    public void The_round_limit_ends_it_with_what_was_done()
    {
        ErrorRecord error = _endpoint.Error("Invoke-BRAgent orders $prompt -Tool Get-Order -MaxToolRound 2", ("prompt", GetOrder + "{{loop}}"));
        Assert.Equal("ToolRoundLimit", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(2, ((AgentResponse)((BedrockException)error.Exception).PartialAnswer!).ToolCalls.Length);
    }

    [Fact]
    public void An_operation_of_an_API_is_answered_by_method_and_path()
    {
        _endpoint.Ask(
            """{{call setStock {"count":3,"tags":["a","b"]}}}""",
            "-Tool @{ Name = 'PUT_stock'; ScriptBlock = { param([int] $Count, [string[]] $Tags) \"$Count $Tags\" } } -ToolApproval All");
        Assert.Equal("/stock/{item}", (string?)Result()["apiPath"]);
        Assert.Equal("PUT", (string?)Result()["httpMethod"]);
        Assert.Equal(200, (int)Result()["httpStatusCode"]!);
        Assert.Equal("""{"output":"3 a b"}""", (string?)Result()["responseBody"]!["application/json"]!["body"]);
    }

    [Fact]
    public void Without_tools_the_caller_goes_on_by_hand()
    {
        AgentResponse response = _endpoint.Ask(GetOrder + Cancel);
        Assert.Equal("", response.Text);
        Assert.Equal(["get_order", "cancel_order"], response.ReturnControl!.Invocations.Select(static invocation => invocation.Name));
        Assert.Equal([false, true], response.ReturnControl.Invocations.Select(static invocation => invocation.NeedsConfirmation));
        Assert.Equal(7, ((PSObject)response.ReturnControl.Invocations[0].Input!).Properties["order_id"].Value);
        Assert.All(response.ToolCalls, static call => Assert.Equal(ToolDecision.Returned, call.Decision));

        string text = _endpoint.One("$r | Invoke-BRAgent -ReturnControlResult @{ 'Get-Order' = @{ State = 'sent' }; cancel_order = $false }", ("r", response)).ToString();
        Assert.Contains("""{"State":"sent"}""", text);
        Assert.Equal("DENY", (string?)Result(1)["confirmationState"]);
    }

    [Theory]
    [InlineData("@{ nosuch = 1 }", "ParameterInvalid")]
    [InlineData("@(1, 2)", null)]
    [InlineData("$(try { throw 'no' } catch { $_ })", null)]
    public void A_result_of_nothing_that_was_asked_for_is_refused(string result, string? code)
    {
        AgentResponse response = _endpoint.Ask(GetOrder);
        _endpoint.Shell.Run($"$r | Invoke-BRAgent -ReturnControlResult {result}", ("r", response));
        Assert.Equal(code is null ? [] : [code], _endpoint.Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(result.Contains("throw") ? "REPROMPT" : null, code is null ? (string?)Result()["responseState"] : null);
    }

    [Fact]
    public void A_function_without_a_tool_leaves_all_of_them_to_the_caller()
    {
        AgentResponse response = _endpoint.Ask(GetOrder + Cancel, "-Tool Get-Order -ToolApproval All");
        Assert.Equal(2, response.ReturnControl!.Invocations.Length);
        Assert.All(response.ToolCalls, static call => Assert.Equal(ToolDecision.Returned, call.Decision));
    }

    [Fact]
    public async Task Stopping_between_rounds_stops_everything()
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _endpoint.Shell.StopAfterAsync(
            "Invoke-BRAgent orders $prompt -Stream -Tool Get-Order -MaxToolRound 1000 | ForEach-Object { if ($_.Kind -eq 'ToolCall') { $null = $seen.TrySetResult() } }; $global:after = 1",
            seen.Task,
            ("seen", seen),
            ("prompt", GetOrder + "{{loop}}"));
        Assert.Null(_endpoint.Run("$global:after").SingleOrDefault());
    }
}
