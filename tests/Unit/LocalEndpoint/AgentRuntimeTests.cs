using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

public sealed class AgentRuntimeTests : IDisposable
{
    private const string Agent = "/agents/LOCALAGENT/agentAliases/TSTALIASID/sessions/session-1/text";

    private readonly SigningClient _client = new();

    [Theory]
    [InlineData("What does an embedding vector mean?", "embeddings")]
    [InlineData("How do I reserve provisioned throughput capacity?", "throughput")]
    [InlineData("What does a guardrail block or mask?", "guardrails")]
    public async Task Retrieve_finds_the_passage_that_fits(string question, string topic)
    {
        JsonElement results = (await RetrieveAsync(question, "")).GetProperty("retrievalResults");
        Assert.Equal(5, results.GetArrayLength());
        Assert.Equal($"s3://local-knowledge/{topic}.txt", results[0].GetProperty("location").GetProperty("s3Location").GetProperty("uri").GetString());
        double[] scores = [.. results.EnumerateArray().Select(static r => r.GetProperty("score").GetDouble())];
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Theory]
    [InlineData("""{"equals":{"key":"topic","value":"batch"}}""", "batch")]
    [InlineData("""{"andAll":[{"greaterThan":{"key":"year","value":2024}},{"startsWith":{"key":"topic","value":"in"}}]}""", "inference-profiles")]
    [InlineData("""{"orAll":[{"in":{"key":"topic","value":["models"]}},{"stringContains":{"key":"topic","value":"throttl"}}]}""", "models,throttling")]
    [InlineData("""{"equals":{"key":"none","value":1}}""", "")]
    public async Task Filters_look_at_the_metadata(string filter, string topics)
    {
        JsonElement answer = await RetrieveAsync("anything", """, "retrievalConfiguration":{"vectorSearchConfiguration":{"filter":""" + filter + "}}");
        IEnumerable<string?> found = answer.GetProperty("retrievalResults").EnumerateArray()
            .Select(static r => r.GetProperty("metadata").GetProperty("topic").GetString()).Order(StringComparer.Ordinal);
        Assert.Equal(topics, string.Join(",", found));
    }

    [Fact]
    public async Task Retrieve_and_generate_cites_what_it_says()
    {
        JsonElement answer = await _client.PostJsonAsync(
            "/retrieveAndGenerate",
            """
            {"input":{"text":"What is an inference profile?"},"retrieveAndGenerateConfiguration":{"type":"KNOWLEDGE_BASE",
             "knowledgeBaseConfiguration":{"knowledgeBaseId":"LOCALKB001","modelArn":"amazon.nova-lite-v1:0"}}}
            """);
        string text = answer.GetProperty("output").GetProperty("text").GetString()!;
        Assert.StartsWith("An inference profile lets", text);
        JsonElement part = answer.GetProperty("citations")[0].GetProperty("generatedResponsePart").GetProperty("textResponsePart");
        int end = part.GetProperty("span").GetProperty("end").GetInt32();
        Assert.Equal(part.GetProperty("text").GetString(), text[..(end + 1)]);
        Assert.True(answer.TryGetProperty("sessionId", out _));
    }

    [Fact]
    public async Task An_agent_remembers_its_session_and_traces_when_asked()
    {
        HttpResponseMessage first = await _client.PostAsync(Agent, """{"inputText":"My name is Ada"}""");
        Assert.Equal("session-1", Assert.Single(first.Headers.GetValues("x-amz-bedrock-agent-session-id")));
        Assert.Contains("My name is Ada", await SaidAsync(first));

        HttpResponseMessage second = await _client.PostAsync(
            Agent, """{"inputText":"What is batch?","enableTrace":true,"streamingConfigurations":{"streamFinalResponse":true}}""");
        List<KeyValuePair<string, JsonElement>> events = [];
        await EventStream.CollectRawAsync(second, events);
        Assert.Equal("trace", events[0].Key);
        Assert.True(events.Count > 5);
        string said = string.Concat(events.Where(static e => e.Key == "chunk").Select(static e => Encoding.UTF8.GetString(e.Value.GetProperty("bytes").GetBytesFromBase64())));
        Assert.Contains("My name is Ada", said);
        Assert.Contains("What is batch?", said);
    }

    [Theory]
    [InlineData("/knowledgebases/NOSUCHBASE/retrieve", """{"retrievalQuery":{"text":"x"}}""", "LOCALKB001")]
    [InlineData("/agents/NOSUCHAGNT/agentAliases/TSTALIASID/sessions/s-1/text", """{"inputText":"x"}""", "LOCALAGENT")]
    public async Task What_is_unknown_is_not_found_and_the_known_is_named(string path, string body, string known)
    {
        HttpResponseMessage response = await _client.PostAsync(path, body);
        Assert.Equal("404 ResourceNotFoundException", SigningClient.ErrorOf(response));
        Assert.Contains(known, (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Rerank_orders_documents_by_the_query()
    {
        JsonElement results = (await _client.PostJsonAsync(
            "/rerank",
            """
            {"queries":[{"type":"TEXT","textQuery":{"text":"sleeping cats"}}],"sources":[
              {"type":"INLINE","inlineDocumentSource":{"type":"TEXT","textDocument":{"text":"database tuning"}}},
              {"type":"INLINE","inlineDocumentSource":{"type":"JSON","jsonDocument":{"about":"cats that are sleeping"}}}],
             "rerankingConfiguration":{"type":"BEDROCK_RERANKING_MODEL","bedrockRerankingConfiguration":{"numberOfResults":1,
              "modelConfiguration":{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/cohere.rerank-v3-5:0"}}}}
            """)).GetProperty("results");
        JsonElement best = Assert.Single(results.EnumerateArray());
        Assert.Equal(1, best.GetProperty("index").GetInt32());
        Assert.True(best.GetProperty("relevanceScore").GetDouble() > 0.3);
    }

    [Theory]
    [InlineData("""{"input":{"converse":{"messages":[{"role":"user","content":[{"text":"twelve chars"}]}]}}}""")]
    [InlineData("""{"input":{"invokeModel":{"body":"eyJhbnRocm9waWNfdmVyc2lvbiI6ImJlZHJvY2stMjAyMy0wNS0zMSIsIm1heF90b2tlbnMiOjEsIm1lc3NhZ2VzIjpbeyJyb2xlIjoidXNlciIsImNvbnRlbnQiOiJ0d2VsdmUgY2hhcnMifV19"}}}""")]
    public async Task Tokens_are_counted_as_inference_counts_them(string body)
    {
        JsonElement answer = await _client.PostJsonAsync("/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/count-tokens", body);
        Assert.Equal(6, answer.GetProperty("inputTokens").GetInt32());
    }

    private Task<JsonElement> RetrieveAsync(string question, string more) =>
        _client.PostJsonAsync("/knowledgebases/LOCALKB001/retrieve", """{"retrievalQuery":{"text":"QUESTION"}""".Replace("QUESTION", question) + more + "}");

    private static async Task<string> SaidAsync(HttpResponseMessage response)
    {
        List<KeyValuePair<string, JsonElement>> events = [];
        await EventStream.CollectRawAsync(response, events);
        return Encoding.UTF8.GetString(Assert.Single(events).Value.GetProperty("bytes").GetBytesFromBase64());
    }

    public void Dispose() => _client.Dispose();
}
