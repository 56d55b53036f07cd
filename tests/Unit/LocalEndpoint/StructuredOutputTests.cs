using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>Answers that must fit a JSON schema.</summary>
public sealed class StructuredOutputTests : IDisposable
{
    private const string Sonnet = "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/";

    private const string Person =
        """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"],"additionalProperties":false}""";

    private SigningClient _client = new();

    [Fact]
    public async Task A_schema_gets_json_that_fits_it()
    {
        const string Schema =
            """
            {"type":"object","required":["name","size","tags"],"additionalProperties":false,"properties":{"name":{"type":"string"},
             "size":{"enum":["small","large"]},"tags":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/tag"}},
             "due":{"type":"string","format":"date-time"},"score":{"type":"number"},"maybe":{"anyOf":[{"type":"null"},{"type":"boolean"}]},
             "code":{"type":"string","pattern":"^[A-F]\\d{3}-(x|y)+$"}},
             "$defs":{"tag":{"type":"string","format":"date"}}}
            """;
        JsonElement made = Value(await AskAsync("A large Elephant of score 0.5 please, on 2026-03-04", Schema));
        Assert.Equal("Elephant", made.GetProperty("name").GetString());
        Assert.Equal("large", made.GetProperty("size").GetString());
        Assert.Equal("2026-03-04", made.GetProperty("tags")[0].GetString());
        Assert.Equal(0.5, made.GetProperty("score").GetDouble());
        Assert.True(made.GetProperty("maybe").GetBoolean());
        Assert.Equal(2025, made.GetProperty("due").GetDateTime().Year);
        Assert.Matches(@"^[A-F]\d{3}-(x|y)+$", made.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("name: Ada Lovelace, age: 36", "Ada Lovelace", 36)]
    [InlineData("Her age is 7. The name = Eve.", "Eve", 7)]
    [InlineData("There was 1 Bob", "Bob", 1)]
    public async Task Values_come_from_the_prompt(string prompt, string name, int age)
    {
        JsonElement made = Value(await AskAsync(prompt, Person));
        Assert.Equal((name, age), (made.GetProperty("name").GetString(), made.GetProperty("age").GetInt32()));
    }

    [Theory]
    [InlineData("us.amazon.nova-lite-v1%3A0")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1%3A0")]
    public async Task A_model_that_cannot_says_so(string model)
    {
        HttpResponseMessage response = await _client.PostAsync($"/model/{model}/converse", Body("x", Person));
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        Assert.Contains("outputConfig.textFormat", (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "expected a JSON schema")]
    [InlineData("""{"type":"object","properties":{}}""", "'additionalProperties' must be explicitly set to false")]
    [InlineData("""{"type":"array","items":{"type":"object"}}""", "'additionalProperties' must be explicitly set to false")]
    [InlineData("""{"type":"array","items":{"type":"integer","minimum":1}}""", "'minimum' is not supported")]
    [InlineData("""{"type":"string","maxLength":3}""", "'maxLength' is not supported")]
    [InlineData("""{"type":"array","minItems":2,"items":{"type":"string"}}""", "'minItems'")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"type":"array","items":{"$ref":"#/$defs/a"}}}}""", "Recursive schemas")]
    [InlineData("""{"$ref":"https://example.com/a.json"}""", "External $ref")]
    public async Task A_schema_outside_the_supported_part_is_refused(string schema, string message)
    {
        HttpResponseMessage response = await _client.PostAsync(Sonnet + "converse", Body("x", schema));
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        Assert.Contains(message, (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_forced_tool_takes_the_whole_schema_on_every_model_with_tools()
    {
        JsonElement answer = await _client.PostJsonAsync("/model/amazon.nova-micro-v1%3A0/converse", Forced("name: Ada, age: 36"));
        Assert.Equal("""{"name":"Ada","age":36,"note":"Ada"}""", InputOf(answer).GetRawText());
    }

    [Fact]
    public async Task A_fault_spoils_the_first_answers_only()
    {
        Restart("badjson:1", "misfit:1");
        JsonElement first = await AskAsync("name: Ada, age: 36", Person);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(Text(first)));
        Assert.Equal("badjson:1", _client.Server.ReadRequests()[0].Fault);
        JsonElement second = Value(await AskAsync("name: Ada, age: 36", Person));
        Assert.Equal((JsonValueKind.Array, 36), (second.GetProperty("name").ValueKind, second.GetProperty("age").GetInt32()));

        Assert.Equal("Ada", Value(await AskAsync("name: Ada, age: 36", Person)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_fault_spoils_a_forced_tool_and_nothing_else()
    {
        Restart("*nova*@misfit:1");
        Assert.Equal("end_turn", (await _client.PostJsonAsync("/model/amazon.nova-micro-v1%3A0/converse", """{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}""")).GetProperty("stopReason").GetString());
        JsonElement spoiled = InputOf(await _client.PostJsonAsync("/model/amazon.nova-micro-v1%3A0/converse", Forced("name: Ada")));
        Assert.Equal(JsonValueKind.Array, spoiled.GetProperty("name").ValueKind);
        JsonElement good = InputOf(await _client.PostJsonAsync("/model/amazon.nova-micro-v1%3A0/converse", Forced("name: Ada")));
        Assert.Equal("Ada", good.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_request_to_repair_keeps_to_what_was_asked_first()
    {
        JsonElement answer = await _client.PostJsonAsync(
            Sonnet + "converse",
            Body("name: Ada, age: 36", Person).Replace(
                "]}],",
                """
                ]},{"role":"assistant","content":[{"text":"{"}]},
                {"role":"user","content":[{"text":"That is no JSON that fits the schema: name: wrong"}]}],
                """));
        Assert.Equal("Ada", Value(answer).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Claude_and_chat_families_take_a_schema_in_their_own_way()
    {
        JsonElement claude = await _client.PostJsonAsync(
            Sonnet + "invoke",
            """{"anthropic_version":"bedrock-2023-05-31","max_tokens":500,"messages":[{"role":"user","content":"name: Ada, age: 36"}],"output_config":{"format":{"type":"json_schema","schema":SCHEMA}}}""".Replace("SCHEMA", Person));
        Assert.Equal("""{"name":"Ada","age":36}""", claude.GetProperty("content")[0].GetProperty("text").GetString());
        JsonElement qwen = await _client.PostJsonAsync(
            "/model/qwen.qwen3-32b-v1%3A0/invoke",
            """{"messages":[{"role":"user","content":"name: Ada, age: 36"}],"response_format":{"type":"json_schema","json_schema":{"name":"p","schema":SCHEMA}}}""".Replace("SCHEMA", Person));
        Assert.Equal("""{"name":"Ada","age":36}""", qwen.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_strict_tool_needs_a_schema_of_the_supported_part()
    {
        HttpResponseMessage response = await _client.PostAsync(
            Sonnet + "converse",
            """
            {"messages":[{"role":"user","content":[{"text":"x"}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"t","strict":true,
             "inputSchema":{"json":{"type":"object"}}}}]}}
            """);
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        Assert.Contains("tools.0.input_schema", (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    private void Restart(params string[] faults)
    {
        _client.Dispose();
        _client = new SigningClient(faults);
    }

    private Task<JsonElement> AskAsync(string prompt, string schema) => _client.PostJsonAsync(Sonnet + "converse", Body(prompt, schema));

    private static string Body(string prompt, string schema) =>
        """
        {"messages":[{"role":"user","content":[{"text":"PROMPT"}]}],
         "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"name":"s","schema":"SCHEMA"}}}}}
        """.Replace("PROMPT", prompt).Replace("SCHEMA", JsonEncodedText.Encode(schema).ToString());

    private static string Forced(string prompt) =>
        """
        {"messages":[{"role":"user","content":[{"text":"PROMPT"}]}],"toolConfig":{"toolChoice":{"tool":{"name":"answer"}},
         "tools":[{"toolSpec":{"name":"answer","inputSchema":{"json":{"type":"object","properties":{"name":{"type":"string"},
          "age":{"type":"integer"},"note":{"type":"string"}},"required":["name"]}}}}]}}
        """.Replace("PROMPT", prompt);

    private static JsonElement InputOf(JsonElement answer) => answer.GetProperty("output").GetProperty("message").GetProperty("content")
        .EnumerateArray().Last().GetProperty("toolUse").GetProperty("input");

    private static string Text(JsonElement answer) =>
        answer.GetProperty("output").GetProperty("message").GetProperty("content")[0].GetProperty("text").GetString()!;

    private static JsonElement Value(JsonElement answer) => JsonDocument.Parse(Text(answer)).RootElement;

    public void Dispose() => _client.Dispose();
}
