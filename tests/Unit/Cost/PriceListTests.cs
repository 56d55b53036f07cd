using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using BedrockPS.Cost;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Cost;

public sealed class PriceListTests
{
    [Theory]
    [InlineData("USE1-NovaLite-input-tokens", "Input tokens", "On-demand Inference", null, "Input//region")]
    [InlineData("USE1-NovaLite-output-tokens", "Output tokens", null, null, "Output//region")]
    [InlineData("USE1-NovaPro-cache-read-input-token-count", "Prompt cache read input tokens", "On-demand Inference", null, "CacheRead//region")]
    [InlineData("USE1-NovaPro-cache-write-input-token-count", "Prompt cache write input tokens", null, null, "CacheWrite//region")]
    [InlineData("USE1-Claude4Sonnet-cache-write-input-token-count-1-hour", "Prompt cache write input tokens", null, null, "CacheWrite1h//region")]
    [InlineData("USE1-NovaPro-input-tokens-batch", "Input tokens", "On-demand Inference", null, "Input/batch/region")]
    [InlineData("USE1-NovaPro-input-tokens", "Input tokens", "Batch Inference", null, "Input/batch/region")]
    [InlineData("USE1-NovaPro-output-tokens-priority", "Output tokens priority", null, null, "Output/priority/region")]
    [InlineData("USE1-gpt-oss-20b-output-tokens", "Output tokens", null, "Flex", "Output/flex/region")]
    [InlineData("USE1-NovaPro-latency-optimized-input-tokens", "Input tokens latency optimized", null, "Standard", "Input//region")]
    [InlineData("USE1-NovaPro-latency-optimized-input-tokens", "Input tokens latency optimized", null, null, "Input/latency-optimized/region")]
    [InlineData("USE1-Nova2.0Lite-output-tokens-cross-region-global-batch", "Output tokens", null, null, "Output/batch/global")]
    [InlineData("USE1-Nova2.0Lite-input-tokens-cross-region", "Input tokens", null, null, "Input//geo")]
    [InlineData("USE1-MP:USE1_InputTokenCount-Units", null, null, null, "Input//region")]
    [InlineData("USE1-MP:USE1_InputTokenCount_Global-Units", null, null, null, "Input//global")]
    [InlineData("USE1-MP:USE1_CacheWrite1hInputTokenCount_Global-Units", null, null, null, "CacheWrite1h//global")]
    [InlineData("USE1-MP:USE1_CacheReadInputTokenCount-Units", null, null, null, "CacheRead//region")]
    [InlineData("USE1-MP:USE1_cache_write_tokens_1h_global_standard-Units", null, null, null, "CacheWrite1h//global")]
    [InlineData("USE1-MP:USE1_output_tokens_standard-Units", null, null, null, "Output//region")]
    [InlineData("USE1-MP:USE1_InputTokenCount_Global_Batch-Units", null, null, null, "Input/batch/global")]
    [InlineData("USE1-MP:USE1_input_tokens_standard_long_ctx-Units", null, null, null, "Input//region long")]
    [InlineData("USE1-MP:USE1_cache_write_tokens_30m_standard-Units", null, null, null, null)]
    [InlineData("USE1-MP:USE1_InputImageCount-Units", null, null, null, null)]
    [InlineData("USE1-MP:USE1_ProvisionedThroughput_1MonthCommit_ModelUnits_Usage-Units", null, null, null, null)]
    [InlineData("USE1-MP:USE1_Reserved_1Month_InputTPM_Geo-Units", null, null, null, null)]
    [InlineData("USE1-NovaMicro-Model-Customization-input-tokens", "Input tokens", "Model Customization", null, null)]
    [InlineData("USE1-NovaCanvas-T2I-1024-Premium", "", null, null, null)]
    [InlineData("USE1-NovaSonic-speech-input-tokens", "Speech input tokens", null, null, null)]
    [InlineData("USE1-Guardrail-ContentPolicyUnitsConsumed", "", "Guardrail", null, null)]
    public void A_products_terms_are_read_from_its_names(string usage, string? inference, string? feature, string? tier, string? expected)
    {
        PriceListTerms? terms = PriceListTerms.Read(usage, inference, feature, tier, usage.Contains("Nova2.0Lite", StringComparison.Ordinal) ? "Nova 2.0 Lite" : "Nova Pro");
        Assert.Equal(expected, terms is null ? null : $"{terms.Kind}/{terms.Tier}/{terms.Reach}{(terms.IsLongContext ? " long" : "")}");
    }

    [Theory]
    [InlineData("1K tokens", "", "0.0000600000", 0.06)]
    [InlineData("1M tokens", "", "3.3", 3.3)]
    [InlineData("Units", "AWS Marketplace software usage|us-east-1|Million Input Tokens Regional", "3", 3.0)]
    [InlineData("Units", "something", "3", null)]
    [InlineData("image", "", "3", null)]
    [InlineData("1K tokens", "", "NaN", null)]
    public void A_price_is_of_a_million_tokens_or_not_known(string unit, string description, string price, double? expected)
    {
        PriceListProduct? product = PriceListProduct.Read(Product("Nova Lite", "USE1-NovaLite-input-tokens", "Input tokens", price, unit, description));
        Assert.Equal((decimal?)expected, product?.PerMillion);
        Assert.Equal(expected is null ? null : expected == 0.06 ? "0.06" : product!.PerMillion.ToString(CultureInfo.InvariantCulture), product?.PerMillion.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Refresh_reads_both_lists_page_by_page_and_gives_ids_their_prices()
    {
        await using LoopbackServer server = new(Answer(
            [
                [
                    Product("Nova Lite", "USE1-NovaLite-input-tokens", "Input tokens", "0.00006"),
                    Product("Nova Lite", "USE1-NovaLite-output-tokens", "Output tokens", "0.00024"),
                    Product("Nova Lite", "USE1-NovaLite-input-tokens-batch", "Input tokens", "0.00003"),
                    Product("Nova Canvas", "USE1-NovaCanvas-T2I-1024-Premium", "", "0.06", "image"),
                ],
                [
                    Product("Llama 3 8B", "USE1-Llama3-8B-input-tokens", "Input tokens", "0.0003"),
                    Product("Llama 3 8B", "USE1-Llama3-8B-other-input-tokens", "Input tokens", "0.0004"),
                    Product("Unheard Of", "USE1-UnheardOf-input-tokens", "Input tokens", "1"),
                ],
            ],
            [
                [
                    Marketplace("Claude Sonnet 4.5", "USE1-MP:USE1_InputTokenCount-Units", "3.3"),
                    Marketplace("Claude Sonnet 4.5", "USE1-MP:USE1_InputTokenCount_Global-Units", "3"),
                    Marketplace("Claude Sonnet 4.5", "USE1-MP:USE1_InputTokenCount_LongContext-Units", "6.6"),
                ],
            ]));
        using PowerShellHost shell = new();

        shell.Run(Connection(server) + "Import-BRPrice -Refresh -Scope Session -Verbose @at");

        Assert.Empty(shell.Errors);
        Assert.Equal(
            [
                "amazon.nova-lite-v1:0 us-east-1  0.06 0.24",
                "amazon.nova-lite-v1:0 us-east-1 batch 0.03 ",
                "anthropic.claude-sonnet-4-5-20250929-v1:0 us-east-1  3.3 ",
                "global.anthropic.claude-sonnet-4-5-20250929-v1:0 us-east-1  3 ",
                "us.amazon.nova-lite-v1:0 us-east-1  0.06 0.24",
                "us.amazon.nova-lite-v1:0 us-east-1 batch 0.03 ",
                "us.anthropic.claude-sonnet-4-5-20250929-v1:0 us-east-1  3.3 ",
            ],
            shell.Run("Get-BRPrice").Select(static row => (ModelPrice)row.BaseObject)
                .Select(static row => string.Create(CultureInfo.InvariantCulture, $"{row.Model} {row.Region} {row.ServiceTier} {row.InputPerMillion} {row.OutputPerMillion}")));
        ModelPrice first = (ModelPrice)shell.Run("Get-BRPrice").First().BaseObject;
        Assert.Equal(("AWS price list AmazonBedrock", new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero)), (first.Source, first.EffectiveDate));

        shell.Run(Connection(server) + "Import-BRPrice -Refresh -Scope Session -Verbose @at");
        Assert.Contains(shell.Verbose, static line => line.Contains("no model of us-east-1 by name: Unheard Of.", StringComparison.Ordinal));
        Assert.Contains(shell.Warnings, static line => line.Contains("prices the tokens of 2 of the 3 models of us-east-1", StringComparison.Ordinal));
        Assert.Contains(shell.Warnings, static line => line.StartsWith("Long requests to Claude Sonnet 4.5 have", StringComparison.Ordinal));
        Assert.Contains(shell.Warnings, static line => line.Contains("two prices for the same tokens of Llama 3 8B", StringComparison.Ordinal));

        ReceivedRequest[] calls = [.. server.Requests.Where(static request => request["X-Amz-Target"] is not null).Take(3)];
        Assert.All(calls, static call =>
        {
            Assert.Equal(("POST", "/", "AWSPriceListService.GetProducts", "application/x-amz-json-1.1"), (call.Method, call.Target, call["X-Amz-Target"], call["Content-Type"]));
            SignatureCheck.VerifyOther(call, "secret", "us-east-1", "pricing");
        });
        Assert.Equal(
            [
                """{"ServiceCode":"AmazonBedrock","FormatVersion":"aws_v1","MaxResults":100,"Filters":[{"Type":"TERM_MATCH","Field":"regionCode","Value":"us-east-1"}]}""",
                """{"ServiceCode":"AmazonBedrock","FormatVersion":"aws_v1","MaxResults":100,"Filters":[{"Type":"TERM_MATCH","Field":"regionCode","Value":"us-east-1"}],"NextToken":"1"}""",
                """{"ServiceCode":"AmazonBedrockFoundationModels","FormatVersion":"aws_v1","MaxResults":100,"Filters":[{"Type":"TERM_MATCH","Field":"regionCode","Value":"us-east-1"}]}""",
            ],
            calls.Select(static call => Encoding.UTF8.GetString(call.Body)));
    }

    [Fact]
    public async Task A_region_of_the_models_does_not_move_the_price_list()
    {
        await using LoopbackServer server = new(Answer([[]], [[]], "eu-west-1"));
        using PowerShellHost shell = new();
        shell.Run(Connection(server, "eu-west-1") + "Import-BRPrice -Refresh -Scope Session @at -WarningAction SilentlyContinue");
        Assert.Empty(shell.Errors);
        ReceivedRequest call = server.Requests.First(static request => request["X-Amz-Target"] is not null);
        SignatureCheck.VerifyOther(call, "secret", "us-east-1", "pricing");
        Assert.Contains("\"Value\":\"eu-west-1\"", Encoding.UTF8.GetString(call.Body));
    }

    [Theory]
    [InlineData(400, """{"__type":"com.amazonaws.pricing#AccessDeniedException","Message":"User: u is not authorized to perform: pricing:GetProducts"}""", "AccessDenied", "Allow pricing:GetProducts for this identity.")]
    [InlineData(400, """{"__type":"InvalidParameterException","Message":"no"}""", "InvalidParameter", null)]
    [InlineData(200, """{"PriceList":"none"}""", "ResponseUnreadable", null)]
    [InlineData(200, """{"PriceList":["{"]}""", "ResponseUnreadable", null)]
    [InlineData(200, """{"PriceList":[],"NextToken":"same"}""", "PagingLoop", null)]
    public async Task A_list_that_cannot_be_read_changes_nothing(int status, string body, string code, string? advice)
    {
        Func<Exchange, Task> models = Answer([[]], [[]]);
        await using LoopbackServer server = new(x => x.Request["X-Amz-Target"] is null ? models(x) : x.RespondAsync(status, body));
        using PowerShellHost shell = new();
        shell.Run(Connection(server) + "Import-BRPrice -Refresh -Scope Session @at");
        BedrockException error = Assert.IsType<BedrockException>(Assert.Single(shell.Errors).Exception);
        Assert.Equal(code, error.Code);
        if (advice is not null)
        {
            Assert.Equal(advice, error.RecommendedAction);
        }

        Assert.Empty(shell.Run("Get-BRPrice"));
    }

    private static string Connection(LoopbackServer server, string region = "us-east-1") =>
        $"$at = @{{ EndpointUrl = '{server.Url}'; Region = '{region}'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret'; MaxAttempt = 1 }}; ";

    private static string Marketplace(string name, string usage, string price) => JsonSerializer.Serialize(new
    {
        product = new { attributes = new { servicename = name + " (Amazon Bedrock Edition)", usagetype = usage, regionCode = "us-east-1" } },
        terms = Terms(price, "1M tokens", ""),
    });

    internal static string Product(string model, string usage, string inference, string price, string unit = "1K tokens", string description = "") =>
        JsonSerializer.Serialize(new
        {
            product = new { attributes = new { model, usagetype = usage, inferenceType = inference, regionCode = "us-east-1" } },
            terms = Terms(price, unit, description),
        });

    private static object Terms(string price, string unit, string description) => new
    {
        OnDemand = new Dictionary<string, object>
        {
            ["SKU.TERM"] = new
            {
                effectiveDate = "2025-06-01T00:00:00Z",
                priceDimensions = new Dictionary<string, object>
                {
                    ["SKU.TERM.RATE"] = new { unit, description, beginRange = "0", endRange = "Inf", pricePerUnit = new { USD = price } },
                },
            },
        },
    };

    /// <summary>Answers the model lists, and each price list page by page.</summary>
    internal static Func<Exchange, Task> Answer(string[][] bedrock, string[][] marketplace, string region = "us-east-1") => x =>
    {
        if (x.Request["X-Amz-Target"] is null)
        {
            return x.RespondAsync(200, x.Request.Path.StartsWith("/inference-profiles", StringComparison.Ordinal) ? Profiles(region) : Models, "Content-Type: application/json");
        }

        JsonNode request = JsonNode.Parse(x.Request.Body)!;
        string[][] pages = (string)request["ServiceCode"]! == "AmazonBedrock" ? bedrock : marketplace;
        int page = int.Parse((string?)request["NextToken"] ?? "0", CultureInfo.InvariantCulture);
        return x.RespondAsync(200, JsonSerializer.Serialize(page + 1 < pages.Length
            ? new { FormatVersion = "aws_v1", PriceList = pages[page], NextToken = (page + 1).ToString(CultureInfo.InvariantCulture) }
            : (object)new { FormatVersion = "aws_v1", PriceList = pages[page] }));
    };

    private const string Models = """
        {"modelSummaries":[
          {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0","modelId":"amazon.nova-lite-v1:0","modelName":"Nova Lite","providerName":"Amazon","inputModalities":["TEXT"],"outputModalities":["TEXT"],"inferenceTypesSupported":["ON_DEMAND"]},
          {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:24k","modelId":"amazon.nova-lite-v1:0:24k","modelName":"Nova Lite","providerName":"Amazon","inputModalities":["TEXT"],"outputModalities":["TEXT"],"inferenceTypesSupported":["PROVISIONED"]},
          {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/meta.llama3-8b-instruct-v1:0","modelId":"meta.llama3-8b-instruct-v1:0","modelName":"Llama 3 8B Instruct","providerName":"Meta","inputModalities":["TEXT"],"outputModalities":["TEXT"],"inferenceTypesSupported":["ON_DEMAND"]},
          {"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0","modelId":"anthropic.claude-sonnet-4-5-20250929-v1:0","modelName":"Claude Sonnet 4.5","providerName":"Anthropic","inputModalities":["TEXT"],"outputModalities":["TEXT"],"inferenceTypesSupported":["INFERENCE_PROFILE"]}]}
        """;

    private static string Profiles(string region) => $$"""
        {"inferenceProfileSummaries":[
          {{string.Join(",", new[] { ("us", "amazon.nova-lite-v1:0"), ("us", "anthropic.claude-sonnet-4-5-20250929-v1:0"), ("global", "anthropic.claude-sonnet-4-5-20250929-v1:0") }.Select(pair =>
              $$"""{"inferenceProfileName":"p","inferenceProfileId":"{{pair.Item1}}.{{pair.Item2}}","inferenceProfileArn":"arn:aws:bedrock:{{region}}:1:inference-profile/{{pair.Item1}}.{{pair.Item2}}","type":"SYSTEM_DEFINED","status":"ACTIVE","models":[{"modelArn":"arn:aws:bedrock:{{region}}::foundation-model/{{pair.Item2}}"}]}"""))}}]}
        """;
}
