using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Structured;

/// <summary>Keywords of the present standard, several of which the library itself passes over.</summary>
public sealed class SchemaValidatorTests
{
    [Theory]
    [InlineData("""{"const":5}""", "5", "6", "is 6, not 5")]
    [InlineData("""{"$ref":"#/$defs/N","$defs":{"N":{"type":"integer"}}}""", "1", "\"x\"", "is \"x\", not an integer")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"}],"items":false}""", "[1]", "[1,2]", "[1] is 2, which the schema rules out")]
    [InlineData("""{"type":"array","contains":{"type":"string"}}""", "[1,\"a\"]", "[1]", "rules out")]
    [InlineData("""{"if":{"type":"string"},"then":{"minLength":3}}""", "\"abc\"", "\"a\"", "shorter than 3")]
    [InlineData("""{"if":{"type":"string"},"then":{"minLength":3},"else":{"minimum":2}}""", "2", "1", "below 2")]
    [InlineData("""{"type":"object","dependentRequired":{"a":["b"]}}""", "{\"b\":1}", "{\"a\":1}", "b is missing")]
    [InlineData("""{"type":"object","properties":{"a":true,"b":false}}""", "{\"a\":1}", "{\"b\":1}", "b")]
    [InlineData("""{"type":"integer"}""", "6.0", "6.5", "not an integer")]
    [InlineData("""{"type":"integer","maximum":5}""", "5", "123456789012345678901234567890", "above 5")]
    [InlineData("""{"exclusiveMinimum":0}""", "1", "0", "not above 0")]
    [InlineData("""{"enum":["a",null]}""", "null", "\"b\"", "not one of \"a\", null")]
    [InlineData("""{"multipleOf":0.1}""", "0.3", "0.35", "not a multiple of 0.1")]
    [InlineData("""{"type":"array","uniqueItems":true}""", "[1,2]", "[1,1]", "the same item twice")]
    [InlineData("""{"not":{"type":"string"}}""", "1", "\"a\"", "rules out")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":3}]}""", "2", "4", "above 3")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", "{\"a\":1}", "{\"a b\":\"x\"}", "['a b'] is \"x\"")]
    [InlineData("""{"anyOf":[{"type":"object","required":["a"]},{"type":"null"}]}""", "null", "{}", "a is missing")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"null"}]}""", "1", "\"x\"", "none of the forms")]
    [InlineData("""{"format":"uuid"}""", "\"123e4567-e89b-42d3-a456-426614174000\"", "\"x\"", "not a UUID")]
    public async Task Values_are_told_apart(string schema, string good, string bad, string expected)
    {
        SchemaValidator validator = await SchemaValidator.ParseAsync(schema, CancellationToken.None);
        Assert.Empty(validator.Validate(good));
        SchemaViolation violation = Assert.Single(validator.Validate(bad));
        Assert.Contains(expected, violation.ToString());
    }

    [Fact]
    public async Task A_wrong_member_deep_inside_is_one_violation_with_its_path()
    {
        SchemaValidator validator = await SchemaValidator.ParseAsync(
            """{"type":"array","items":{"type":"object","properties":{"b":{"type":"array","items":{"type":"object","required":["c"]}}}}}""",
            CancellationToken.None);
        IReadOnlyList<SchemaViolation> violations = validator.Validate("""[{"b":[{"c":1},{}]},{"b":5}]""");
        Assert.Equal(["[0].b[1].c is missing", "[1].b is 5, not an array"], violations.Select(static violation => violation.ToString()));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"$ref":"http://127.0.0.1:9/x.json"}""")]
    [InlineData("""{"type":"object"} {}""")]
    public async Task What_is_no_schema_is_said_so(string schema) =>
        await Assert.ThrowsAsync<FormatException>(() => SchemaValidator.ParseAsync(schema, CancellationToken.None));

    [Fact]
    public async Task What_is_no_json_is_said_so()
    {
        SchemaValidator validator = await SchemaValidator.ParseAsync("{}", CancellationToken.None);
        Assert.Throws<FormatException>(() => validator.Validate("hello"));
        Assert.Throws<FormatException>(() => validator.Validate("1 2"));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"v":{"type":"string","pattern":"^(a+)+$"}}}""")]
    [InlineData("""{"type":"object","patternProperties":{"^(a+)+$":{"type":"string"}}}""")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"object","additionalProperties":{"pattern":"(x+x+)+y"}}]}""")]
    public async Task A_pattern_that_tries_for_ever_is_stopped(string schema)
    {
        SchemaValidator validator = await SchemaValidator.ParseAsync(schema, CancellationToken.None);
        string hard = new string('a', 40) + "!";
        string json = $$"""{"v":"{{hard}}","{{hard}}":"{{new string('x', 40)}}"}""";
        RegexMatchTimeoutException stopped = await Task.Run(() => Assert.Throws<RegexMatchTimeoutException>(() => validator.Validate(json)))
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains(stopped.Pattern, schema);
    }

    [Fact]
    public async Task Several_threads_may_use_one()
    {
        SchemaValidator validator = await SchemaValidator.ParseAsync(
            """{"type":"object","required":["v"],"properties":{"v":{"type":"integer"},"next":{"$ref":"#"}}}""", CancellationToken.None);
        int[] counts = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(
            () => validator.Validate(number % 2 == 0 ? """{"v":1,"next":{"v":2}}""" : """{"v":1,"next":{"v":"x"}}""").Count)));
        Assert.Equal(100, counts.Sum());
    }
}
