using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Structured;
using BedrockPS.Structured.Shapes;
using Xunit;

namespace BedrockPS.Unit.Structured;

public sealed class TypeSchemaTests
{
    [Fact]
    public void A_class_becomes_an_object_with_all_that_its_attributes_say()
    {
        JsonNode schema = Schema(typeof(Fault));
        Assert.Equal("One fault of a machine.", (string?)schema["description"]);
        Assert.Equal(
            ["Title", "Severity", "Score", "Colour", "Ticket", "Note", "Hours", "Tags", "seen-at"],
            schema["properties"]!.AsObject().Select(static member => member.Key));
        Assert.Equal(schema["properties"]!.AsObject().Select(static member => member.Key), schema["required"]!.AsArray().Select(static name => (string)name!));
        Assert.False((bool)schema["additionalProperties"]!);
        AssertMember(schema, "Title", """{"description":"What it is called.","type":"string","minLength":3,"maxLength":20}""");
        AssertMember(schema, "Severity", """{"type":"string","enum":["Low","High"]}""");
        AssertMember(schema, "Score", """{"type":"integer","minimum":1,"maximum":5}""");
        AssertMember(schema, "Colour", """{"type":"string","enum":["red","green"]}""");
        AssertMember(schema, "Ticket", """{"type":"string","pattern":"^[a-z]{3}-\\d+$"}""");
        AssertMember(schema, "Note", """{"type":["string","null"]}""");
        AssertMember(schema, "Hours", """{"type":["integer","null"]}""");
        AssertMember(schema, "Tags", """{"type":"array","items":{"type":"string","minLength":1,"maxLength":5},"minItems":1,"maxItems":3}""");
        AssertMember(schema, "seen-at", """{"type":"string","format":"date-time"}""");
    }

    [Fact]
    public void Members_of_a_base_class_come_first() =>
        Assert.Equal(["First", "Second"], Schema(typeof(Derived))["properties"]!.AsObject().Select(static member => member.Key));

    [Fact]
    public void Scalars_go_there_and_back()
    {
        AllScalars read = (AllScalars)Read(
            typeof(AllScalars),
            """
            {"Time":"2025-01-31T12:00:00Z","Span":"PT1H30M","Day":"2025-02-03","Id":"123e4567-e89b-42d3-a456-426614174000","Link":"https://example.com/a",
             "Price":12.345678901234567890,"Real":1.5,"Big":18446744073709551615,"Small":255,"Flag":true,"Letter":"x","Version":"1.2.3","Bytes":"AQID",
             "Days":["Monday","Tuesday"],"Switch":true}
            """)!;
        Assert.Equal(new DateTime(2025, 1, 31, 12, 0, 0, DateTimeKind.Utc), read.Time);
        Assert.Equal((TimeSpan.FromMinutes(90), new DateOnly(2025, 2, 3)), (read.Span, read.Day));
        Assert.Equal((12.345678901234567890m, ulong.MaxValue, (byte)255, 'x'), (read.Price, read.Big, read.Small, read.Letter));
        Assert.Equal(("1.2.3", "/a", "123e4567-e89b-42d3-a456-426614174000"), (read.Version.ToString(), read.Link.AbsolutePath, read.Id.ToString()));
        Assert.Equal([1, 2, 3], read.Bytes);
        Assert.Equal((Days.Monday | Days.Tuesday, true, true), (read.Days, read.Flag, read.Switch.IsPresent));
    }

    [Fact]
    public void Collections_of_every_kind_are_made_and_filled()
    {
        Collections read = (Collections)Read(
            typeof(Collections),
            """{"List":[1,2],"ReadOnlyList":["a"],"Set":["a","b"],"Map":{"x":1},"Levels":{"y":"High"},"Maybe":[1,null],"Queue":[1,2]}""")!;
        Assert.Equal([1, 2], read.List);
        Assert.Equal(["a"], read.ReadOnlyList);
        Assert.Equal(["a", "b"], read.Set.Order());
        Assert.Equal((1, Level.High), (read.Map["x"], read.Levels["y"]));
        Assert.Equal([1, null], read.Maybe);
        Assert.Equal(2, read.Queue.Count);
    }

    [Fact]
    public async Task A_class_that_holds_itself_is_referred_to_by_name_and_checked_all_the_way_down()
    {
        StructuredPlan plan = Plan(typeof(Node));
        JsonNode schema = JsonNode.Parse(plan.ToolSchema)!;
        Assert.Equal("object", (string?)schema["type"]);
        Assert.Equal("#/$defs/Node", (string?)schema["properties"]!["Children"]!["items"]!["$ref"]);
        Assert.NotNull(schema["$defs"]!["Node"]);

        // The service compiles no recursive schema.
        Assert.Null(plan.FormatSchema);
        Assert.Empty(await CheckAsync(plan, """{"Name":"a","Next":null,"Children":[{"Name":"b","Children":[]}]}"""));
        Assert.Equal(
            ["Children[0].Next.Name is missing"],
            await CheckAsync(plan, """{"Name":"a","Children":[{"Name":"b","Next":{"Children":[]},"Children":[]}]}"""));
        Node read = (Node)Read(typeof(Node), """{"Name":"a","Next":{"Name":"n","Children":[]},"Children":[{"Name":"b","Children":[]}]}""")!;
        Assert.Equal(("n", "b"), (read.Next.Name, read.Children[0].Name));
    }

    [Theory]
    [InlineData("""{"Title":"ab"}""", "Title is \"ab\", shorter than 3 characters")]
    [InlineData("""{"Severity":"Medium"}""", "Severity is \"Medium\", not one of \"Low\", \"High\"")]
    [InlineData("""{"Score":6}""", "Score is 6, above 5")]
    [InlineData("""{"Score":"x"}""", "Score is \"x\", not an integer")]
    [InlineData("""{"Ticket":"1"}""", "Ticket is \"1\", which does not match ^[a-z]{3}-\\d+$")]
    [InlineData("""{"Tags":["a","b","c","d"]}""", "Tags has 4 items, more than 3")]
    [InlineData("""{"Tags":["a","toolong"]}""", "Tags[1] is \"toolong\", longer than 5 characters")]
    [InlineData("""{"Hours":"x"}""", "Hours is \"x\", not an integer or null")]
    [InlineData("""{"Title":null}""", "Title is null, not a string")]
    [InlineData("""{"Other":1}""", "Other is not a member the schema has")]
    [InlineData("""{"seen-at":"soon"}""", "seen-at is \"soon\", not a date and time")]
    public async Task What_does_not_fit_is_named_with_its_place(string change, string expected)
    {
        JsonObject answer = JsonNode.Parse(
            """{"Title":"abc","Severity":"Low","Score":1,"Colour":"red","Ticket":"ABC-1","Note":null,"Hours":2,"Tags":["a"],"seen-at":"2025-01-31T12:00:00Z"}""")!.AsObject();
        Assert.Empty(await CheckAsync(Plan(typeof(Fault)), answer.ToJsonString()));
        foreach (KeyValuePair<string, JsonNode?> member in JsonNode.Parse(change)!.AsObject())
        {
            answer[member.Key] = member.Value?.DeepClone();
        }

        Assert.Equal([expected], await CheckAsync(Plan(typeof(Fault)), answer.ToJsonString()));
    }

    [Fact]
    public async Task What_may_be_null_may_be_left_out()
    {
        const string Answer = """{"Title":"abc","Severity":"Low","Score":1,"Colour":"red","Ticket":"abc-1","Tags":["a"],"seen-at":"2025-01-31T12:00:00Z"}""";
        Assert.Empty(await CheckAsync(Plan(typeof(Fault)), Answer));
        Assert.Null(((Fault)Read(typeof(Fault), Answer)!).Hours);
    }

    [Fact]
    public void A_hashtable_of_names_and_types_becomes_a_custom_object()
    {
        Hashtable notation = new()
        {
            ["Name"] = "string",
            ["Count"] = typeof(int),
            ["When"] = "datetime?",
            ["Kind"] = "low | high",
            ["Sizes"] = "[int[]]",
            ["Inner"] = new Hashtable { ["A"] = "number" },
            ["Rows"] = new object[] { new Hashtable { ["B"] = "bool" } },
        };
        JsonNode schema = Schema(notation);
        AssertMember(schema, "Kind", """{"type":"string","enum":["low","high"]}""");
        AssertMember(schema, "When", """{"type":["string","null"],"format":"date-time"}""");
        AssertMember(schema, "Sizes", """{"type":"array","items":{"type":"integer"}}""");
        PSObject read = (PSObject)Read(
            notation, """{"Name":"a","Count":2,"When":"2025-01-31T12:00:00Z","Kind":"low","Sizes":[1],"Inner":{"A":1.5},"Rows":[{"B":true}]}""")!;
        Assert.Equal(["Count", "Inner", "Kind", "Name", "Rows", "Sizes", "When"], read.Properties.Select(static property => property.Name));
        Assert.Equal((2, "low"), (read.Properties["Count"].Value, read.Properties["Kind"].Value));
        Assert.IsType<DateTime>(read.Properties["When"].Value);
        Assert.IsType<int[]>(read.Properties["Sizes"].Value);
        Assert.Equal(true, ((PSObject)((object[])read.Properties["Rows"].Value)[0]).Properties["B"].Value);
    }

    [Theory]
    [InlineData(typeof(Unmakable), "SchemaTypeUnsupported", "no constructor without parameters")]
    [InlineData(typeof(HoldsUnmakable), "SchemaTypeUnsupported", "-As.Inner is a")]
    [InlineData(typeof(HoldsDelegate), "SchemaTypeUnsupported", "-As.Run is a")]
    [InlineData(typeof(System.IO.Stream), "SchemaTypeUnsupported", "-As is a [System.IO.Stream]")]
    [InlineData(typeof(IComparable), "SchemaTypeUnsupported", "abstract")]
    [InlineData(typeof(Dictionary<int, string>), "SchemaTypeUnsupported", "whose names are text")]
    [InlineData("no.such.type", "SchemaInvalid", "'no.such.type'")]
    [InlineData("", "SchemaInvalid", "names no type")]
    [InlineData("|", "SchemaInvalid", "no choices")]
    [InlineData(5, "SchemaInvalid", "-As is a Int32")]
    [InlineData(new object[] { "string", "int" }, "SchemaInvalid", "a list of 2")]
    [InlineData(new object[0], "SchemaInvalid", "a list of 0")]
    public void What_is_no_type_is_an_error_that_names_the_place(object notation, string code, string message)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => ShapeNotation.Read(notation));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_hashtable_that_holds_itself_has_no_end_and_is_an_error()
    {
        Hashtable notation = new();
        notation["Me"] = notation;
        Assert.Equal("SchemaInvalid", Assert.Throws<BedrockException>(() => ShapeNotation.Read(notation)).Code);
        Assert.Equal("SchemaInvalid", Assert.Throws<BedrockException>(() => ShapeNotation.Read(new Hashtable())).Code);
    }

    private static void AssertMember(JsonNode schema, string name, string expected) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), schema["properties"]![name]!.ToJsonString());

    private static StructuredPlan Plan(object notation) => StructuredPlan.FromShape(ShapeNotation.Read(notation));

    private static JsonNode Schema(object notation) => JsonNode.Parse(Plan(notation).PromptSchema)!;

    private static object? Read(object notation, string json) => Plan(notation).Read(JsonDocument.Parse(json).RootElement);

    private static async Task<IReadOnlyList<string>> CheckAsync(StructuredPlan plan, string json) =>
        await plan.CheckAsync(JsonDocument.Parse(json).RootElement, CancellationToken.None);
}
