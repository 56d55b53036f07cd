using System;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class PromptCacheTests : EndpointSession
{
    private const string Claude = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private const string Point = """{"cachePoint":{"type":"default"}}""";

    private static readonly string s_long = string.Join(' ', Enumerable.Repeat("word", 1500));

    [Fact]
    public void Points_stand_after_what_is_named_and_nowhere_else()
    {
        Shell.Run($"$null = Invoke-BRModel x -Model {Claude} -System s -CachePrompt System");
        Assert.Equal($$"""[{"text":"s"},{{Point}}]""", Body["system"]!.ToJsonString());
        Assert.Equal("""[{"text":"x"}]""", Body["messages"]![0]!["content"]!.ToJsonString());
        Shell.Run($"$null = Invoke-BRModel x -Model {Claude} -System s -CachePrompt history -CacheTtl 1H");
        Assert.Equal("""[{"text":"s"}]""", Body["system"]!.ToJsonString());
        Assert.Equal("""[{"text":"x"},{"cachePoint":{"type":"default","ttl":"1h"}}]""", Body["messages"]![0]!["content"]!.ToJsonString());
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_second_call_reads_what_the_first_wrote_and_both_are_told()
    {
        Shell.Run($"$a = Invoke-BRModel one -Model {Claude} -System $s -CachePrompt System -CacheTtl 5m -Verbose", ("s", s_long));
        string wrote = Assert.Single(Shell.Verbose, line => line.StartsWith("Prompt cache", StringComparison.Ordinal));
        ModelResponse first = Shell.One<ModelResponse>("$a");
        Assert.True(first.Usage.CacheWriteInputTokens >= 1500);
        CacheDetail detail = Assert.Single(first.Usage.CacheDetails);
        Assert.Equal(("5m", first.Usage.CacheWriteInputTokens), (detail.Ttl, detail.InputTokens));
        Assert.EndsWith("A later call that begins alike reads them.", wrote, StringComparison.Ordinal);
        Assert.True(Shell.One<ModelResponse>($"Invoke-BRModel two -Model {Claude} -System $s -CachePrompt System").Usage.CacheReadInputTokens >= 1500);
    }

    [Fact]
    public void A_chat_reads_the_turns_before_the_last()
    {
        Shell.Run($"$chat = Start-BRChat -Model {Nova} -CachePrompt History; $a = Send-BRMessage $s -Chat $chat; $b = Send-BRMessage next -Chat $chat", ("s", s_long));
        Assert.Empty(Shell.Errors);
        Assert.True(Shell.One<ModelResponse>("$a").Usage.CacheWriteInputTokens > 0);
        Assert.True(Shell.One<ModelResponse>("$b").Usage.CacheReadInputTokens > 0);
        JsonArray messages = Body["messages"]!.AsArray();
        Assert.Equal([true, false, true], messages.Select(message => message!["content"]!.AsArray()[^1]!["cachePoint"] is not null));
        Assert.All(Shell.One<Chat>("$chat").Messages, message => Assert.DoesNotContain(message.Content, block => block.Kind == "cachePoint"));
    }

    [Theory]
    [InlineData(Claude, "-System s -CachePrompt System", "The prompt has ")]
    [InlineData(Nova, "-CachePrompt All", "caches from 1,000 on.")]
    [InlineData(Claude, "-CachePrompt System, Tools", "The request has none of what -CachePrompt names.")]
    [InlineData("us.anthropic.claude-opus-4-6-v1", "-CachePrompt History", "caches from 4,096 on.")]
    public void Why_nothing_was_cached_is_told(string model, string parameters, string reason)
    {
        Shell.Run($"$null = Invoke-BRModel x -Model {model} {parameters} -Verbose");
        Assert.Empty(Shell.Errors);
        string line = Assert.Single(Shell.Verbose, line => line.StartsWith("Prompt cache: nothing was cached.", StringComparison.Ordinal));
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_does_not_cache_is_the_services_refusal_and_the_advice_says_so()
    {
        Shell.Run("Invoke-BRModel x -Model us.meta.llama3-3-70b-instruct-v1:0 -CachePrompt History");
        Assert.Contains("-CachePrompt", Assert.Single(Shell.Errors).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Claudes_own_format_marks_blocks_instead()
    {
        ModelResponse response = Shell.One<ModelResponse>($"Invoke-BRModel x -Model {Claude} -Native -System $s -CachePrompt System, History -CacheTtl 1h", ("s", s_long));
        Assert.Equal("""{"type":"ephemeral","ttl":"1h"}""", Body["system"]![0]!["cache_control"]!.ToJsonString());
        Assert.Equal("""{"type":"ephemeral","ttl":"1h"}""", Body["messages"]![0]!["content"]![0]!["cache_control"]!.ToJsonString());
        Assert.True(response.Usage.CacheWriteInputTokens > 0);
    }

    [Fact]
    public void Tools_are_kept_where_the_model_keeps_them()
    {
        const string Tool = "@{ Name = 'clock'; Description = 'Tells the time.'; InputSchema = @{ type = 'object' } }";
        Shell.Run($"$null = Invoke-BRModel x -Model {Claude} -CachePrompt Tools -Tool {Tool}; $null = Invoke-BRModel x -Model {Claude} -Native -CachePrompt Tools -Tool {Tool}; $null = Invoke-BRModel x -Model {Nova} -CachePrompt All -Tool {Tool}");
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        JsonNode[] bodies = [.. Endpoint.GetRequest().Select(request => JsonNode.Parse(request.Body)!)];
        Assert.Equal(Point, bodies[0]["toolConfig"]!["tools"]!.AsArray()[^1]!.ToJsonString());
        Assert.Equal("""{"type":"ephemeral"}""", bodies[1]["tools"]!.AsArray()[^1]!["cache_control"]!.ToJsonString());
        Assert.Single(bodies[2]["toolConfig"]!["tools"]!.AsArray());
    }

    [Fact]
    public void Novas_own_format_has_points()
    {
        Shell.Run($"$null = Invoke-BRModel x -Model {Nova} -Native -System s -CachePrompt System, History");
        Assert.Equal($$"""[{"text":"s"},{{Point}}]""", Body["system"]!.ToJsonString());
        Assert.Equal($$"""[{"text":"x"},{{Point}}]""", Body["messages"]![0]!["content"]!.ToJsonString());
    }

    [Theory]
    [InlineData("-CachePrompt Everything")]
    [InlineData("-CachePrompt All -CacheTtl 2h")]
    [InlineData("-CacheTtl 1h")]
    [InlineData("-CachePrompt Tools")]
    [InlineData("-CachePrompt History -Native -Model us.meta.llama3-3-70b-instruct-v1:0")]
    public void What_cannot_be_cached_so_is_refused_before_anything_is_sent(string parameters)
    {
        Shell.Run($"Invoke-BRModel x {parameters}{(parameters.Contains("-Model", StringComparison.Ordinal) ? "" : " -Model " + Nova)}");
        Assert.Equal("ParameterInvalid", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void A_turn_may_change_how_long_its_chats_cache_lives()
    {
        Shell.Run($"$chat = Start-BRChat -Model {Claude} -CachePrompt History; $null = Send-BRMessage x -Chat $chat -CacheTtl 1h");
        Assert.Empty(Shell.Errors);
        Assert.Equal("1h", Body["messages"]![0]!["content"]![1]!["cachePoint"]!["ttl"]!.GetValue<string>());
    }

    private JsonNode Body => JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!;
}
