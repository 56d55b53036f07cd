using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Caching;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>What the prompt cache keeps, finds again, and forgets.</summary>
public sealed class PromptCacheTests : IDisposable
{
    private const string Nova = "/model/amazon.nova-lite-v1%3A0/";
    private const string Sonnet = "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/";

    private static readonly string s_long = string.Concat(Enumerable.Repeat("All work and no play. ", 250));

    private readonly SigningClient _client = new();

    [Fact]
    public async Task The_first_call_writes_and_the_next_reads()
    {
        string body = Body(Cached(s_long), "Hello");
        JsonElement plain = Usage(await _client.PostJsonAsync(Nova + "converse", Body($$"""[{"text":"{{s_long}}"}]""", "Hello")));
        JsonElement first = Usage(await _client.PostJsonAsync(Nova + "converse", body));
        JsonElement second = Usage(await _client.PostJsonAsync(Nova + "converse", body));

        int cached = Number(first, "cacheWriteInputTokens");
        Assert.InRange(cached, 1000, Number(plain, "inputTokens"));
        Assert.Equal((0, cached), (Number(first, "cacheReadInputTokens"), Number(second, "cacheReadInputTokens")));
        Assert.Equal(0, Number(second, "cacheWriteInputTokens"));
        Assert.Equal(Number(plain, "inputTokens") - cached, Number(second, "inputTokens"));
        Assert.Equal(Number(plain, "totalTokens"), Number(second, "totalTokens"));
        Assert.Equal(("5m", cached), (first.GetProperty("cacheDetails")[0].GetProperty("ttl").GetString(), Number(first.GetProperty("cacheDetails")[0], "inputTokens")));

        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(await _client.PostAsync(Nova + "converse-stream", body));
        Assert.Equal(cached, Number(events[^1].Value.GetProperty("usage"), "cacheReadInputTokens"));
    }

    [Fact]
    public async Task A_chat_that_grows_reads_what_it_had_and_writes_what_is_new()
    {
        string first = Turn(s_long);
        string later = first.Replace(""",{"cachePoint":{"type":"default"}}""", "") + $$"""
            ,{"role":"assistant","content":[{"text":"Yes."}]},{{first}}
            """;
        int written = Number(Usage(await _client.PostJsonAsync(Nova + "converse", $$"""{"messages":[{{first}}]}""")), "cacheWriteInputTokens");
        JsonElement usage = Usage(await _client.PostJsonAsync(Nova + "converse", $$"""{"messages":[{{later}}]}"""));
        Assert.True(written > 1000);
        Assert.Equal(written, Number(usage, "cacheReadInputTokens"));
        Assert.InRange(Number(usage, "cacheWriteInputTokens"), written, written + 10);
    }

    [Theory]
    [InlineData(Nova, "us-east-1", "short", "Hello")]
    [InlineData("/model/amazon.nova-micro-v1%3A0/", "us-east-1", null, "Hello")]
    [InlineData(Nova, "us-west-2", null, "Hello")]
    [InlineData(Nova, "us-east-1", "other", "Hello")]
    public async Task Another_model_region_or_prefix_finds_nothing(string path, string region, string? system, string prompt)
    {
        await _client.PostJsonAsync(Nova + "converse", Body(Cached(s_long), "Hello"));
        _client.Region = region;
        string text = system switch { null => s_long, "other" => "x" + s_long, _ => system };
        JsonElement usage = Usage(await _client.PostJsonAsync(path + "converse", Body(Cached(text), prompt)));
        Assert.Equal(0, Number(usage, "cacheReadInputTokens"));
        Assert.Equal(system == "short", Number(usage, "cacheWriteInputTokens") == 0);
    }

    [Fact]
    public async Task Claude_caches_by_cache_control_in_its_own_format()
    {
        string body = """
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":100,"messages":[{"role":"user","content":"Hello"}],
             "system":[{"type":"text","text":"LONG","cache_control":{"type":"ephemeral","ttl":"1h"}}]}
            """.Replace("LONG", s_long);
        JsonElement first = Usage(await _client.PostJsonAsync(Sonnet + "invoke", body));
        HttpResponseMessage response = await _client.PostAsync(Sonnet + "invoke", body);
        JsonElement second = Usage(await SigningClient.ReadAsync(response));
        int cached = Number(first, "cache_creation_input_tokens");
        Assert.True(cached > 1024);
        Assert.Equal((cached, 0), (Number(second, "cache_read_input_tokens"), Number(second, "cache_creation_input_tokens")));
        Assert.Equal(cached.ToString(), response.Headers.GetValues("X-Amzn-Bedrock-Cache-Read-Input-Token-Count").Single());

        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(await _client.PostAsync(Sonnet + "invoke-with-response-stream", body));
        Assert.Equal(cached, Number(Usage(events[0].Value.GetProperty("message")), "cache_read_input_tokens"));
        Assert.Equal(cached, Number(events[^1].Value.GetProperty("amazon-bedrock-invocationMetrics"), "cacheReadInputTokenCount"));
    }

    [Theory]
    [InlineData("meta.llama3-8b-instruct-v1%3A0", "default", 1, "403 AccessDeniedException")]
    [InlineData("amazon.nova-lite-v1%3A0", "1h", 1, "400 ValidationException")]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1%3A0", "1h", 1, "200")]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1%3A0", "5m", 5, "400 ValidationException")]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1%3A0", "5m then 1h", 2, "400 ValidationException")]
    public async Task What_cannot_be_cached_is_refused(string model, string ttl, int points, string expected)
    {
        string[] blocks = [.. Enumerable.Range(0, points).Select(i => ttl switch
        {
            "default" => """{"cachePoint":{"type":"default"}}""",
            "5m then 1h" => $$$"""{"cachePoint":{"type":"default","ttl":"{{{(i == 0 ? "5m" : "1h")}}}"}}""",
            _ => $$$"""{"cachePoint":{"type":"default","ttl":"{{{ttl}}}"}}""",
        })];
        HttpResponseMessage response = await _client.PostAsync(
            $"/model/{model}/converse", Body($$"""[{"text":"x"},{{string.Join(""",{"text":"y"},""", blocks)}}]""", "Hello"));
        Assert.Equal(expected, response.IsSuccessStatusCode ? "200" : SigningClient.ErrorOf(response));
    }

    [Fact]
    public async Task Nova_caches_no_tools_and_Claude_does()
    {
        string body = """
            {"messages":[{"role":"user","content":[{"text":"Hello"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"t",
             "description":"LONG","inputSchema":{"json":{"type":"object"}}}},{"cachePoint":{"type":"default"}}]}}
            """.Replace("LONG", s_long);
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(await _client.PostAsync(Nova + "converse", body)));
        Assert.True(Number(Usage(await _client.PostJsonAsync(Sonnet + "converse", body)), "cacheWriteInputTokens") > 1024);
    }

    [Fact]
    public void A_prefix_is_forgotten_when_its_time_has_passed_since_it_was_last_used()
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        PromptCache cache = new(() => now);
        PromptPrefix prefix = new();
        prefix.Add("text", 2000);
        prefix.AddPoint("5m");
        Assert.Equal((0, 2000), (Read(), Read()));
        now += TimeSpan.FromMinutes(4);
        Assert.Equal(2000, Read());
        now += TimeSpan.FromMinutes(4);
        Assert.Equal(2000, Read());
        now += TimeSpan.FromMinutes(5);
        Assert.Equal(0, Read());

        int Read() => cache.Use(prefix, "me", 1000, 5000).Read;
    }

    private static JsonElement Usage(JsonElement answer) =>
        answer.TryGetProperty("usage", out JsonElement usage) ? usage : throw new InvalidOperationException(answer.ToString());

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string Cached(string text) => "[{\"text\":\"" + text + "\"},{\"cachePoint\":{\"type\":\"default\"}}]";

    private static string Turn(string text) => "{\"role\":\"user\",\"content\":" + Cached(text) + "}";

    private static string Body(string system, string prompt) =>
        $$"""{"system":{{system}},"messages":[{"role":"user","content":[{"text":"{{prompt}}"}]}]}""";

    public void Dispose() => _client.Dispose();
}
