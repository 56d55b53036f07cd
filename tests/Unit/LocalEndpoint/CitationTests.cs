using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>Answers that say what they rest on.</summary>
public sealed class CitationTests : IDisposable
{
    private const string Sonnet = "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/";

    private static readonly string s_body =
        """
        {"messages":[{"role":"user","content":[{"text":"Summarise"},
          {"document":{"format":"txt","name":"Report","source":{"bytes":"TXT"}}},
          {"document":{"format":"txt","name":"Minutes","source":{"bytes":"TXT"},"citations":{"enabled":true}}},
          {"document":{"format":"pdf","name":"Plan","source":{"bytes":"TXT"},"citations":{"enabled":true}}},
          {"document":{"name":"Parts","source":{"content":[{"text":"First part. And more."}]},"citations":{"enabled":true}}},
          {"searchResult":{"source":"https://example.com/a","title":"Page","content":[{"text":"Found it! Really."}],"citations":{"enabled":true}}}]}]}
        """.Replace("TXT", Convert.ToBase64String(Encoding.UTF8.GetBytes("It rained. Then it stopped.")));

    private readonly SigningClient _client = new();

    [Fact]
    public async Task Sources_are_cited_where_they_ask_for_it()
    {
        JsonElement answer = await _client.PostJsonAsync(Sonnet + "converse", s_body);
        JsonElement[] cited = [.. answer.GetProperty("output").GetProperty("message").GetProperty("content").EnumerateArray()
            .Where(static block => block.TryGetProperty("citationsContent", out _)).Select(static block => block.GetProperty("citationsContent"))];
        Assert.Equal(
            ["Minutes|documentChar|1|0|10", "Plan|documentPage|2|1|2", "Parts|documentChunk|3|0|1", "Page|searchResultLocation|0|0|1"],
            cited.Select(static block => Describe(block.GetProperty("citations")[0])));
        Assert.Equal("It rained.", cited[0].GetProperty("citations")[0].GetProperty("sourceContent")[0].GetProperty("text").GetString());
        Assert.Equal("https://example.com/a", cited[3].GetProperty("citations")[0].GetProperty("source").GetString());
        Assert.Contains("Found it!", cited[3].GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_stream_has_the_same_text_and_citations()
    {
        JsonElement answer = await _client.PostJsonAsync(Sonnet + "converse", s_body);
        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(await _client.PostAsync(Sonnet + "converse-stream", s_body));
        JsonElement[] deltas = [.. events.Where(static e => e.Key == "contentBlockDelta").Select(static e => e.Value)];
        Assert.Equal(
            ["0 Minutes|documentChar|1|0|10", "1 Plan|documentPage|2|1|2", "2 Parts|documentChunk|3|0|1", "3 Page|searchResultLocation|0|0|1"],
            deltas.Where(static d => d.GetProperty("delta").TryGetProperty("citation", out _))
                .Select(static d => d.GetProperty("contentBlockIndex").GetInt32() + " " + Describe(d.GetProperty("delta").GetProperty("citation"))));
        Assert.Equal(
            string.Concat(answer.GetProperty("output").GetProperty("message").GetProperty("content").EnumerateArray().Select(static block =>
                (block.TryGetProperty("text", out JsonElement text) ? text : block.GetProperty("citationsContent").GetProperty("content")[0].GetProperty("text")).GetString())),
            string.Concat(deltas.Select(static d => d.GetProperty("delta").TryGetProperty("text", out JsonElement text) ? text.GetString() : "")));
    }

    [Fact]
    public async Task An_answer_with_citations_can_be_given_back()
    {
        JsonElement answer = await _client.PostJsonAsync(Sonnet + "converse", s_body);
        string body = s_body.Replace("]}]}", "]}," + answer.GetProperty("output").GetProperty("message").GetRawText()
            + """,{"role":"user","content":[{"text":"Go on"}]}]}""");
        Assert.Equal("end_turn", (await _client.PostJsonAsync(Sonnet + "converse", body)).GetProperty("stopReason").GetString());
    }

    [Fact]
    public async Task A_model_that_cannot_cite_says_so()
    {
        HttpResponseMessage response = await _client.PostAsync("/model/amazon.nova-lite-v1%3A0/converse", s_body);
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        Assert.Contains("citations", (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    private static string Describe(JsonElement citation)
    {
        JsonProperty location = citation.GetProperty("location").EnumerateObject().Single();
        return string.Join(
            "|", [citation.GetProperty("title").GetString()!, location.Name, .. location.Value.EnumerateObject().Select(static n => n.Value.GetRawText())]);
    }

    public void Dispose() => _client.Dispose();
}
