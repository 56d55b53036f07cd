using System;
using System.Collections.Generic;
using BedrockPS.Knowledge;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Knowledge;

public sealed class FilterTests
{
    [Theory]
    [InlineData("year -eq 2024", """{"equals":{"key":"year","value":2024}}""")]
    [InlineData("$_.year -ge -2.5e1", """{"greaterThanOrEquals":{"key":"year","value":-25}}""")]
    [InlineData("'my key' -ne \"it`\"s\"", """{"notEquals":{"key":"my key","value":"it\"s"}}""")]
    [InlineData("draft -eq $TRUE", """{"equals":{"key":"draft","value":true}}""")]
    [InlineData("team -in 'hr', 'it''s'", """{"in":{"key":"team","value":["hr","it's"]}}""")]
    [InlineData("team -notin @('hr')", """{"notIn":{"key":"team","value":["hr"]}}""")]
    [InlineData("title -like 'dr*'", """{"startsWith":{"key":"title","value":"dr"}}""")]
    [InlineData("title -like '*af*'", """{"stringContains":{"key":"title","value":"af"}}""")]
    [InlineData("title -like 'draft'", """{"equals":{"key":"title","value":"draft"}}""")]
    [InlineData("title -notlike 'draft'", """{"notEquals":{"key":"title","value":"draft"}}""")]
    [InlineData("tags -contains 'x'", """{"listContains":{"key":"tags","value":"x"}}""")]
    [InlineData("x-amz-bedrock-kb-source-uri -like 's3://b/*'", """{"startsWith":{"key":"x-amz-bedrock-kb-source-uri","value":"s3://b/"}}""")]
    [InlineData("a -eq 1 -and b -lt 2 -and c -gt 3", """{"andAll":[{"equals":{"key":"a","value":1}},{"lessThan":{"key":"b","value":2}},{"greaterThan":{"key":"c","value":3}}]}""")]
    [InlineData("a -eq 1 -or b -eq 2 -and c -eq 3", """{"andAll":[{"orAll":[{"equals":{"key":"a","value":1}},{"equals":{"key":"b","value":2}}]},{"equals":{"key":"c","value":3}}]}""")]
    [InlineData("a -eq 1 -or (b -eq 2 -and c -eq 3)", """{"orAll":[{"equals":{"key":"a","value":1}},{"andAll":[{"equals":{"key":"b","value":2}},{"equals":{"key":"c","value":3}}]}]}""")]
    [InlineData("-not (a -gt 1 -and b -in 'x')", """{"orAll":[{"lessThanOrEquals":{"key":"a","value":1}},{"notIn":{"key":"b","value":["x"]}}]}""")]
    [InlineData("!(a -le 1)", """{"greaterThan":{"key":"a","value":1}}""")]
    public void A_text_becomes_the_services_structure(string text, string json) => Assert.Equal(Parse(json), Write(KnowledgeFilter.Read(text)));

    [Theory]
    [InlineData("year -gte 2024", 6, "'-gte' is no operator here")]
    [InlineData("year", 5, "followed by an operator")]
    [InlineData("year -ge 'x'", 10, "compares numbers alone")]
    [InlineData("team -in", 9, "a value belongs here, not the end")]
    [InlineData("team -eq hr", 10, "'hr' needs quotes")]
    [InlineData("team -eq 'hr", 10, "the quote is not closed")]
    [InlineData("(a -eq 1", 9, "a bracket is closed here")]
    [InlineData("a -eq 1 b -eq 2", 9, "-and, -or or the end")]
    [InlineData("a -eq $x", 7, "'$x' is a variable")]
    [InlineData("a -eq 1x", 7, "'1x' is no number")]
    [InlineData("-and a -eq 1", 1, "the name of an attribute belongs here")]
    [InlineData("a -eq 1 -and ;", 14, "';' has no meaning there")]
    public void What_is_wrong_is_told_with_its_place(string text, int place, string why)
    {
        BedrockException exception = Assert.Throws<BedrockException>(() => KnowledgeFilter.Read(text));
        Assert.Equal("FilterInvalid", exception.Code);
        Assert.StartsWith($"-Filter is wrong at character {place}", exception.Message, StringComparison.Ordinal);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Brackets_without_end_are_refused_before_the_stack_is() =>
        Assert.Contains("levels deep", Assert.Throws<BedrockException>(static () => KnowledgeFilter.Read(new string('(', 100_000))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"year":2024}""", """{"equals":{"key":"year","value":2024}}""")]
    [InlineData("""{"team":["hr","it"],"year":{"ge":2020,"-lt":2024}}""", """{"andAll":[{"in":{"key":"team","value":["hr","it"]}},{"greaterThanOrEquals":{"key":"year","value":2020}},{"lessThan":{"key":"year","value":2024}}]}""")]
    [InlineData("""{"title":{"like":"a*"}}""", """{"startsWith":{"key":"title","value":"a"}}""")]
    [InlineData("""{"title":{"startsWith":"a"}}""", """{"startsWith":{"key":"title","value":"a"}}""")]
    [InlineData("""{"ORALL":[{"a":1},{"Equals":{"Key":"b","Value":2}}]}""", """{"orAll":[{"equals":{"key":"a","value":1}},{"equals":{"key":"b","value":2}}]}""")]
    public void A_hashtable_becomes_the_services_structure(string map, string json) => Assert.Equal(Parse(json), Write(KnowledgeFilter.Read(JsonText.Parse(ValueBytes.Utf8.GetBytes(map)))));

    [Theory]
    [InlineData("{}", "it is empty")]
    [InlineData("""{"a":[]}""", "its list is empty")]
    [InlineData("""{"a":{"gte":1}}""", "'gte' is no operator")]
    [InlineData("""{"andAll":[1]}""", "its parts are filters")]
    [InlineData("""{"a":null}""", "it has no value")]
    public void A_hashtable_that_means_nothing_is_refused(string map, string why) =>
        Assert.Contains(why, Assert.Throws<BedrockException>(() => KnowledgeFilter.Read(JsonText.Parse(ValueBytes.Utf8.GetBytes(map)))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_the_service_has_no_operator_for_is_left_for_the_passages()
    {
        KnowledgeFilter filter = KnowledgeFilter.Read("year -ge 2024 -and -not (title -like 'draft*') -and (tags -notcontains 'old' -or year -eq 2030)");
        Assert.Equal(Parse("""{"greaterThanOrEquals":{"key":"year","value":2024}}"""), Write(filter));
        Assert.True(filter.IsPartial);
        Assert.True(filter.Fits(Attributes("title", "final", "tags", new List<object?> { "new" })));
        Assert.True(filter.Fits(Attributes("tags", new List<object?>())));
        Assert.False(filter.Fits(Attributes("title", "draft 2")));
        Assert.False(filter.Fits(Attributes("tags", new List<object?> { "old" }, "year", 2025L)));
        Assert.Equal("FilterInvalid", Assert.Throws<BedrockException>(filter.Whole).Code);
        Assert.Null(KnowledgeFilter.Read("a -like 'x?*z'").Service);
        Assert.True(KnowledgeFilter.Read("a -like 'x?*z'").Fits(Attributes("a", "xyyz")));
    }

    private static Dictionary<string, object?> Attributes(params object[] pairs)
    {
        Dictionary<string, object?> attributes = [];
        for (int i = 0; i < pairs.Length; i += 2)
        {
            attributes[(string)pairs[i]] = pairs[i + 1];
        }

        return attributes;
    }

    private static string Write(KnowledgeFilter filter) => JsonText.Of(filter.Service);

    private static string Parse(string json) => JsonText.Of(JsonText.Parse(ValueBytes.Utf8.GetBytes(json)));
}
