using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>When the simulated models call tools, with which arguments, and what they say of the results.</summary>
public sealed class ToolTests : IDisposable
{
    private const string Nova = "/model/amazon.nova-lite-v1%3A0/";

    private const string Tools = """
        {"tools":[
          {"toolSpec":{"name":"get_weather","description":"Tells the weather of a city","inputSchema":{"json":{"type":"object",
            "properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1,"maximum":7},
            "unit":{"enum":["celsius","fahrenheit"]},"verbose":{"type":"boolean"}},"required":["city"]}}}},
          {"toolSpec":{"name":"Get-DiskUsage","description":"Measures free space on a volume","inputSchema":{"json":{"type":"object",
            "properties":{"Path":{"type":"string"},"Depth":{"type":"integer"}}}}}},
          {"toolSpec":{"name":"find_user","inputSchema":{"json":{"type":"object","properties":{"user_id":{"type":"integer"},
            "ticket":{"type":"string","pattern":"^[A-Z]{3}-\\d{2,4}$"}},"required":["user_id","ticket"]}}}}]}
        """;

    private readonly SigningClient _client = new();

    [Theory]
    [InlineData("What is the weather in Oslo?", "get_weather", """{"city":"Oslo"}""")]
    [InlineData("call get_weather with city=\"New York\", days: 3, unit=fahrenheit", "get_weather", """{"city":"New York","days":3,"unit":"fahrenheit"}""")]
    [InlineData("get_weather city=Rome days=30 verbose=no", "get_weather", """{"city":"Rome","days":7,"verbose":false}""")]
    [InlineData("Please run Get-DiskUsage -Path: '/var/log'", "Get-DiskUsage", """{"Path":"/var/log"}""")]
    [InlineData("How much space is free on the volume?", "Get-DiskUsage", "{}")]
    [InlineData("find_user 42 of ticket ABC-123", "find_user", """{"user_id":42,"ticket":"ABC-123"}""")]
    [InlineData("find_user with the user id: 7", "find_user", """{"user_id":7,"ticket":"AAA-11"}""")]
    [InlineData("""{{call find_user {"user_id":"}} no number","x":{"y":{}}}}}""", "find_user", """{"user_id":"}} no number","x":{"y":{}}}""")]
    [InlineData("""{{call no_such_tool {}}}""", "no_such_tool", "{}")]
    [InlineData("{{call get_weather}} in Bergen", "get_weather", """{"city":"Bergen"}""")]
    public async Task The_prompt_decides_on_the_tool_and_its_arguments(string prompt, string tool, string input)
    {
        JsonElement call = Assert.Single(Calls(await AskAsync(prompt)));
        Assert.Equal((tool, input), (call.GetProperty("name").GetString(), call.GetProperty("input").GetRawText()));
    }

    [Fact]
    public async Task A_prompt_that_speaks_of_no_tool_is_answered()
    {
        JsonElement answer = await AskAsync("Write a poem about rain.");
        Assert.Equal("end_turn", answer.GetProperty("stopReason").GetString());
    }

    [Fact]
    public async Task Several_tools_are_called_at_once()
    {
        JsonElement answer = await AskAsync("Call find_user and get_weather for Oslo");
        Assert.Equal(["find_user", "get_weather"], Calls(answer).Select(static call => call.GetProperty("name").GetString()));
        Assert.Equal(2, Calls(answer).Select(static call => call.GetProperty("toolUseId").GetString()).Distinct().Count());
        Assert.Equal("I need find_user and get_weather.", Content(answer)[0].GetProperty("text").GetString());

        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(
            await _client.PostAsync(Nova + "converse-stream", Body(Turn("user", "Call find_user and get_weather for Oslo"))));
        Assert.Equal([1, 2], events.Where(static e => e.Key == "contentBlockStart").Select(static e => e.Value.GetProperty("contentBlockIndex").GetInt32()));
        foreach (JsonElement call in Calls(answer))
        {
            int index = Content(answer).FindIndex(block => block.TryGetProperty("toolUse", out JsonElement use) && use.GetRawText() == call.GetRawText());
            string[] pieces = [.. events
                .Where(e => e.Key == "contentBlockDelta" && e.Value.GetProperty("contentBlockIndex").GetInt32() == index)
                .Select(static e => e.Value.GetProperty("delta").GetProperty("toolUse").GetProperty("input").GetString()!)];
            Assert.Equal(call.GetProperty("input").GetRawText(), string.Concat(pieces));
            Assert.True(pieces.Length > 1);
        }
    }

    [Fact]
    public async Task One_tool_after_the_other_makes_two_rounds()
    {
        List<string> turns = [Turn("user", "call get_weather for Oslo, then find_user of that ticket")];
        JsonElement first = await TalkAsync(turns);
        Assert.Equal("get_weather", Assert.Single(Calls(first)).GetProperty("name").GetString());

        turns.Add(first.GetProperty("output").GetProperty("message").GetRawText());
        turns.Add(Result(Calls(first)[0], """{"json":{"celsius":-4,"user_id":9,"ticket":"XYZ-77"}}"""));
        JsonElement second = await TalkAsync(turns);
        Assert.Equal("""{"user_id":9,"ticket":"XYZ-77"}""", Assert.Single(Calls(second)).GetProperty("input").GetRawText());

        turns.Add(second.GetProperty("output").GetProperty("message").GetRawText());
        turns.Add(Result(Calls(second)[0], """{"text":"nobody"}""", "error"));
        JsonElement last = await TalkAsync(turns);
        Assert.Equal("end_turn", last.GetProperty("stopReason").GetString());
        Assert.Contains("The tool get_weather returned {\"celsius\":-4,\"user_id\":9,\"ticket\":\"XYZ-77\"}. ", Content(last)[0].ToString().Replace("\\", ""));
        Assert.Contains("The tool find_user failed: nobody.", Content(last)[0].ToString());
    }

    [Fact]
    public async Task A_loop_never_ends_by_itself()
    {
        List<string> turns = [Turn("user", "{{call find_user {\\\"user_id\\\":1}}}{{loop}}")];
        for (int i = 0; i < 4; i++)
        {
            JsonElement answer = await TalkAsync(turns);
            Assert.Equal("tool_use", answer.GetProperty("stopReason").GetString());
            turns.Add(answer.GetProperty("output").GetProperty("message").GetRawText());
            turns.Add(Result(Calls(answer)[0], """{"text":"again"}"""));
        }
    }

    [Fact]
    public async Task Mistral_ids_are_nine_letters_or_digits()
    {
        JsonElement answer = await _client.PostJsonAsync(
            "/model/mistral.mistral-large-2407-v1%3A0/converse", Body(Turn("user", "Call find_user and get_weather")));
        Assert.All(Calls(answer), static call => Assert.Matches("^[A-Za-z0-9]{9}$", call.GetProperty("toolUseId").GetString()));
    }

    [Theory]
    [InlineData("mistral.mistral-large-2407-v1%3A0", "message", "stop_reason")]
    [InlineData("qwen.qwen3-32b-v1%3A0", "delta", "finish_reason")]
    [InlineData("openai.gpt-oss-20b-1%3A0", "delta", "finish_reason")]
    public async Task Chat_families_call_tools_in_their_own_way(string model, string pieceKey, string finishKey)
    {
        string body = """
            {"messages":[{"role":"user","content":"call first_one then second_one"}],
             "tools":[{"type":"function","function":{"name":"first_one","parameters":{"type":"object","properties":{}}}},
                      {"type":"function","function":{"name":"second_one","parameters":{"type":"object","properties":{}}}}]}
            """;
        JsonElement choice = (await _client.PostJsonAsync($"/model/{model}/invoke", body)).GetProperty("choices")[0];
        JsonElement call = choice.GetProperty("message").GetProperty("tool_calls")[0];
        Assert.Equal(("first_one", "{}"), (call.GetProperty("function").GetProperty("name").GetString(), call.GetProperty("function").GetProperty("arguments").GetString()));
        Assert.Equal("tool_calls", choice.GetProperty(finishKey).GetString());

        string next = body.Replace(
            "\"}],\n \"tools\"",
            $$"""
            "},{"role":"assistant","content":"","tool_calls":[{{call.GetRawText()}}]},
            {"role":"tool","tool_call_id":"{{call.GetProperty("id").GetString()}}","content":"done"}],"tools"
            """);
        Assert.NotEqual(body, next);
        List<KeyValuePair<string, JsonElement>> events = await EventStream.ReadAsync(
            await _client.PostAsync($"/model/{model}/invoke-with-response-stream", next));
        Assert.Contains(events, e => e.Value.ToString().Contains("second_one") && e.Value.GetProperty("choices")[0].TryGetProperty(pieceKey, out _));
    }

    [Fact]
    public async Task Claude_tells_of_a_failed_tool_in_its_own_format()
    {
        JsonElement answer = await _client.PostJsonAsync(
            "/model/anthropic.claude-3-haiku-20240307-v1%3A0/invoke",
            """
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":500,"messages":[{"role":"user","content":"find_user"},
             {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"find_user","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":"denied"}]}],
             "tools":[{"name":"find_user","input_schema":{"type":"object"}}]}
            """);
        Assert.Contains("The tool find_user failed: denied.", answer.ToString());
    }

    private Task<JsonElement> AskAsync(string prompt) => TalkAsync([Turn("user", prompt.Replace("\"", "\\\""))]);

    private async Task<JsonElement> TalkAsync(List<string> turns)
    {
        HttpResponseMessage response = await _client.PostAsync(Nova + "converse", Body([.. turns]));
        JsonElement answer = await SigningClient.ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        return answer;
    }

    private static string Body(params string[] turns) => $$"""{"messages":[{{string.Join(",", turns)}}],"toolConfig":{{Tools}}}""";

    private static string Turn(string role, string text) => $$"""{"role":"{{role}}","content":[{"text":"{{text}}"}]}""";

    private static string Result(JsonElement call, string content, string status = "success") =>
        $$$"""
        {"role":"user","content":[{"toolResult":{"toolUseId":"{{{call.GetProperty("toolUseId").GetString()}}}","status":"{{{status}}}",
         "content":[{{{content}}}]}}]}
        """;

    private static List<JsonElement> Content(JsonElement answer) =>
        [.. answer.GetProperty("output").GetProperty("message").GetProperty("content").EnumerateArray()];

    private static List<JsonElement> Calls(JsonElement answer) =>
        [.. Content(answer).Where(static block => block.TryGetProperty("toolUse", out _)).Select(static block => block.GetProperty("toolUse"))];

    public void Dispose() => _client.Dispose();
}
