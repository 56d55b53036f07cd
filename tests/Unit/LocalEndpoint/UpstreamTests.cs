using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Http;
using BedrockPS.Local.Upstream;
using BedrockPS.LocalEndpoints;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>The endpoint in front of a small server that speaks chat completions.</summary>
public sealed class UpstreamTests : IDisposable
{
    private const string Model = "/model/anthropic.claude-3-haiku-20240307-v1%3A0/";
    private const string Body = """{"system":[{"text":"Be brief"}],"messages":[{"role":"user","content":[{"text":"Hello"}]}],"inferenceConfig":{"maxTokens":77,"temperature":0.5,"stopSequences":["END"]}}""";

    private static readonly string[] s_hello =
    [
        """{"choices":[{"delta":{"role":"assistant","reasoning_content":"Hm. "}}]}""",
        """{"choices":[{"delta":{"content":"Good "}}]}""",
        """{"choices":[{"delta":{"content":"day"},"finish_reason":null}]}""",
        """{"choices":[{"delta":{},"finish_reason":"stop"}]}""",
        """{"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":22}}""",
        "[DONE]",
    ];

    private readonly HttpServer _upstream;
    private readonly SigningClient _client;
    private string[] _lines = s_hello;
    private int _status = 200;
    private HttpRequest? _asked;
    private TaskCompletionSource? _pause;

    public UpstreamTests()
    {
        _upstream = new HttpServer(0, AnswerAsync, static (_, _, _) => Task.CompletedTask);
        _client = new SigningClient(new LocalEndpointOptions { Upstream = $"http://127.0.0.1:{_upstream.Port}/", UpstreamModel = "tiny" });
    }

    [Fact]
    public async Task Converse_is_answered_by_the_server_behind()
    {
        JsonElement answer = await _client.PostJsonAsync(Model + "converse", Body);
        JsonElement content = answer.GetProperty("output").GetProperty("message").GetProperty("content");
        Assert.Equal("Hm. ", content[0].GetProperty("reasoningContent").GetProperty("reasoningText").GetProperty("text").GetString());
        Assert.Equal("Good day", content[1].GetProperty("text").GetString());
        Assert.Equal("end_turn", answer.GetProperty("stopReason").GetString());
        Assert.Equal((11, 22), (Usage(answer, "inputTokens"), Usage(answer, "outputTokens")));

        JsonElement asked = JsonDocument.Parse(_asked!.Body).RootElement;
        Assert.Equal("/v1/chat/completions", _asked.Path);
        Assert.Equal("tiny", asked.GetProperty("model").GetString());
        Assert.Equal(
            """[{"role":"system","content":"Be brief"},{"role":"user","content":"Hello"}]""", asked.GetProperty("messages").GetRawText());
        Assert.Equal(77, asked.GetProperty("max_tokens").GetInt32());
        Assert.Equal(0.5, asked.GetProperty("temperature").GetDouble());
        Assert.Equal("END", asked.GetProperty("stop")[0].GetString());
    }

    [Fact]
    public async Task Pieces_reach_the_client_while_the_server_still_thinks()
    {
        _pause = new TaskCompletionSource();
        HttpResponseMessage response = await _client.PostAsync(Model + "converse-stream", Body);
        using System.IO.Stream stream = await response.Content.ReadAsStreamAsync(Stop);
        byte[] buffer = new byte[4096];
        string seen = "";
        while (!seen.Contains("Hm. "))
        {
            seen += Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, Stop));
        }

        Assert.DoesNotContain("day", seen);
        _pause.SetResult();
        while (!seen.Contains("metadata"))
        {
            seen += Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, Stop));
        }

        Assert.Contains("day", seen);
    }

    [Fact]
    public async Task Native_bodies_are_answered_too()
    {
        JsonElement answer = await _client.PostJsonAsync("/model/meta.llama3-8b-instruct-v1%3A0/invoke", """{"prompt":"Hello"}""");
        Assert.Equal("Good day", answer.GetProperty("generation").GetString());
        List<KeyValuePair<string, JsonElement>> chunks = await EventStream.ReadAsync(
            await _client.PostAsync("/model/amazon.nova-lite-v1%3A0/invoke-with-response-stream", """{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}"""));
        Assert.Contains(chunks, static chunk => chunk.Value.ToString().Contains("Good "));
    }

    [Fact]
    public async Task Tools_go_there_and_calls_come_back()
    {
        _lines =
        [
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"weather","arguments":"{\"ci"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"ty\":\"Oslo\"}"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"c2","function":{"name":"weather","arguments":"{}"}}]}}]}""",
            """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""",
        ];
        const string tools = """, "toolConfig":{"toolChoice":{"any":{}},"tools":[{"toolSpec":{"name":"weather","inputSchema":{"json":{"type":"object"}}}}]}}""";
        JsonElement answer = await _client.PostJsonAsync(
            Model + "converse",
            """
            {"messages":[{"role":"user","content":[{"text":"Weather?"}]},
             {"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","name":"weather","input":{"city":"Rome"}}}]},
             {"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[{"text":"sunny"}]}},{"image":{"format":"png","source":{"bytes":"AAAA"}}}]}]
            """ + tools);
        Assert.Equal("tool_use", answer.GetProperty("stopReason").GetString());
        JsonElement content = answer.GetProperty("output").GetProperty("message").GetProperty("content");
        Assert.Equal("Oslo", content[0].GetProperty("toolUse").GetProperty("input").GetProperty("city").GetString());
        Assert.Equal("c2", content[1].GetProperty("toolUse").GetProperty("toolUseId").GetString());

        JsonElement asked = JsonDocument.Parse(_asked!.Body).RootElement;
        Assert.Equal("required", asked.GetProperty("tool_choice").GetString());
        JsonElement messages = asked.GetProperty("messages");
        Assert.Equal("""{"city":"Rome"}""", messages[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal(("tool", "t1", "sunny"), (Text(messages[2], "role"), Text(messages[2], "tool_call_id"), Text(messages[2], "content")));
        Assert.Equal("data:image/png;base64,AAAA", Text(messages[3].GetProperty("content")[1].GetProperty("image_url"), "url"));
    }

    [Theory]
    [InlineData(400, "400 ValidationException")]
    [InlineData(404, "404 ResourceNotFoundException")]
    [InlineData(429, "429 ThrottlingException")]
    [InlineData(500, "424 ModelErrorException")]
    public async Task Its_errors_become_bedrocks(int status, string error)
    {
        _status = status;
        foreach (string operation in new[] { "converse", "converse-stream" })
        {
            HttpResponseMessage response = await _client.PostAsync(Model + operation, Body);
            Assert.Equal(error, SigningClient.ErrorOf(response));
            Assert.Contains("upstream", (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
        }
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"half"}}]}""")]
    [InlineData("not JSON")]
    public async Task A_broken_answer_is_an_exception_in_the_stream(string line)
    {
        _lines = ["""{"choices":[{"delta":{"content":"begun "}}]}""", line];
        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(await _client.PostAsync(Model + "converse-stream", Body));
        Assert.Contains(events, static e => e.Value.ToString().Contains("begun"));
        Assert.Equal("modelStreamErrorException", events[^1].Key);
        Assert.Equal("424 ModelErrorException", SigningClient.ErrorOf(await _client.PostAsync(Model + "converse", Body)));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        _upstream.Dispose();
        Assert.Equal("503 ServiceUnavailableException", SigningClient.ErrorOf(await _client.PostAsync(Model + "converse", Body)));
    }

    [Theory]
    [InlineData("http://localhost:11434", "http://localhost:11434/v1/chat/completions")]
    [InlineData("http://localhost:8080/v1/", "http://localhost:8080/v1/chat/completions")]
    [InlineData("https://example.com/api/chat/completions", "https://example.com/api/chat/completions")]
    public void Addresses_are_completed(string given, string used) => Assert.Equal(used, UpstreamModel.AddressOf(given).ToString());

    [Theory]
    [InlineData("localhost:11434")]
    [InlineData("ftp://example.com")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused_at_the_start(string address) =>
        Assert.Equal("LocalEndpointFailed", Assert.Throws<BedrockException>(() => new SigningClient(new LocalEndpointOptions { Upstream = address })).Code);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task AnswerAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        _asked = request;
        response.Status = _status;
        if (_status != 200)
        {
            await response.SendAsync(Encoding.UTF8.GetBytes("""{"error":{"message":"no"}}"""), cancellationToken);
            return;
        }

        response.Headers.Add("Content-Type", "text/event-stream");
        response.Begin();
        for (int i = 0; i < _lines.Length; i++)
        {
            if (i == 1 && _pause is not null)
            {
                await _pause.Task;
            }

            await response.WriteAsync(Encoding.UTF8.GetBytes($"data: {_lines[i]}\n\n"), cancellationToken);
        }

        await response.EndAsync(cancellationToken);
    }

    private static int Usage(JsonElement answer, string name) => answer.GetProperty("usage").GetProperty(name).GetInt32();

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    public void Dispose()
    {
        _client.Dispose();
        _upstream.Dispose();
    }
}
