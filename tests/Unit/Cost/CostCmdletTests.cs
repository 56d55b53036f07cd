using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Cost;

public sealed class CostCmdletTests : EndpointSession
{
    private const string Opus = "anthropic.claude-opus-4-1-20250805-v1:0";

    public CostCmdletTests() => Price(Nova, 1000, 4000);

    private int Sent => Endpoint.GetRequest().Count(static request => request.Path.Contains("/converse", StringComparison.Ordinal) || request.Path.Contains("/invoke", StringComparison.Ordinal));

    [Theory]
    [InlineData("Invoke-BRModel hi -Model amazon.nova-lite-v1:0")]
    [InlineData("Invoke-BRModel hi -Model amazon.nova-lite-v1:0 -Native")]
    [InlineData("(Invoke-BRModel hi -Model amazon.nova-lite-v1:0 -Stream)[-1].Response")]
    [InlineData("(Invoke-BRModel hi -Model amazon.nova-lite-v1:0 -Native -Stream)[-1].Response")]
    [InlineData("Start-BRChat -Model amazon.nova-lite-v1:0 | Send-BRMessage hi")]
    [InlineData("(Start-BRChat -Model amazon.nova-lite-v1:0 | Send-BRMessage hi -Stream)[-1].Response")]
    public void Every_response_tells_its_cost_and_is_counted(string command)
    {
        ModelResponse response = Shell.One<ModelResponse>(command);
        decimal cost = (response.Usage.InputTokens * 1000m + response.Usage.OutputTokens * 4000m) / 1_000_000;
        Assert.True(cost > 0);
        Assert.Equal((cost, "USD"), (response.Cost, response.Currency));
        ModelUsage usage = Shell.One<ModelUsage>("Get-BRUsage");
        Assert.Equal(
            (Nova, 1, response.Usage.InputTokens, response.Usage.OutputTokens, cost, "USD", 0),
            (usage.Model, usage.Calls, usage.InputTokens, usage.OutputTokens, usage.Cost, usage.Currency, usage.UnpricedCalls));
    }

    [Fact]
    public void The_cost_of_tool_rounds_and_repairs_is_their_sum()
    {
        ModelResponse response = Shell.One<ModelResponse>($"function Get-Weather {{ param([string] $City) \"rain in $City\" }} Invoke-BRModel 'Use Get-Weather city=Oslo' -Model {Nova} -Tool Get-Weather -ToolApproval All");
        Assert.Single(response.ToolCalls);
        ModelUsage usage = Shell.One<ModelUsage>("Get-BRUsage");
        Assert.Equal((2, usage.Cost), (usage.Calls, response.Cost));
        Assert.Equal((response.Usage.InputTokens * 1000m + response.Usage.OutputTokens * 4000m) / 1_000_000, response.Cost);
        Shell.Run("Clear-BRUsage");
        ModelResponse answer = Shell.One<ModelResponse>($"Invoke-BRModel 'A city: name=Oslo' -Model {Nova} -As @{{ name = [string] }} -FullResponse");
        Assert.Equal(Shell.One<ModelUsage>("Get-BRUsage").Cost, answer.Cost);
    }

    [Fact]
    public void What_has_no_price_has_no_cost()
    {
        ModelResponse response = Shell.One<ModelResponse>("Invoke-BRModel hi -Model amazon.nova-micro-v1:0");
        Assert.Null(response.Cost);
        Assert.Null(response.Currency);
        ModelUsage usage = Shell.One<ModelUsage>("Get-BRUsage");
        Assert.Null(usage.Cost);
        Assert.Equal((1, 1), (usage.Calls, usage.UnpricedCalls));
    }

    [Fact]
    public void A_body_and_an_embedding_are_counted_too()
    {
        Price("amazon.titan-embed-text-v2:0", 20, null);
        NativeResponse body = Shell.One<NativeResponse>($"Invoke-BRModel -Model {Nova} -Body @{{ messages = @(@{{ role = 'user'; content = @(@{{ text = 'hi' }}) }}) }}");
        Assert.Equal((body.Usage.InputTokens * 1000m + body.Usage.OutputTokens * 4000m) / 1_000_000, body.Cost);
        Embedding embedding = Shell.One<Embedding>("'hi' | Get-BREmbedding -Model amazon.titan-embed-text-v2:0");
        Assert.Equal(embedding.TokenCount * 20m / 1_000_000, embedding.Cost);
        Shell.Run($"$null = Invoke-BRModel -Stream -Model {Nova} -Body @{{ messages = @(@{{ role = 'user'; content = @(@{{ text = 'hi' }}) }}) }}");
        ModelUsage[] usage = Usage();
        Assert.Equal([Nova, "amazon.titan-embed-text-v2:0"], usage.Select(static sum => sum.Model));
        Assert.Equal((2, 2 * body.Cost, 0), (usage[0].Calls, usage[0].Cost, usage[0].UnpricedCalls));
        Assert.Equal((1, embedding.Cost), (usage[1].Calls, usage[1].Cost));
    }

    [Fact]
    public void Usage_is_summed_filtered_and_cleared()
    {
        Shell.Run($"$null = 1..3 | ForEach-Object {{ \"Say $_\" }} | Invoke-BRModel -Model {Nova}; $null = Invoke-BRModel hi -Model amazon.nova-micro-v1:0");
        ModelUsage total = Shell.One<ModelUsage>("Get-BRUsage -Total");
        Assert.Equal(("(all)", 4, 1), (total.Model, total.Calls, total.UnpricedCalls));
        Assert.Equal(Usage().Sum(static sum => sum.InputTokens), total.InputTokens);
        Assert.Equal(3, Shell.One<ModelUsage>("Get-BRUsage *LITE*").Calls);
        Assert.Equal(3, Shell.One<ModelUsage>("Get-BRUsage *lite* -Total").Calls);
        using (PowerShellHost other = new())
        {
            Assert.Empty(other.Run("Get-BRUsage"));
        }

        Shell.Run("Clear-BRUsage -WhatIf");
        Assert.Equal(2, Usage().Length);
        Shell.Run("Clear-BRUsage");
        Assert.Empty(Usage());
        Assert.Empty(Shell.Run("Get-BRUsage -Total"));
    }

    [Fact]
    public void MaxCost_ends_the_pipeline_before_the_call_that_could_exceed_it()
    {
        List<PSObject> output = [];
        ErrorRecord error = Shell.Fails(
            $"1..100 | ForEach-Object {{ \"Say $_\" }} | Invoke-BRModel -Model {Nova} -MaxTokens 100 -MaxCost 2 | ForEach-Object {{ $got.Add($_) }}", ("got", output));

        Assert.Equal("BudgetExceeded,BedrockPS.Cmdlets.InvokeBRModelCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.QuotaExceeded, error.CategoryInfo.Category);
        Assert.Equal($"Say {output.Count + 1}", error.TargetObject);
        decimal spent = output.Sum(static item => ((ModelResponse)item.BaseObject).Cost!.Value);
        Assert.InRange(output.Count, 1, 99);
        Assert.Equal(output.Count, Sent);
        // One more could have cost 0.4 for the answer, and 0.3 by the bound of its prompt: this model does not count.
        Assert.InRange(spent, 2 - 0.75m, 2);
        Assert.All(Shell.Errors, record => Assert.Equal(error.FullyQualifiedErrorId, record.FullyQualifiedErrorId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Unordered")]
    public void Calls_made_at_once_stay_within_MaxCost_and_every_answer_that_was_paid_for_is_written(string how)
    {
        List<PSObject> output = [];
        ErrorRecord error = Shell.Fails(
            $"1..200 | ForEach-Object {{ \"Say $_\" }} | Invoke-BRModel -Model {Nova} -MaxTokens 100 -MaxCost 4 -ThrottleLimit 16 {how} | ForEach-Object {{ $got.Add($_) }}",
            ("got", output));

        Assert.Equal("BudgetExceeded", ((BedrockException)error.Exception).Code);
        Assert.Single(Shell.Errors.Select(static record => record.FullyQualifiedErrorId).Append(error.FullyQualifiedErrorId).Distinct());
        ModelUsage usage = Shell.One<ModelUsage>("Get-BRUsage");
        Assert.Equal((output.Count, 0), (usage.Calls, usage.UnpricedCalls));
        Assert.Equal(output.Sum(static item => ((ModelResponse)item.BaseObject).Cost), usage.Cost);
        Assert.InRange(usage.Cost!.Value, 4 - 0.75m, 4);
    }

    [Fact]
    public void Each_command_has_a_MaxCost_of_its_own()
    {
        Shell.Run($"$null = 1..2 | ForEach-Object {{ Invoke-BRModel \"Say $_\" -Model {Nova} -MaxTokens 100 -MaxCost 0.75 }}");
        Assert.Empty(Shell.Errors);
        Assert.Equal(2, Sent);
    }

    [Fact]
    public void A_models_own_count_is_asked_when_only_that_can_fit()
    {
        Price("us." + Opus, 1000, 4000);
        // 40 for the answer, and 100 bytes at most to a token for the prompt; the bound for the frame around it alone is 1.
        ModelResponse response = Shell.One<ModelResponse>($"Invoke-BRModel hi -Model us.{Opus} -MaxTokens 10 -MaxCost 0.06");
        Assert.NotNull(response.Cost);
        Assert.Contains(Endpoint.GetRequest(), static request => request.Path.EndsWith("/count-tokens", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-ThrottleLimit 3")]
    public void Of_models_piped_the_one_without_a_price_fails_alone(string how)
    {
        List<PSObject> answers = Shell.Run(
            $"Get-BRModel amazon.nova-lite-v1:0, amazon.nova-micro-v1:0, amazon.nova-lite-v1:0 | Invoke-BRModel hi -MaxTokens 9 -MaxCost 5 {how}");
        Assert.Equal(2, answers.Count);
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("PriceUnknown", ((BedrockException)error.Exception).Code);
        Assert.Equal("amazon.nova-micro-v1:0", ((Model)error.TargetObject).Id);
    }

    [Fact]
    public void Of_inputs_to_one_model_without_a_price_the_first_says_it_for_all()
    {
        ErrorRecord error = Shell.Fails("'a', 'b' | Invoke-BRModel -Model amazon.nova-micro-v1:0 -MaxTokens 9 -MaxCost 5");
        Assert.True(((BedrockException)error.Exception).EndsPipeline);
        Assert.Empty(Shell.Errors);
    }

    [Theory]
    [InlineData("-MaxCost 5")]
    [InlineData("-TokensPerMinute 1000 -ThrottleLimit 2")]
    public void A_limit_that_the_model_takes_no_tokens_for_is_not_asked_for(string limit)
    {
        ErrorRecord error = Shell.Fails($"'hi' | Invoke-BRModel -Model us.amazon.nova-2-lite-v1:0 -Effort high -MaxTokens 10 {limit} -WarningAction SilentlyContinue");
        Assert.StartsWith("MaxTokensNeeded,", error.FullyQualifiedErrorId);
        Assert.Contains("takes no -MaxTokens with -Effort high", error.Exception.Message);
        Assert.DoesNotContain("Give -MaxTokens", error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("Invoke-BRModel hi -Model amazon.nova-lite-v1:0 -MaxCost 5", "MaxTokensNeeded", ErrorCategory.InvalidArgument)]
    [InlineData("Invoke-BRModel hi -Model amazon.nova-micro-v1:0 -MaxCost 5 -MaxTokens 9", "PriceUnknown", ErrorCategory.ObjectNotFound)]
    [InlineData("Invoke-BRModel hi -Model us.amazon.nova-lite-v1:0 -MaxCost 5 -MaxTokens 9", "PriceUnknown", ErrorCategory.ObjectNotFound)]
    [InlineData("Invoke-BRModel hi -Model amazon.nova-lite-v1:0 -MaxCost 0 -MaxTokens 9", "BudgetExceeded", ErrorCategory.QuotaExceeded)]
    [InlineData("Invoke-BRModel hi -Model amazon.nova-lite-v1:0 -MaxCost 1.4 -MaxTokens 9 -AdditionalField @{ inferenceConfig = @{ maxTokens = 1000 } }", "BudgetExceeded", ErrorCategory.QuotaExceeded)]
    [InlineData("Start-BRChat -Model amazon.nova-lite-v1:0 -MaxCost 0.01 -MaxTokens 9 | Send-BRMessage hi", "BudgetExceeded", ErrorCategory.QuotaExceeded)]
    [InlineData("'hi' | Get-BREmbedding -Model amazon.titan-embed-text-v2:0", "PriceUnknown", ErrorCategory.ObjectNotFound)]
    public void A_call_that_cannot_be_guarded_is_not_sent(string command, string code, ErrorCategory category)
    {
        Shell.Run("Set-BRDefault -MaxCost 100");
        ErrorRecord error = Shell.Fails(command);
        Assert.Equal((code, category), (((BedrockException)error.Exception).Code, error.CategoryInfo.Category));
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(0, Sent);
        Assert.Empty(Usage());
    }

    [Fact]
    public void A_price_that_is_near_is_told()
    {
        ErrorRecord error = Shell.Fails($"Invoke-BRModel hi -Model us.{Nova} -MaxCost 5 -MaxTokens 9");
        Assert.Contains($"only if written '*{Nova}'", error.Exception.Message);
        Price("*" + Nova, 1000, 4000);
        Assert.NotNull(Shell.One<ModelResponse>($"Invoke-BRModel hi -Model us.{Nova} -MaxCost 5 -MaxTokens 9").Cost);
    }

    [Fact]
    public void A_body_must_limit_its_answer_itself()
    {
        string body = $"Invoke-BRModel -Model {Nova} -MaxCost 2 -Body @{{ messages = @(@{{ role = 'user'; content = @(@{{ text = 'hi' }}) }})";
        Shell.Run(body + " }");
        Assert.Equal("CostUnbounded", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Assert.Equal(0, Sent);
        Assert.NotNull(Shell.One<NativeResponse>(body + "; inferenceConfig = @{ maxTokens = 20 } }").Cost);
    }

    [Fact]
    public void A_profile_that_takes_the_models_place_needs_a_price_too()
    {
        Price(Opus, 1, 1);
        ErrorRecord error = Shell.Fails($"Invoke-BRModel hi -Model {Opus} -MaxTokens 10 -MaxCost 5 -WarningAction SilentlyContinue");
        Assert.Equal("PriceUnknown", ((BedrockException)error.Exception).Code);
        Assert.Contains("us." + Opus, error.Exception.Message);
        Price("us." + Opus, 1000, 1_000_000);
        Assert.Equal("BudgetExceeded", ((BedrockException)Shell.Fails($"Invoke-BRModel hi -Model {Opus} -MaxTokens 10 -MaxCost 5").Exception).Code);
        ModelResponse response = Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Opus} -MaxTokens 10 -MaxCost 20");
        Assert.Equal("us." + Opus, response.Model);
        Assert.Equal((response.Usage.InputTokens * 1000m + response.Usage.OutputTokens * 1_000_000m) / 1_000_000, response.Cost);
    }

    [Fact]
    public void The_sessions_budget_holds_for_all_commands_and_counts_what_was_spent_before()
    {
        decimal spent = Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova}").Cost!.Value;
        Shell.Run($"Set-BRDefault -MaxTokens 100 -MaxCost {(spent + 1.6m).ToString(CultureInfo.InvariantCulture)}");
        Assert.NotNull(Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova}").Cost);
        Shell.Run($"Set-BRDefault -MaxCost {(spent + 0.3m).ToString(CultureInfo.InvariantCulture)}");
        Assert.Contains("the session's -MaxCost", Shell.Fails($"Invoke-BRModel hi -Model {Nova}").Exception.Message);
        Assert.Contains("the session's -MaxCost", Shell.Fails($"Start-BRChat -Model {Nova} | Send-BRMessage hi -Stream").Exception.Message);
        Shell.Run("Clear-BRUsage; Set-BRDefault -MaxCost 1.6");
        Assert.NotNull(Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova}").Cost);
        Shell.Run("Clear-BRDefault MaxCost");
        Assert.Null(Shell.One<BRDefault>("Get-BRDefault").MaxCost);
        Assert.NotNull(Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova}").Cost);
    }

    [Fact]
    public void A_chat_and_its_branches_share_a_budget()
    {
        Shell.Run($"$chat = Start-BRChat -Model {Nova} -MaxTokens 100 -MaxCost 1.6; $other = $chat.Branch(); $null = Send-BRMessage hi -Chat $chat");
        Assert.Equal(1.6m, Shell.One<Chat>("$other").MaxCost);
        Assert.Contains("the chat's -MaxCost", Shell.Fails("1..9 | ForEach-Object { Send-BRMessage 'hi' -Chat $other }").Exception.Message);
        Assert.Contains("the chat's -MaxCost", Shell.Fails("1..9 | ForEach-Object { Send-BRMessage 'hi' -Chat $chat }").Exception.Message);
    }

    [Fact]
    public void EstimateOnly_tells_tokens_and_cost_and_sends_nothing()
    {
        CostEstimate estimate = Shell.One<CostEstimate>($"'Name a river.' | Invoke-BRModel -Model {Nova} -MaxTokens 100 -EstimateOnly");
        Assert.Equal((Nova, 100, "USD", true, "Name a river."), (estimate.Model, estimate.MaxOutputTokens, estimate.Currency, estimate.IsEstimate, estimate.InputObject));
        Assert.Equal((estimate.InputTokens * 1000m / 1_000_000, estimate.InputTokens * 1000m / 1_000_000 + 0.4m), (estimate.MinCost, estimate.MaxCost));
        CostEstimate open = Shell.One<CostEstimate>($"Start-BRChat -Model {Nova} | Send-BRMessage 'Name a river.' -EstimateOnly");
        Assert.Equal((null, null), (open.MaxOutputTokens, open.MaxCost));
        Assert.NotNull(open.MinCost);
        CostEstimate unknown = Shell.One<CostEstimate>("Invoke-BRModel hi -Model amazon.nova-micro-v1:0 -MaxTokens 5 -EstimateOnly");
        Assert.Equal((null, null, null), (unknown.MinCost, unknown.MaxCost, unknown.Currency));
        Assert.True(unknown.InputTokens > 0);
        Assert.Empty(Endpoint.GetRequest());
        Assert.Empty(Usage());
    }

    [Fact]
    public void A_call_that_is_refused_costs_nothing()
    {
        Shell.Run($"$null = Invoke-BRModel hi -Model {Nova} -Temperature 2 -MaxTokens 100 -MaxCost 5");
        Assert.Equal("Validation", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Assert.Empty(Usage());
        Shell.Run("$null = Invoke-BRModel hi -Model amazon.nova-lite-v1:0 -EndpointUrl http://127.0.0.1:9 -MaxAttempt 1 -MaxTokens 100");
        Assert.Equal("Connection", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Assert.Empty(Usage());
    }

    [Fact]
    public void A_stream_left_early_counts_as_all_it_could_have_cost()
    {
        Shell.Run("Set-BRDefault -MaxCost 2 -MaxTokens 100");
        Shell.Run($"foreach ($chunk in 1) {{ Invoke-BRModel '{{{{words 500}}}}' -Model {Nova} -Stream | ForEach-Object {{ break }} }}");
        ModelUsage usage = Shell.One<ModelUsage>("Get-BRUsage");
        Assert.Equal((1, 1, null), (usage.Calls, usage.UnpricedCalls, usage.Cost));
        // 0.4 for the answer and 0.3 for the bound of the prompt are gone.
        Assert.NotNull(Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova} -MaxTokens 10").Cost);
        Assert.Equal("BudgetExceeded", ((BedrockException)Shell.Fails($"Invoke-BRModel hi -Model {Nova} -MaxTokens 300").Exception).Code);
    }

    [Fact]
    public void A_call_inside_the_loop_over_a_stream_does_not_wait_for_the_stream()
    {
        Shell.Run("Set-BRDefault -MaxCost 1.8 -MaxTokens 100");
        ErrorRecord error = Shell.Fails($"Invoke-BRModel 'Name a river.' -Model {Nova} -Stream | ForEach-Object {{ Invoke-BRModel hi -Model {Nova} -MaxTokens 300 }}");
        Assert.Equal("BudgetExceeded", ((BedrockException)error.Exception).Code);
        Assert.Contains("reserved for calls under way", error.Exception.Message);
    }

    [Fact]
    public async Task An_answer_that_never_comes_counts_without_a_cost()
    {
        TaskCompletionSource arrived = new();
        await using LoopbackServer server = new(async x =>
        {
            arrived.TrySetResult();
            await x.HangAsync();
        });
        await Shell.StopAfterAsync(
            $"Invoke-BRModel hi -Model {Nova} -EndpointUrl {server.Url} -MaxTokens 10 -MaxCost 5", arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        ModelUsage usage = Shell.One<ModelUsage>("Get-BRUsage");
        Assert.Equal((1, 1, null), (usage.Calls, usage.UnpricedCalls, usage.Cost));
    }

    [Fact]
    public async Task A_call_that_waited_for_its_turn_when_it_was_stopped_is_not_counted()
    {
        TaskCompletionSource arrived = new();
        await using LoopbackServer server = new(async x =>
        {
            arrived.TrySetResult();
            await x.HangAsync();
        });
        await Shell.StopAfterAsync(
            $"'one', 'two', 'three' | Invoke-BRModel -Model {Nova} -EndpointUrl {server.Url} -ThrottleLimit 3 -RequestsPerMinute 1",
            arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        // Calls that are stopped end on their own threads, a moment after the pipeline.
        Assert.True(SpinWait.SpinUntil(() => Usage().Length > 0, TimeSpan.FromSeconds(30)));
        Assert.Equal(1, Usage()[0].Calls);
    }

    [Fact]
    public void MaxCost_must_be_an_amount()
    {
        Assert.StartsWith("ParameterArgumentValidationError", Shell.Fails($"Invoke-BRModel hi -Model {Nova} -MaxCost -1").FullyQualifiedErrorId);
        Assert.StartsWith("ParameterArgumentValidationError", Shell.Fails("Set-BRDefault -MaxCost -1").FullyQualifiedErrorId);
    }

    private void Price(string model, decimal input, decimal? output) => Shell.Run(
        "@{ Model = $model; InputPerMillion = $in; OutputPerMillion = $out } | Import-BRPrice -Scope Session", ("model", model), ("in", input), ("out", output));

    private ModelUsage[] Usage() => [.. Shell.Run("Get-BRUsage").Select(static item => (ModelUsage)item.BaseObject)];
}
