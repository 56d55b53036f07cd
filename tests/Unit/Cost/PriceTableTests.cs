using System;
using BedrockPS.Cost;
using Xunit;

namespace BedrockPS.Unit.Cost;

public sealed class PriceTableTests
{
    private static readonly DateTimeOffset s_now = new(2025, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("a.m-v1:0", "us-east-1", "exact")]
    [InlineData("arn:aws:bedrock:us-east-1::foundation-model/a.m-v1:0", "us-east-1", "exact")]
    [InlineData("us.a.m-v1:0", "us-east-1", "profile")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.a.m-v1:0", "us-east-1", "profile")]
    [InlineData("eu.a.m-v1:0", "eu-west-1", "wild in europe")]
    [InlineData("eu.a.m-v1:0", "us-east-1", "wild")]
    [InlineData("A.M-V1:0", "eu-west-1", "exact")]
    [InlineData("a.m-v2:0", "us-east-1", "shorter")]
    [InlineData("b.other", "us-east-1", null)]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc", "us-east-1", "application")]
    [InlineData("eu.a.m-v1:0", null, "wild")]
    public void The_most_exact_row_holds(string model, string? region, string? source)
    {
        PriceTable table = new(
        [
            Row("a.*", source: "shorter"),
            Row("*a.m-v1:0", source: "wild"),
            Row("*a.m-v1:0", "eu-*", "wild in europe"),
            Row("a.m-v1:0", source: "exact"),
            Row("us.a.m-v1:0", source: "profile"),
            Row("arn:aws:bedrock:*:application-inference-profile/abc", source: "application"),
        ]);

        Assert.Equal(source, table.Find(model, region, null, 10, s_now)?.Source);
    }

    [Fact]
    public void A_model_does_not_lend_its_price_to_its_profiles() =>
        Assert.Null(new PriceTable([Row("a.m-v1:0")]).Find("us.a.m-v1:0", "us-east-1", null, 1, s_now));

    [Theory]
    [InlineData("us-east-1", "here")]
    [InlineData("eu-west-1", "anywhere")]
    [InlineData(null, "anywhere")]
    public void The_regions_own_row_comes_first(string? region, string source)
    {
        PriceTable table = new([Row("m", "us-east-1", "here"), Row("m", source: "anywhere")]);
        Assert.Equal(source, table.Find("m", region, null, 1, s_now)!.Source);
    }

    [Theory]
    [InlineData(200_000, "short")]
    [InlineData(200_001, "long")]
    public void Long_requests_have_a_row_of_their_own(long tokens, string source)
    {
        PriceTable table = new([Row("m", source: "short"), Row("m", source: "long", above: 200_000)]);
        Assert.Equal(source, table.Find("m", null, null, tokens, s_now)!.Source);
    }

    [Theory]
    [InlineData(null, "default")]
    [InlineData("flex", "flex")]
    [InlineData("priority", null)]
    public void A_tier_has_a_row_or_no_price(string? tier, string? source)
    {
        PriceTable table = new([Row("m", source: "default"), Row("m", source: "flex", tier: "flex")]);
        Assert.Equal(source, table.Find("m", null, tier, 1, s_now)?.Source);
    }

    [Theory]
    [InlineData(0, "old")]
    [InlineData(30, "old")]
    [InlineData(31, "new")]
    public void A_later_row_holds_from_its_date_on(int days, string source)
    {
        PriceTable table = new([Row("m", source: "new", date: s_now.AddDays(31)), Row("m", source: "old")]);
        Assert.Equal(source, table.Find("m", null, null, 1, s_now.AddDays(days))!.Source);
    }

    [Fact]
    public void An_imported_row_replaces_what_held_and_leaves_what_is_to_come()
    {
        PriceTable table = new([Row("m", source: "old", date: s_now.AddDays(-9)), Row("m", source: "to come", date: s_now.AddDays(9)), Row("n", source: "other")]);

        PriceTable changed = table.With([Row("M", source: "mine")], s_now);

        Assert.Equal(["mine", "to come", "other"], System.Linq.Enumerable.Select(changed.Rows, row => row.Source!));
    }

    [Theory]
    [InlineData(1000, 2000, 3000, 4000, null, 0.001 + 0.008 + 0.0003 + 0.016)]
    [InlineData(1000, 2000, 0, 4000, "1h", 0.001 + 0.008 + 0.032)]
    [InlineData(0, 0, 0, 0, null, 0.0)]
    public void Each_kind_of_token_has_its_price(long input, long output, long read, long write, string? ttl, double cost)
    {
        ModelPrice price = new() { InputPerMillion = 1, OutputPerMillion = 4, CacheReadPerMillion = 0.1m, CacheWritePerMillion = 4, CacheWrite1hPerMillion = 8 };
        TokenUsage usage = new() { InputTokens = input, OutputTokens = output, CacheReadInputTokens = read, CacheWriteInputTokens = write };
        Assert.Equal((decimal)cost, CallCost.Of(price, usage, ttl)!.Amount);
    }

    [Fact]
    public void A_price_that_is_missing_makes_the_cost_unknown_when_it_is_needed()
    {
        ModelPrice price = new() { InputPerMillion = 1, OutputPerMillion = 4 };
        Assert.Null(CallCost.Of(price, new TokenUsage { InputTokens = 5, CacheReadInputTokens = 1 }));
        Assert.Null(CallCost.Of(new ModelPrice { InputPerMillion = 1 }, new TokenUsage { OutputTokens = 1 }));
        Assert.Equal(0.000005m, CallCost.Of(price, new TokenUsage { InputTokens = 5 })!.Amount);
    }

    private static ModelPrice Row(
        string model, string? region = null, string? source = null, string? tier = null, long above = 0, DateTimeOffset? date = null) =>
        new() { Model = model, Region = region, Source = source, ServiceTier = tier, AboveInputTokens = above, EffectiveDate = date, InputPerMillion = 1 };
}
