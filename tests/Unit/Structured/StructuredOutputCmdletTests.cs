using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Structured;

/// <summary>-Schema and -As through the commands, on models that can be held to a schema and on models that cannot.</summary>
public sealed class StructuredOutputCmdletTests : EndpointSession
{
    /// <summary>Takes outputConfig.textFormat.</summary>
    private const string Held = "qwen.qwen3-32b-v1:0";

    /// <summary>Takes tools only.</summary>
    private const string Tools = Nova;

    /// <summary>Takes neither.</summary>
    private const string Plain = "amazon.titan-text-express-v1";

    private const string Person = "@{ Name = 'string'; Age = 'int' }";

    private JsonNode[] Bodies => [.. Endpoint.GetRequest().Where(static request => request.Body is not null).Select(static request => JsonNode.Parse(request.Body!)!)];

    [Theory]
    [InlineData(Held)]
    [InlineData(Tools)]
    public void The_object_itself_is_written(string model)
    {
        PSObject person = Assert.Single(Shell.Run($"Invoke-BRModel 'name: Ada, age: 36' -Model {model} -As {Person}"));
        Assert.Empty(Shell.Errors);
        Assert.Equal(("Ada", 36), (person.Properties["Name"].Value, person.Properties["Age"].Value));
    }

    [Fact]
    public void A_pattern_that_cannot_be_decided_fails_this_input_alone_and_gives_the_answer()
    {
        List<PSObject> output = Shell.Run(
            $"\"name: {new string('a', 40)}\", 'name: aaab' | Invoke-BRModel -Model {Held} -Schema @{{ type = 'object'; properties = @{{ name = @{{ type = 'string'; pattern = '^(a+)+b$' }} }}; required = 'name' }}");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.StartsWith("SchemaTooSlow,", error.FullyQualifiedErrorId);
        Assert.Contains("aaaa", ((BedrockException)error.Exception).Body);
        Assert.Equal("aaab", Assert.Single(output).Properties["name"].Value);
    }

    [Fact]
    public void A_model_that_can_be_held_to_a_schema_is()
    {
        Shell.Run($"$null = Invoke-BRModel 'name: Ada, age: 36' -Model {Held} -As {Person}");
        JsonNode format = Assert.Single(Bodies)["outputConfig"]!["textFormat"]!;
        Assert.Equal("json_schema", (string?)format["type"]);
        JsonNode schema = JsonNode.Parse((string)format["structure"]!["jsonSchema"]!["schema"]!)!;
        Assert.Equal(["Age", "Name"], schema["properties"]!.AsObject().Select(static member => member.Key));
        Assert.Null(Bodies[0]["toolConfig"]);
    }

    [Fact]
    public void A_model_that_cannot_must_call_a_tool_and_is_not_asked_twice()
    {
        Shell.Run($"$null = 'name: Ada, age: 36', 'name: Eve, age: 7' | Invoke-BRModel -Model {Tools} -As {Person}");
        Assert.Empty(Shell.Errors);
        Assert.Equal(3, Bodies.Length);
        Assert.NotNull(Bodies[0]["outputConfig"]);
        Assert.All(Bodies[1..], static body => Assert.Equal("answer", (string?)body["toolConfig"]!["toolChoice"]!["tool"]!["name"]));

        // Of the outermost schema some models take these members alone.
        Assert.Equal(
            ["type", "properties", "required"],
            Bodies[1]["toolConfig"]!["tools"]![0]!["toolSpec"]!["inputSchema"]!["json"]!.AsObject().Select(static member => member.Key));
    }

    [Fact]
    public void A_model_without_tools_is_asked_in_words_and_its_prose_is_no_object()
    {
        Shell.Run($"Invoke-BRModel 'Say hello.' -Model {Plain} -As {Person}");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("SchemaMismatch,BedrockPS.Cmdlets.InvokeBRModelCommand", error.FullyQualifiedErrorId);
        Assert.Contains("not JSON", error.ToString());
        Assert.Equal("Say hello.", error.TargetObject);
        Assert.Contains("It must fit this JSON schema", Bodies[^1]["messages"]!.ToJsonString());
        BedrockException exception = (BedrockException)error.Exception;
        Assert.Equal(exception.Response!.Text, exception.Body);
        Assert.True(exception.Response.Usage.OutputTokens > 0);
    }

    [Fact]
    public void A_model_that_thinks_cannot_be_forced_and_can_again_when_it_does_not_think()
    {
        const string Thinker = "us.anthropic.claude-3-7-sonnet-20250219-v1:0";
        Shell.Run($"$null = Invoke-BRModel 'name: Ada, age: 36' -Model {Thinker} -As {Person} -ThinkingBudget 1024 -RepairAttempt 0 -ErrorAction SilentlyContinue");
        Assert.Equal([true, false, false], Bodies.Select(static body => body["outputConfig"] is not null));
        Assert.Equal([false, true, false], Bodies.Select(static body => body["toolConfig"] is not null));
        Assert.Equal("Ada", Assert.Single(Shell.Run($"Invoke-BRModel 'name: Ada, age: 36' -Model {Thinker} -As {Person}")).Properties["Name"].Value);
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void Json_is_found_in_a_fence_and_in_prose()
    {
        Assert.Equal("""{"a":1}""", JsonAnswerText("Here you are:\n```json\n{\"a\":1}\n```"));
        Assert.Equal("""[1,2]""", JsonAnswerText(" [1,2] "));
        Assert.Null(JsonAnswerText("I would rather not {say}."));
        Assert.Null(JsonAnswerText(""));
    }

    [Theory]
    [InlineData(Held, "misfit:1", false)]
    [InlineData(Tools, "misfit:1", false)]
    [InlineData(Held, "badjson:1", false)]
    [InlineData(Tools, "badjson:1", false)]
    [InlineData(Held, "misfit:1", true)]
    [InlineData(Tools, "badjson:1", true)]
    public void An_answer_that_does_not_fit_is_sent_back_once(string model, string fault, bool stream)
    {
        Endpoint.SetFault(fault);
        string ask = $"Invoke-BRModel 'name: Ada, age: 36' -Model {model} -As {Person} -Verbose";
        ModelResponse response = stream
            ? ((StreamChunk)Shell.Run(ask + " -Stream")[^1].BaseObject).Response!
            : Shell.One<ModelResponse>(ask + " -FullResponse");
        Assert.Empty(Shell.Errors);
        Assert.Equal(36, ((PSObject)response.Value!).Properties["Age"].Value);
        Assert.Contains(Shell.Verbose, static line => line.Contains("asking again (1 of 1)", StringComparison.Ordinal));

        // The complaint names the place, and both rounds are paid for.
        string last = Bodies[^1]["messages"]!.ToJsonString();
        // The input of a tool that is no JSON comes as an empty one from the service, and as text from a stream.
        Assert.Contains(fault == "badjson:1" && (stream || model == Held) ? "not JSON" : "Age is", last);
        Assert.Equal(3, Bodies[^1]["messages"]!.AsArray().Count);
        long single = Shell.One<ModelResponse>($"Invoke-BRModel 'name: Ada, age: 36' -Model {model} -As {Person} -FullResponse").Usage.InputTokens;
        Assert.True(response.Usage.InputTokens > single * 2);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("-RepairAttempt 0", 1)]
    [InlineData("-RepairAttempt 3", 4)]
    public void One_that_never_fits_is_one_error_with_the_place(string repairs, int calls)
    {
        Endpoint.SetFault("misfit");
        Shell.Run($"'name: Ada, age: 36' | Invoke-BRModel -Model {Held} -As {Person} {repairs}");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("SchemaMismatch", ((BedrockException)error.Exception).Code);
        Assert.Contains("Age is \"does not fit\", not an integer", error.ToString());
        Assert.Equal("name: Ada, age: 36", error.TargetObject);
        Assert.Contains("does not fit", ((BedrockException)error.Exception).Body);
        Assert.Equal(calls, Bodies.Length);
    }

    [Fact]
    public void One_input_that_fails_does_not_stop_the_others()
    {
        Endpoint.SetFault("misfit:1");
        List<PSObject> people = Shell.Run($"'name: Ada, age: 36', 'name: Eve, age: 7' | Invoke-BRModel -Model {Held} -As {Person} -RepairAttempt 0");
        Assert.Equal("name: Ada, age: 36", Assert.Single(Shell.Errors).TargetObject);
        Assert.Equal("Eve", Assert.Single(people).Properties["Name"].Value);
    }

    [Theory]
    [InlineData(Held)]
    [InlineData(Tools)]
    public void An_answer_that_is_cut_says_so_and_is_not_asked_for_again(string model)
    {
        Shell.Run($"Invoke-BRModel 'name: Ada, age: 36' -Model {model} -As {Person} -MaxTokens 3");
        Assert.Equal("AnswerCut", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Assert.Equal("LimitsExceeded", Shell.Errors[0].CategoryInfo.Category.ToString());
        Assert.Equal(model == Held ? 1 : 2, Bodies.Length);
    }

    [Fact]
    public void Lists_and_scalars_are_written_one_by_one()
    {
        Assert.Equal([3], Shell.Run($"Invoke-BRModel 'Name 3.' -Model {Held} -As [int[]]").Select(static item => item.BaseObject));
        Assert.IsType<bool>(Assert.Single(Shell.Run($"Invoke-BRModel 'Is it?' -Model {Tools} -As bool")).BaseObject);
        List<PSObject> rows = Shell.Run($"Invoke-BRModel 'name: Ada' -Model {Tools} -As @(@{{ Name = 'string' }})");
        Assert.Equal("Ada", Assert.Single(rows).Properties["Name"].Value);
        PSObject item = Assert.Single(Shell.Run($"Invoke-BRModel 'name: Ada' -Model {Held} -Schema '{{\"type\":\"array\",\"items\":{{\"type\":\"string\"}}}}'"));
        Assert.IsType<string>(item.BaseObject);
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_schema_gives_numbers_as_they_are_and_times_as_text()
    {
        PSObject made = Assert.Single(Shell.Run(
            $$"""
            Invoke-BRModel 'real: 1.5, whole: 7' -Model {{Held}} -Schema @{
                type = 'object'; required = 'real', 'whole', 'when', 'list'
                properties = @{
                    real = @{ type = 'number' }; whole = @{ type = 'integer' }; when = @{ type = 'string'; format = 'date-time' }
                    list = @{ type = 'array'; items = @{ type = 'integer' } }
                }
            }
            """));
        Assert.Empty(Shell.Errors);
        Assert.Equal((1.5, 7L), (made.Properties["real"].Value, made.Properties["whole"].Value));
        Assert.IsType<string>(made.Properties["when"].Value);
        Assert.IsType<object[]>(made.Properties["list"].Value);
    }

    [Fact]
    public void The_response_holds_the_value_and_the_input_it_belongs_to()
    {
        List<PSObject> responses = Shell.Run($"'name: Ada, age: 36', 'name: Eve, age: 7' | Invoke-BRModel -Model {Tools} -As {Person} -FullResponse");
        Assert.Equal(
            [("name: Ada, age: 36", "Ada"), ("name: Eve, age: 7", "Eve")],
            responses.Select(static item => (ModelResponse)item.BaseObject).Select(static response =>
                ((string)response.InputObject!, (string)((PSObject)response.Value!).Properties["Name"].Value)));
        ModelResponse first = (ModelResponse)responses[0].BaseObject;
        Assert.Equal(("end_turn", """{"Age":36,"Name":"Ada"}"""), (first.StopReason, first.Text));
        Assert.Equal("text", Assert.Single(first.Message!.Content).Kind);
    }

    [Theory]
    [InlineData(Held)]
    [InlineData(Tools)]
    public void A_stream_is_text_and_its_end_holds_the_value(string model)
    {
        List<PSObject> chunks = Shell.Run($"Invoke-BRModel 'name: Ada, age: 36' -Model {model} -As {Person} -Stream");
        Assert.Empty(Shell.Errors);
        StreamChunk[] read = [.. chunks.Select(static chunk => (StreamChunk)chunk.BaseObject)];
        Assert.True(read.Length > 2);
        ModelResponse response = Assert.Single(read, static chunk => chunk.Kind == StreamChunkKind.End).Response!;
        Assert.Equal(response.Text, string.Concat(read.Select(static chunk => chunk.ToString())));
        Assert.Equal("Ada", ((PSObject)response.Value!).Properties["Name"].Value);
    }

    [Theory]
    [InlineData(Held)]
    [InlineData(Tools)]
    public void A_chat_goes_on_after_an_object(string model)
    {
        Endpoint.SetFault("misfit:1");
        Chat chat = Shell.One<Chat>($"Start-BRChat -Model {model}");
        PSObject person = Assert.Single(Shell.Run($"Send-BRMessage 'name: Ada, age: 36' -Chat $chat -As {Person}", ("chat", chat)));
        Assert.Equal("Ada", person.Properties["Name"].Value);
        Shell.One<ModelResponse>("Send-BRMessage 'And now?' -Chat $chat", ("chat", chat));
        Assert.Empty(Shell.Errors);
        Assert.Equal(["user", "assistant", "user", "assistant"], chat.Messages.Select(static message => message.Role));

        // Neither the answer that did not fit nor the tool is part of what was said.
        Assert.Equal("""{"Age":36,"Name":"Ada"}""", chat.Messages[1].Text);
        Assert.Equal(3, Bodies[^1]["messages"]!.AsArray().Count);
    }

    [Fact]
    public void A_chat_keeps_the_form_of_its_answers()
    {
        Chat chat = Shell.One<Chat>($"Start-BRChat -Model {Tools} -As {Person}");
        List<PSObject> people = Shell.Run("'name: Ada, age: 36', 'name: Eve, age: 7' | Send-BRMessage -Chat $chat", ("chat", chat));
        Assert.Equal(["Ada", "Eve"], people.Select(static person => person.Properties["Name"].Value));
    }

    [Fact]
    public void A_family_of_its_own_format_is_asked_in_words()
    {
        Shell.Run($"Invoke-BRModel 'Hello' -Model {Tools} -Native -As {Person} -RepairAttempt 0");
        Assert.Equal("SchemaMismatch", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Assert.Null(Bodies[^1]["toolConfig"]);
        Assert.Contains("JSON schema", Bodies[^1].ToJsonString());
    }

    [Theory]
    [InlineData("-Schema '{' ", "SchemaInvalid")]
    [InlineData("-Schema no-such-file.json", "SchemaUnreadable")]
    [InlineData("-Schema nosuchdrive:x.json", "SchemaUnreadable")]
    [InlineData("-Schema @{ Name = [string] }", "SchemaInvalid")]
    [InlineData("-As no.such.type", "SchemaInvalid")]
    [InlineData("-As ([scriptblock])", "SchemaTypeUnsupported")]
    [InlineData("-As int -Schema @{ type = 'object' }", "SchemaConflict")]
    [InlineData("-As $null", "ParameterArgumentValidationError")]
    [InlineData("-As int -RepairAttempt 6", "ParameterArgumentValidationError")]
    public void What_cannot_work_ends_the_pipeline_before_anything_is_sent(string parameters, string code)
    {
        ErrorRecord error = Shell.Fails($"'a', 'b' | Invoke-BRModel -Model {Held} {parameters}");
        Assert.Equal(code, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Bodies);
    }

    [Theory]
    [InlineData("-Schema @{ type = 'object' }")]
    [InlineData("-As int")]
    public void A_body_of_the_callers_own_has_no_form(string parameters) =>
        Assert.StartsWith("BodyParameter", Shell.Fails($"Invoke-BRModel -Model {Tools} -Body '{{}}' {parameters}").FullyQualifiedErrorId);

    [Fact]
    public void Keywords_that_nothing_checks_are_warned_of_once()
    {
        Shell.Run($"$null = 'a', 'b' | Invoke-BRModel -Model {Tools} -Schema @{{ type = 'object'; properties = @{{ a = @{{ type = 'string' }} }}; propertyNames = @{{ maxLength = 5 }} }}");
        Assert.Contains("propertyNames", Assert.Single(Shell.Warnings));
    }

    [Fact]
    public void A_schema_may_lie_in_a_file()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}""");
            Assert.Equal("Ada", Assert.Single(Shell.Run($"Invoke-BRModel 'name: Ada' -Model {Held} -Schema '{file}'")).Properties["name"].Value);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? JsonAnswerText(string text) =>
        BedrockPS.Structured.JsonAnswer.Find(new ModelResponse { Text = text }, null)?.GetRawText();
}
