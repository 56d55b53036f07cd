using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

public sealed class ModelListTests : IDisposable
{
    private readonly SigningClient _client = new();

    [Theory]
    [InlineData("byProvider=anthropic", "anthropic.claude-3-haiku-20240307-v1:0", "amazon.nova-lite-v1:0")]
    [InlineData("byOutputModality=EMBEDDING", "cohere.embed-v4:0", "amazon.nova-lite-v1:0")]
    [InlineData("byInferenceType=PROVISIONED", "amazon.titan-embed-text-v2:0:8k", "amazon.nova-lite-v1:0")]
    [InlineData("byCustomizationType=DISTILLATION", "amazon.nova-lite-v1:0", "amazon.titan-embed-text-v2:0")]
    public async Task Filters_narrow_the_list(string query, string within, string without)
    {
        List<string?> ids = Ids(await _client.GetJsonAsync("/foundation-models?" + query));
        Assert.Contains(within, ids);
        Assert.DoesNotContain(without, ids);
    }

    [Fact]
    public async Task Every_listed_model_can_be_asked_for()
    {
        List<string?> ids = Ids(await _client.GetJsonAsync("/foundation-models"));
        Assert.Equal(_client.Server.ModelCount, ids.Count);
        foreach (string? id in ids)
        {
            JsonElement details = await _client.GetJsonAsync("/foundation-models/" + Uri.EscapeDataString(id!));
            Assert.Equal(id, details.GetProperty("modelDetails").GetProperty("modelId").GetString());
        }
    }

    [Fact]
    public async Task An_unknown_model_is_not_found() =>
        Assert.Equal("404 ResourceNotFoundException", SigningClient.ErrorOf(await _client.GetAsync("/foundation-models/no.such-model")));

    [Theory]
    [InlineData("us-east-1", "us.", "eu.")]
    [InlineData("eu-west-1", "eu.", "us.")]
    [InlineData("ap-southeast-1", "apac.", "us.")]
    public async Task Profiles_are_those_of_the_region_and_the_global_ones(string region, string within, string without)
    {
        _client.Region = region;
        string[] ids = [.. (await _client.GetJsonAsync("/inference-profiles?maxResults=1000"))
            .GetProperty("inferenceProfileSummaries").EnumerateArray().Select(static p => p.GetProperty("inferenceProfileId").GetString()!)];
        Assert.Contains(ids, id => id.StartsWith(within));
        Assert.Contains(ids, id => id.StartsWith("global."));
        Assert.DoesNotContain(ids, id => id.StartsWith(without));
    }

    [Fact]
    public async Task Pages_add_up_to_the_whole_list_without_repeats()
    {
        List<string?> paged = [];
        string? token = null;
        do
        {
            JsonElement page = await _client.GetJsonAsync(
                "/inference-profiles?maxResults=7" + (token is null ? "" : "&nextToken=" + Uri.EscapeDataString(token)));
            JsonElement[] items = [.. page.GetProperty("inferenceProfileSummaries").EnumerateArray()];
            Assert.InRange(items.Length, 1, 7);
            paged.AddRange(items.Select(static p => p.GetProperty("inferenceProfileId").GetString()));
            token = page.TryGetProperty("nextToken", out JsonElement next) ? next.GetString() : null;
        }
        while (token is not null);

        JsonElement all = await _client.GetJsonAsync("/inference-profiles?maxResults=1000");
        Assert.Equal(all.GetProperty("inferenceProfileSummaries").GetArrayLength(), paged.Count);
        Assert.Equal(paged.Count, paged.Distinct().Count());
    }

    [Fact]
    public async Task A_made_up_page_token_is_refused() =>
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(await _client.GetAsync("/inference-profiles?nextToken=abc")));

    [Fact]
    public async Task A_profile_can_be_asked_for_by_its_arn()
    {
        const string arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.meta.llama3-3-70b-instruct-v1:0";
        JsonElement profile = await _client.GetJsonAsync("/inference-profiles/" + Uri.EscapeDataString(arn));
        Assert.Equal("us.meta.llama3-3-70b-instruct-v1:0", profile.GetProperty("inferenceProfileId").GetString());
        Assert.Equal(arn, profile.GetProperty("inferenceProfileArn").GetString());
        Assert.Equal(3, profile.GetProperty("models").GetArrayLength());
    }

    private static List<string?> Ids(JsonElement list) =>
        [.. list.GetProperty("modelSummaries").EnumerateArray().Select(static model => model.GetProperty("modelId").GetString())];

    public void Dispose() => _client.Dispose();
}
