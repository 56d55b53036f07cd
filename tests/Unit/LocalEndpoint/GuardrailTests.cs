using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

public sealed class GuardrailTests : IDisposable
{
    private const string Config =
        """
        {"name":"NAME","blockedInputMessaging":"Not that question.","blockedOutputsMessaging":"Not that answer.",
         "wordPolicyConfig":{"wordsConfig":[{"text":"forbidden"}]},
         "topicPolicyConfig":{"topicsConfig":[{"name":"tax advice","definition":"d","type":"DENY"}]},
         "contentPolicyConfig":{"filtersConfig":[{"type":"INSULTS","inputStrength":"HIGH","outputStrength":"NONE"}]},
         "sensitiveInformationPolicyConfig":{"piiEntitiesConfig":[{"type":"EMAIL","action":"ANONYMIZE"},
          {"type":"US_SOCIAL_SECURITY_NUMBER","action":"BLOCK"}],"regexesConfig":[{"name":"ticket","pattern":"T-\\d+","action":"ANONYMIZE"}]}}
        """;

    private readonly SigningClient _client = new();

    [Fact]
    public async Task Guardrails_are_made_described_changed_versioned_and_deleted()
    {
        string id = await CreateAsync("g-1");
        JsonElement described = await _client.GetJsonAsync("/guardrails/" + id);
        Assert.Equal(("g-1", "READY", "DRAFT"), (Text(described, "name"), Text(described, "status"), Text(described, "version")));
        Assert.Equal("forbidden", Text(described.GetProperty("wordPolicy").GetProperty("words")[0], "text"));
        Assert.Equal("tax advice", Text(described.GetProperty("topicPolicy").GetProperty("topics")[0], "name"));

        Assert.Equal("1", Text(await _client.PostJsonAsync("/guardrails/" + id, "{}"), "version"));
        await _client.SendAsync(HttpMethod.Put, "/guardrails/" + id, Config.Replace("NAME", "g-2").Replace("forbidden", "secret"));
        Assert.Equal("g-2", Text(await _client.GetJsonAsync("/guardrails/" + id), "name"));
        Assert.Equal("g-1", Text(await _client.GetJsonAsync($"/guardrails/{id}?guardrailVersion=1"), "name"));
        Assert.Equal(2, (await _client.GetJsonAsync("/guardrails?guardrailIdentifier=" + id)).GetProperty("guardrails").GetArrayLength());

        await _client.SendAsync(HttpMethod.Delete, "/guardrails/" + id, null);
        Assert.Equal("404 ResourceNotFoundException", SigningClient.ErrorOf(await _client.GetAsync("/guardrails/" + id)));
    }

    [Fact]
    public async Task Guardrails_are_listed_page_by_page()
    {
        for (int i = 0; i < 7; i++)
        {
            await CreateAsync($"g-{i}");
        }

        List<string> names = [];
        string query = "?maxResults=3";
        List<int> sizes = [];
        while (true)
        {
            JsonElement page = await _client.GetJsonAsync("/guardrails" + query);
            sizes.Add(page.GetProperty("guardrails").GetArrayLength());
            names.AddRange(page.GetProperty("guardrails").EnumerateArray().Select(static g => Text(g, "name")));
            if (!page.TryGetProperty("nextToken", out JsonElement token))
            {
                break;
            }

            query = "?maxResults=3&nextToken=" + Uri.EscapeDataString(token.GetString()!);
        }

        Assert.Equal([3, 3, 1], sizes);
        Assert.Equal(Enumerable.Range(0, 7).Select(static i => $"g-{i}"), names);
    }

    [Theory]
    [InlineData("Nothing to see", "NONE", "")]
    [InlineData("This is forbidden stuff", "GUARDRAIL_INTERVENED", "Not that question.")]
    [InlineData("Unforbiddenly fine", "NONE", "")]
    [InlineData("I want advice on my tax", "GUARDRAIL_INTERVENED", "Not that question.")]
    [InlineData("You idiot", "GUARDRAIL_INTERVENED", "Not that question.")]
    [InlineData("My number is 123-45-6789", "GUARDRAIL_INTERVENED", "Not that question.")]
    [InlineData("Write to a.b@example.com about T-42", "GUARDRAIL_INTERVENED", "Write to {EMAIL} about {ticket}")]
    public async Task Texts_are_looked_through(string text, string action, string output)
    {
        string id = await CreateAsync("g");
        JsonElement answer = await _client.PostJsonAsync(
            $"/guardrail/{id}/version/DRAFT/apply", $$$"""{"source":"INPUT","content":[{"text":{"text":"{{{text}}}"}}]}""");
        Assert.Equal(action, Text(answer, "action"));
        Assert.Equal(output, string.Concat(answer.GetProperty("outputs").EnumerateArray().Select(static o => Text(o, "text"))));
    }

    [Fact]
    public async Task A_guardrail_stops_converse_and_traces_why()
    {
        string id = await CreateAsync("g");
        JsonElement answer = await _client.PostJsonAsync("/model/amazon.nova-lite-v1%3A0/converse", Ask("Something forbidden", id));
        Assert.Equal("guardrail_intervened", Text(answer, "stopReason"));
        Assert.Equal("Not that question.", Text(answer.GetProperty("output").GetProperty("message").GetProperty("content")[0], "text"));
        JsonElement word = answer.GetProperty("trace").GetProperty("guardrail").GetProperty("inputAssessment").GetProperty(id)
            .GetProperty("wordPolicy").GetProperty("customWords")[0];
        Assert.Equal(("forbidden", "BLOCKED"), (Text(word, "match"), Text(word, "action")));

        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(
            await _client.PostAsync("/model/amazon.nova-lite-v1%3A0/converse-stream", Ask("Something forbidden", id)));
        Assert.Equal("guardrail_intervened", Text(events.Single(static e => e.Key == "messageStop").Value, "stopReason"));
        Assert.True(events[^1].Value.GetProperty("trace").TryGetProperty("guardrail", out _));
    }

    [Fact]
    public async Task What_is_masked_never_reaches_the_model()
    {
        string id = await CreateAsync("g");
        JsonElement answer = await _client.PostJsonAsync("/model/amazon.nova-lite-v1%3A0/converse", Ask("Write to a@example.com", id));
        Assert.Contains("{EMAIL}", answer.ToString());
        Assert.DoesNotContain("a@example.com", answer.GetProperty("output").ToString());
        Assert.Equal("end_turn", Text(answer, "stopReason"));
    }

    [Fact]
    public async Task A_native_body_is_guarded_through_headers()
    {
        string id = await CreateAsync("g");
        using HttpRequestMessage request = _client.Sign(
            HttpMethod.Post, "/model/meta.llama3-8b-instruct-v1%3A0/invoke", """{"prompt":"Something forbidden"}""");
        request.Headers.Add("X-Amzn-Bedrock-GuardrailIdentifier", id);
        request.Headers.Add("X-Amzn-Bedrock-GuardrailVersion", "DRAFT");
        JsonElement answer = await SigningClient.ReadAsync(await _client.SendAsync(request));
        Assert.Equal("Not that question.", Text(answer, "generation"));
        Assert.Equal("INTERVENED", Text(answer, "amazon-bedrock-guardrailAction"));
    }

    [Fact]
    public async Task A_guardrail_that_does_not_exist_is_refused()
    {
        HttpResponseMessage response = await _client.PostAsync("/model/amazon.nova-lite-v1%3A0/converse", Ask("Hello", "nosuchguardrail"));
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
    }

    [Theory]
    [InlineData("sync", "Not that answer.")]
    [InlineData("async", "This is a simulated answer")]
    public async Task A_stream_is_looked_at_before_or_after_it_is_let_through(string mode, string beginning)
    {
        // The model quotes its system prompt, which no guardrail looks at.
        string id = await CreateAsync("g");
        string body = Ask("Hello", id).Replace("\"trace\":\"enabled\"", $"\"trace\":\"enabled\",\"streamProcessingMode\":\"{mode}\"")
            .Replace("{\"messages\"", "{\"system\":[{\"text\":\"say forbidden\"}],\"messages\"");
        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(
            await _client.PostAsync("/model/amazon.nova-lite-v1%3A0/converse-stream", body));
        string text = string.Concat(events.Where(static e => e.Key == "contentBlockDelta").Select(static e => Text(e.Value.GetProperty("delta"), "text")));
        Assert.StartsWith(beginning, text);
        Assert.EndsWith("Not that answer.", text);
        Assert.Equal("guardrail_intervened", Text(events.Single(static e => e.Key == "messageStop").Value, "stopReason"));
        JsonElement trace = events[^1].Value.GetProperty("trace").GetProperty("guardrail");
        Assert.Equal("forbidden", Text(trace.GetProperty("outputAssessments").GetProperty(id)[0].GetProperty("wordPolicy").GetProperty("customWords")[0], "match"));
        Assert.Equal(mode == "sync", trace.TryGetProperty("modelOutput", out _));
    }

    [Fact]
    public async Task A_full_trace_tells_also_of_what_found_nothing()
    {
        string id = await CreateAsync("g");
        JsonElement answer = await _client.PostJsonAsync(
            "/model/amazon.nova-lite-v1%3A0/converse", Ask("Something forbidden", id).Replace("\"enabled\"", "\"enabled_full\""));
        JsonElement assessment = answer.GetProperty("trace").GetProperty("guardrail").GetProperty("inputAssessment").GetProperty(id);
        JsonElement filter = assessment.GetProperty("contentPolicy").GetProperty("filters")[0];
        Assert.Equal(("INSULTS", false), (Text(filter, "type"), filter.GetProperty("detected").GetBoolean()));
        Assert.Equal("tax advice", Text(assessment.GetProperty("topicPolicy").GetProperty("topics")[0], "name"));
        Assert.Equal(id, Text(assessment.GetProperty("appliedGuardrailDetails"), "guardrailId"));
        Assert.Equal(1, assessment.GetProperty("invocationMetrics").GetProperty("usage").GetProperty("wordPolicyUnits").GetInt32());
    }

    [Fact]
    public async Task Without_a_trace_there_is_only_the_stop_reason()
    {
        string id = await CreateAsync("g");
        JsonElement answer = await _client.PostJsonAsync(
            "/model/amazon.nova-lite-v1%3A0/converse", Ask("Something forbidden", id).Replace("\"enabled\"", "\"disabled\""));
        Assert.Equal("guardrail_intervened", Text(answer, "stopReason"));
        Assert.False(answer.TryGetProperty("trace", out _));
    }

    private async Task<string> CreateAsync(string name)
    {
        HttpResponseMessage response = await _client.PostAsync("/guardrails", Config.Replace("NAME", name));
        JsonElement answer = await SigningClient.ReadAsync(response);
        Assert.True((int)response.StatusCode == 202, answer.ToString());
        return Text(answer, "guardrailId");
    }

    private static string Ask(string prompt, string guardrail) =>
        $$$"""
        {"messages":[{"role":"user","content":[{"text":"{{{prompt}}}"}]}],
         "guardrailConfig":{"guardrailIdentifier":"{{{guardrail}}}","guardrailVersion":"DRAFT","trace":"enabled"}}
        """;

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value.GetString()! : throw new InvalidOperationException(json.ToString());

    public void Dispose() => _client.Dispose();
}
