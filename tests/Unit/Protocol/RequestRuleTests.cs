using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;
using BedrockPS.Engine;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Protocol;

public class RequestRuleTests
{
    private static readonly object s_message = new Hashtable
    {
        ["role"] = "user",
        ["content"] = new object[] { new Hashtable { ["text"] = "Hello" } },
    };

    [Theory]
    [InlineData("messages[0].content[1].txet: unknown; did you mean 'text'?")]
    [InlineData("messages[0].role: required and missing")]
    [InlineData("inferenceConfig.temperature: expected at most 1, got 2.5")]
    [InlineData("inferenceConfig.maxTokens: expected a whole number of 32 bits, got 'many'")]
    [InlineData("modelId: required and missing")]
    [InlineData("requestMetadata['']: the key must not be empty")]
    public void Every_problem_of_a_request_is_named_with_its_path(string problem)
    {
        BedrockException error = Refused("Converse", new Hashtable
        {
            ["messages"] = new Hashtable
            {
                ["content"] = new object[] { new Hashtable { ["text"] = "a" }, new Hashtable { ["txet"] = "b", ["text"] = "c" } },
            },
            ["inferenceConfig"] = new Hashtable { ["temperature"] = 2.5, ["maxTokens"] = "many" },
            ["requestMetadata"] = new Hashtable { [""] = "x" },
        });
        Assert.Equal("ParameterInvalid", error.Code);
        Assert.Equal(("bedrock-runtime", "Converse"), (error.Service, error.Operation));
        Assert.Contains(problem, error.Message);
        Assert.Contains("6 problems", error.Message);
    }

    [Theory]
    [InlineData("Modelid")]
    [InlineData("MODELID")]
    public void Member_names_match_in_any_case(string name)
    {
        EngineRequest request = Write("Converse", new Hashtable { [name] = "m", ["Messages"] = new object[] { s_message } });
        Assert.Equal("m", request.PathParameters["modelId"]);
        Assert.Equal("""{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}""", Body(request));
    }

    [Fact]
    public void A_member_given_twice_is_refused()
    {
        BedrockException error = Refused("Converse", new Hashtable { ["modelId"] = "m", ["ModelId"] = "n" });
        Assert.Contains("modelId: given twice", error.Message);
    }

    [Fact]
    public void A_union_takes_exactly_one_member()
    {
        Assert.Contains(
            "toolChoice: expected exactly one of auto, any, tool, got auto, any",
            Refused("Converse", Converse("toolConfig", new Hashtable
            {
                ["tools"] = new Hashtable { ["cachePoint"] = new Hashtable { ["type"] = "default" } },
                ["toolChoice"] = new Hashtable { ["auto"] = new Hashtable(), ["any"] = new Hashtable() },
            })).Message);
        Assert.Contains(
            "messages[0].content[0]: expected exactly one of text, image",
            Refused("Converse", Converse("messages", new Hashtable { ["role"] = "user", ["content"] = new object[] { new Hashtable() } })).Message);
    }

    [Fact]
    public void Null_members_count_as_absent() =>
        Assert.Equal(
            """{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}""",
            Body(Write("Converse", Converse("system", null))));

    [Fact]
    public void A_single_value_becomes_a_list()
    {
        EngineRequest request = Write("Converse", new Hashtable
        {
            ["modelId"] = "m",
            ["messages"] = new Hashtable { ["role"] = "user", ["content"] = new Hashtable { ["text"] = "Hello" } },
            ["inferenceConfig"] = new Hashtable { ["stopSequences"] = "END" },
        });
        Assert.Equal(
            """{"messages":[{"role":"user","content":[{"text":"Hello"}]}],"inferenceConfig":{"stopSequences":["END"]}}""", Body(request));
    }

    [Theory]
    [InlineData("0.5", "0.5")]
    [InlineData(1, "1")]
    [InlineData(0.7f, "0.7")]
    [InlineData(0.1, "0.1")]
    public void Numbers_come_in_every_kind(object given, string written) =>
        Assert.EndsWith($"\"inferenceConfig\":{{\"temperature\":{written}}}}}", Body(Write("Converse", Converse("inferenceConfig", new Hashtable { ["temperature"] = given }))));

    [Fact]
    public void Whole_numbers_come_in_every_kind()
    {
        object[] sevens = ["7", 7, 7L, (byte)7, 7.0, 7m, new BigInteger(7), 7u, (ulong)7, DayOfWeek.Sunday + 7];
        foreach (object seven in sevens)
        {
            Assert.Contains("\"maxTokens\":7", Body(Write("Converse", Converse("inferenceConfig", new Hashtable { ["maxTokens"] = seven }))));
        }

        foreach (object wrong in new object[] { 7.5, "7.5", true, double.NaN, 1e30, long.MaxValue, new object() })
        {
            Assert.Contains("inferenceConfig.maxTokens: expected a whole number", Refused("Converse", Converse("inferenceConfig", new Hashtable { ["maxTokens"] = wrong })).Message);
        }
    }

    [Fact]
    public void Documents_keep_whatever_json_can_say()
    {
        OrderedDictionary document = new()
        {
            ["top_k"] = 5,
            ["exact"] = 0.1m,
            ["huge"] = BigInteger.Parse("123456789012345678901234567890"),
            ["list"] = new ArrayList { 1, "two", null, 0.25f },
            ["when"] = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ["day"] = DayOfWeek.Friday,
            ["bytes"] = new byte[] { 1, 2 },
            ["euro"] = "€",
        };
        Assert.EndsWith(
            """additionalModelRequestFields":{"top_k":5,"exact":0.1,"huge":123456789012345678901234567890,"list":[1,"two",null,0.25],"when":"2024-01-02T03:04:05Z","day":"Friday","bytes":"AQI=","euro":"€"}}""",
            Body(Write("Converse", Converse("additionalModelRequestFields", document))));
    }

    [Fact]
    public void A_value_that_holds_itself_ends_in_an_error()
    {
        Hashtable endless = [];
        endless["again"] = endless;
        Assert.Equal("ValueTooDeep", Refused("Converse", Converse("additionalModelRequestFields", endless)).Code);
        ArrayList list = [];
        list.Add(list);
        Assert.Equal("ValueTooDeep", Refused("Converse", Converse("additionalModelRequestFields", list)).Code);
    }

    [Fact]
    public void Blobs_take_bytes_streams_and_files()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, [1, 2, 255]);
            byte[] bytes = [1, 2, 255];
            object[] given = [bytes, new MemoryStream(bytes), new ArraySegment<byte>(bytes), bytes.ToList(), new object[] { 1, (byte)2, 255 }, new FileInfo(file)];
            foreach (object value in given)
            {
                Assert.Contains("{\"bytes\":\"AQL/\"}", Body(Write("Converse", Image(value))));
            }

            Assert.Equal("FileNotFound", Refused("Converse", Image(new FileInfo(file + ".none"))).Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Text_where_bytes_belong_is_refused_without_being_shown()
    {
        BedrockException error = Refused("Converse", Image("AQL/secret"));
        Assert.Contains("image.source.bytes: expected bytes (for base64 text use [Convert]::FromBase64String", error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    [Fact]
    public void The_body_of_InvokeModel_is_bytes_text_or_a_dictionary()
    {
        Assert.Equal("{ \"a\": 1 }", Body(Write("InvokeModel", new Hashtable { ["modelId"] = "m", ["body"] = "{ \"a\": 1 }" })));
        Assert.Equal("{\"a\":1}", Body(Write("InvokeModel", new Hashtable { ["modelId"] = "m", ["body"] = new Hashtable { ["a"] = 1 } })));
        EngineRequest binary = Write("InvokeModel", new Hashtable { ["modelId"] = "m", ["body"] = new byte[] { 0, 1 }, ["accept"] = "image/png", ["contentType"] = "audio/x" });
        Assert.Equal(new byte[] { 0, 1 }, binary.Body);
        Assert.Equal(("image/png", "audio/x"), (binary.Headers["accept"], binary.Headers["content-type"]));
        Assert.Equal("application/json", Write("InvokeModel", new Hashtable { ["modelId"] = "m", ["body"] = " {}" }).Headers["Content-Type"]);
    }

    [Fact]
    public void A_body_over_the_limit_is_not_sent()
    {
        BedrockException error = Refused("InvokeModel", new Hashtable { ["modelId"] = "m", ["body"] = new byte[25_000_001] });
        Assert.Equal("RequestTooLarge", error.Code);
        Assert.Equal(25_000_000, Write("InvokeModel", new Hashtable { ["modelId"] = "m", ["body"] = new byte[25_000_000] }).Body!.Length);
    }

    [Fact]
    public void Enum_values_this_version_does_not_know_are_sent()
    {
        EngineRequest request = Write("Converse", Converse("performanceConfig", new Hashtable { ["latency"] = "instant" }));
        Assert.Contains("\"latency\":\"instant\"", Body(request));
    }

    [Fact]
    public void Enum_values_that_may_be_mistakes_are_logged()
    {
        List<string> log = [];
        RequestWriter.Write(
            ServiceDescription.Get("bedrock-runtime").GetOperation("Converse"),
            new Dictionary<string, object?> { ["modelId"] = "m", ["performanceConfig"] = new Hashtable { ["latency"] = "standart" } },
            ValueRules.Request,
            log.Add);
        Assert.Equal(
            ["Converse: performanceConfig.latency: expected one of standard, optimized, got 'standart'; the nearest is 'standard'; sent as it is"], log);
    }

    [Fact]
    public void Members_of_a_newer_service_can_be_sent_on_request()
    {
        EngineRequest request = RequestWriter.Write(
            ServiceDescription.Get("bedrock-runtime").GetOperation("Converse"),
            new Dictionary<string, object?>
            {
                ["modelId"] = "m",
                ["inferenceConfig"] = new Hashtable { ["temperature"] = 7, ["seed"] = 42 },
                ["novelty"] = new Hashtable { ["day"] = DayOfWeek.Friday },
            },
            ValueRules.LenientRequest);
        Assert.Equal("""{"inferenceConfig":{"temperature":7,"seed":42},"novelty":{"day":"Friday"}}""", Body(request));
    }

    [Theory]
    [InlineData("My-guard_1", true)]
    [InlineData("my guard", false)]
    [InlineData("my.guard", false)]
    public void Patterns_with_dashes_in_odd_places_mean_what_they_say(string name, bool allowed) =>
        Assert.Equal(allowed, ServiceDescription.Get("bedrock").FindShape("GuardrailName")!.SafePattern!.Allows(name));

    [Fact]
    public void Text_is_held_to_length_and_simple_patterns()
    {
        Hashtable tool = new() { ["toolSpec"] = new Hashtable { ["name"] = "no spaces!", ["inputSchema"] = new Hashtable { ["json"] = new Hashtable() } } };
        Assert.Contains(
            "toolConfig.tools[0].toolSpec.name: must match the pattern [a-zA-Z0-9_-]+, got 'no spaces!'",
            Refused("Converse", Converse("toolConfig", new Hashtable { ["tools"] = tool })).Message);
        ((Hashtable)tool["toolSpec"]!)["name"] = new string('a', 65);
        Assert.Contains("toolSpec.name: must have at most 64 characters, has 65", Refused("Converse", Converse("toolConfig", new Hashtable { ["tools"] = tool })).Message);
        ((Hashtable)tool["toolSpec"]!)["name"] = "";
        Assert.Contains("toolSpec.name: must not be empty", Refused("Converse", Converse("toolConfig", new Hashtable { ["tools"] = tool })).Message);
    }

    [Fact]
    public void Characters_outside_the_basic_plane_count_once()
    {
        ShapeDescription shape = ServiceDescription.Get("bedrock-runtime").FindShape("ToolName")!;
        Assert.Equal(64, shape.Max);
        ValueBinder binder = new(ValueRules.Request);
        binder.BindRoot(
            ServiceDescription.Get("bedrock").FindShape("CreateGuardrailRequest"),
            new Hashtable
            {
                ["name"] = "g", ["blockedInputMessaging"] = string.Concat(Enumerable.Repeat("😀", 500)), ["blockedOutputsMessaging"] = "b",
            });
        Assert.Empty(binder.Problems.All);
    }

    [Fact]
    public void Sensitive_values_are_never_in_a_message()
    {
        BedrockException error = Refused("bedrock", "CreateGuardrail", new Hashtable
        {
            ["name"] = "g",
            ["blockedInputMessaging"] = "b",
            ["blockedOutputsMessaging"] = new Hashtable { ["k"] = "top secret" },
            ["topicPolicyConfig"] = "top secret",
            ["description"] = new string('x', 500),
            ["nonsense"] = "top secret",
        });
        Assert.DoesNotContain("top secret", error.Message);
        Assert.DoesNotContain("xxx", error.Message);
    }

    [Fact]
    public void Times_go_where_they_belong_in_the_form_that_belongs_there()
    {
        Hashtable given = new()
        {
            ["creationTimeAfter"] = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc),
            ["creationTimeBefore"] = "2024-05-06T07:08:09.250+02:00",
            ["isOwned"] = true,
            ["maxResults"] = "10",
        };
        EngineRequest request = Write("bedrock", "ListCustomModels", given);
        Assert.Equal(
            [("creationTimeBefore", "2024-05-06T05:08:09.250Z"), ("creationTimeAfter", "2024-05-06T07:08:09Z"), ("maxResults", "10"), ("isOwned", "true")],
            request.Query.Select(static pair => (pair.Key, pair.Value)));
        Assert.Null(request.Body);
        Assert.Contains("creationTimeAfter: expected a time", Refused("bedrock", "ListCustomModels", new Hashtable { ["creationTimeAfter"] = "soon" }).Message);
    }

    [Fact]
    public void Lists_in_the_query_repeat_the_name()
    {
        EngineRequest request = Write("bedrock-agent", "UntagResource", new Hashtable
        {
            ["resourceArn"] = "arn:aws:bedrock:us-east-1:123456789012:agent/ABCDEFGHIJ", ["tagKeys"] = new[] { "a", "b" },
        });
        Assert.Equal([("tagKeys", "a"), ("tagKeys", "b")], request.Query.Select(static pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Tokens_are_made_when_not_given()
    {
        EngineRequest header = Write("bedrock", "StartAutomatedReasoningPolicyBuildWorkflow", new Hashtable
        {
            ["policyArn"] = "arn:aws:bedrock:us-east-1:123456789012:automated-reasoning-policy/abcdefghijkl",
            ["buildWorkflowType"] = "INGEST_CONTENT",
            ["sourceContent"] = new Hashtable(),
        });
        Assert.True(Guid.TryParse(header.Headers["x-amz-client-token"], out _));
        Assert.Equal("{}", Body(header));
        EngineRequest body = Write("bedrock", "CreateGuardrailVersion", new Hashtable { ["guardrailIdentifier"] = "abc", ["clientRequestToken"] = "mine" });
        Assert.Equal("{\"clientRequestToken\":\"mine\"}", Body(body));
        Assert.True(body.MayBeSentTwice);
    }

    [Fact]
    public void Headers_take_no_line_breaks()
    {
        Assert.Contains(
            "accept: travels as an HTTP header",
            Refused("InvokeModel", new Hashtable { ["modelId"] = "m", ["accept"] = "a\r\nX-Evil: 1" }).Message);
    }

    [Fact]
    public void Path_labels_must_not_be_empty() =>
        Assert.Contains("modelId: must", Refused("InvokeModel", new Hashtable { ["modelId"] = "" }).Message);

    [Fact]
    public void A_dictionary_may_stand_for_json_text()
    {
        EngineRequest request = Write("bedrock-agent", "PutResourcePolicy", new Hashtable
        {
            ["resourceArn"] = "arn:aws:bedrock:us-east-1:123456789012:flow/ABCDEFGHIJ",
            ["policy"] = new OrderedDictionary { ["Version"] = "2012-10-17", ["Statement"] = Array.Empty<object>() },
        });
        Assert.Equal("""{"policy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}""", Body(request));
    }

    [Fact]
    public void Equal_calls_send_equal_bytes()
    {
        Hashtable left = new() { ["messages"] = new[] { s_message }, ["modelId"] = "m", ["requestMetadata"] = new Hashtable { ["b"] = "1", ["a"] = "2", ["c"] = "3" } };
        Hashtable right = new() { ["requestMetadata"] = new Hashtable { ["c"] = "3", ["a"] = "2", ["b"] = "1" }, ["modelId"] = "m", ["messages"] = new[] { s_message } };
        Assert.Equal(Body(Write("Converse", left)), Body(Write("Converse", right)));
        Assert.Contains("{\"a\":\"2\",\"b\":\"1\",\"c\":\"3\"}", Body(Write("Converse", left)));
    }

    [Fact]
    public void Operations_without_members_refuse_all()
    {
        BedrockException error = Refused("bedrock", "GetModelInvocationLoggingConfiguration", new Hashtable { ["anything"] = 1 });
        Assert.Contains("anything: unknown", error.Message);
    }

    private static Hashtable Converse(string member, object? value) =>
        new() { ["modelId"] = "m", ["messages"] = new[] { s_message }, [member] = value };

    private static Hashtable Image(object bytes) => Converse("messages", new Hashtable
    {
        ["role"] = "user",
        ["content"] = new Hashtable { ["image"] = new Hashtable { ["format"] = "png", ["source"] = new Hashtable { ["bytes"] = bytes } } },
    });

    private static EngineRequest Write(string operation, IDictionary parameters) => Write("bedrock-runtime", operation, parameters);

    private static EngineRequest Write(string service, string operation, IDictionary parameters) =>
        RequestWriter.Write(
            ServiceDescription.Get(service).GetOperation(operation),
            parameters.Cast<DictionaryEntry>().ToDictionary(static entry => (string)entry.Key, static entry => entry.Value));

    private static BedrockException Refused(string operation, IDictionary parameters) => Refused("bedrock-runtime", operation, parameters);

    private static BedrockException Refused(string service, string operation, IDictionary parameters) =>
        Assert.Throws<BedrockException>(() => Write(service, operation, parameters));

    private static string Body(EngineRequest request) => Encoding.UTF8.GetString(request.Body!);
}
