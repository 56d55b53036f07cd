using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Structured;
using Xunit;

namespace BedrockPS.Unit.Structured;

public sealed class SchemaSourceTests
{
    [Fact]
    public void A_single_value_stands_for_a_list_where_one_belongs()
    {
        Dictionary<string, object?> schema = Read(new Hashtable
        {
            ["type"] = "object",
            ["properties"] = new Hashtable { ["a"] = new Hashtable { ["enum"] = "x" } },
            ["required"] = "a",
        });
        Assert.Equal(new List<object?> { "a" }, schema["required"]);
    }

    [Fact]
    public void A_file_and_a_custom_object_are_read_too()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "\uFEFF{\"type\":\"object\",\"properties\":{}}");
            Assert.Equal("object", Read(file)["type"]);
            Assert.Equal("object", Read(new FileInfo(file))["type"]);
        }
        finally
        {
            File.Delete(file);
        }

        PSObject custom = new();
        custom.Properties.Add(new PSNoteProperty("type", "array"));
        Assert.Equal("array", Read(custom)["type"]);
    }

    [Theory]
    [InlineData("{", "SchemaInvalid", "-Schema is not JSON")]
    [InlineData("", "SchemaInvalid", "empty")]
    [InlineData("{\"name\":\"Ann\",\"age\":4}", "SchemaInvalid", "found: name, age")]
    [InlineData("{\"type\":\"strng\"}", "SchemaInvalid", "/type is 'strng'")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"int\"}}}", "SchemaInvalid", "/properties/a/type is 'int'")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"a\":\"string\"}}", "SchemaInvalid", "/properties/a is not a schema")]
    [InlineData("{\"type\":\"object\",\"properties\":[]}", "SchemaInvalid", "/properties must hold names")]
    [InlineData("{\"anyOf\":[]}", "SchemaInvalid", "/anyOf must be a list of schemas")]
    [InlineData("{\"enum\":[]}", "SchemaInvalid", "/enum has no values")]
    [InlineData("{\"type\":\"array\",\"items\":{\"minimum\":\"1\",\"type\":\"integer\"}}", "SchemaInvalid", "/items/minimum must be a number")]
    [InlineData("{\"type\":\"string\",\"pattern\":\"(\"}", "SchemaInvalid", "/pattern is not a regular expression")]
    [InlineData("{\"$ref\":\"#/$defs/a\"}", "SchemaInvalid", "points to nothing")]
    [InlineData("{\"$ref\":\"https://example.com/a.json\"}", "SchemaInvalid", "nothing is fetched")]
    [InlineData("no/such/file.json", "SchemaUnreadable", "file.json")]
    public void What_is_no_schema_is_an_error_that_names_the_place(string value, string code, string message)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => Read(value));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Types_belong_to_As()
    {
        Assert.Contains("-As", Assert.Throws<BedrockException>(() => Read(typeof(int))).Message);
        Assert.Contains("-As", Assert.Throws<BedrockException>(() => Read(new Hashtable { ["Name"] = typeof(int) })).Message);
    }

    [Fact]
    public void Keywords_that_are_not_checked_are_known() =>
        Assert.Equal(
            ["minContains", "propertyNames"],
            SchemaCheck.UncheckedWords(Read("{\"type\":\"object\",\"propertyNames\":{},\"properties\":{\"a\":{\"type\":\"array\",\"minContains\":2},\"propertyNames\":{\"type\":\"string\"}}}")));

    [Fact]
    public void What_the_service_does_not_compile_is_told_to_the_model_instead()
    {
        Assert.Equal(
            """{"type":"object","properties":{"a":{"description":"Size. (minimum: 1, maximum: 5)","type":"integer"},"b":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["a"],"additionalProperties":false}""",
            JsonNode.Parse(StructuredPlan.FromSchema(Read(
                """{"$schema":"x","type":"object","properties":{"a":{"type":"integer","description":"Size.","minimum":1,"maximum":5},"b":{"type":"array","items":{"type":"string"},"minItems":1}},"required":["a"]}""")).FormatSchema!)!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","properties":{"a":{}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","additionalProperties":{"type":"integer"}}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"not":{"type":"string"}}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":[{"b":1}]}}}""")]
    [InlineData("""{"type":"array"}""")]
    public void What_the_service_cannot_compile_is_not_tried(string schema) =>
        Assert.Null(StructuredPlan.FromSchema(Read(schema)).FormatSchema);

    [Fact]
    public void A_list_travels_in_an_object_and_its_references_with_it()
    {
        JsonNode sent = JsonNode.Parse(StructuredPlan.FromSchema(Read(
            """{"type":"array","items":{"$ref":"#/$defs/a"},"$defs":{"a":{"type":"object","properties":{"again":{"$ref":"#"}}}}}""")).ToolSchema)!;
        Assert.Equal("object", (string?)sent["type"]);
        Assert.Equal("#/$defs/a", (string?)sent["properties"]!["items"]!["items"]!["$ref"]);
        Assert.Equal("#/properties/items", (string?)sent["$defs"]!["a"]!["properties"]!["again"]!["$ref"]);
    }

    private static Dictionary<string, object?> Read(object value) => SchemaSource.Read(value, Path.GetFullPath);
}
