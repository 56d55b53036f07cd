using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance;

/// <summary>The plain AWS command line against the local endpoint.</summary>
public sealed class AwsCliTests : IClassFixture<SharedEndpoint>, IDisposable
{
    private const string Claude = "anthropic.claude-3-sonnet-20240229-v1:0";

    private readonly EndpointProcess _endpoint;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-conformance-");

    public AwsCliTests(SharedEndpoint shared) => _endpoint = shared.Endpoint;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void InvokesClaude()
    {
        string body = Path.Combine(_folder.FullName, "body.json");
        string answer = Path.Combine(_folder.FullName, "answer.json");
        File.WriteAllText(body, """
            {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 300,
             "messages": [{"role": "user", "content": "What is a cold start?"}]}
            """);

        // From a file: versions 1 and 2 of the command line read an inline body differently.
        JsonElement summary = Run(
            "bedrock-runtime", "invoke-model", "--model-id", Claude, "--content-type", "application/json",
            "--accept", "application/json", "--body", "fileb://" + body, answer);
        Assert.Equal("application/json", summary.GetProperty("contentType").GetString());
        using JsonDocument native = JsonDocument.Parse(File.ReadAllText(answer));
        Assert.NotEmpty(native.RootElement.GetProperty("content")[0].GetProperty("text").GetString()!);
    }

    [Fact]
    public void Converses()
    {
        JsonElement answer = Run(
            "bedrock-runtime", "converse", "--model-id", "amazon.nova-lite-v1:0",
            "--messages", """[{"role": "user", "content": [{"text": "Name a colour."}]}]""",
            "--inference-config", "maxTokens=50,temperature=0.2");
        Assert.NotEmpty(answer.GetProperty("output").GetProperty("message").GetProperty("content")[0].GetProperty("text").GetString()!);
        Assert.True(answer.GetProperty("usage").GetProperty("totalTokens").GetInt32() > 0);
    }

    [Fact]
    public void ListsModelsAsATable()
    {
        string table = Client.Aws.Run(
            _endpoint, "bedrock", "list-foundation-models",
            "--query", "modelSummaries[*].[modelId,modelName,providerName]", "--output", "table");
        Assert.Contains(Claude, table);
        Assert.Contains("Anthropic", table);
        Assert.Contains("|", table);
    }

    [Fact]
    public void ListsTheModelsOfAProvider()
    {
        string[] ids = Strings(Run(
            "bedrock", "list-foundation-models", "--by-provider", "anthropic", "--query", "modelSummaries[*].modelId"));
        Assert.Contains(Claude, ids);
        Assert.All(ids, id => Assert.StartsWith("anthropic.", id));
    }

    [Fact]
    public void FindsAModelByItsId()
    {
        JsonElement found = Run(
            "bedrock", "list-foundation-models", "--query", $"modelSummaries[?modelId==`{Claude}`]");
        Assert.Equal(Claude, Assert.Single(found.EnumerateArray()).GetProperty("modelId").GetString());
    }

    [Fact]
    public void DescribesAModel()
    {
        JsonElement details = Run("bedrock", "get-foundation-model", "--model-identifier", Claude).GetProperty("modelDetails");
        Assert.Equal(Claude, details.GetProperty("modelId").GetString());
        Assert.Contains(details.GetProperty("modelLifecycle").GetProperty("status").GetString(), new[] { "ACTIVE", "LEGACY" });
    }

    [Fact]
    public void SaysHowAModelMayBeCalled()
    {
        string[] types = Strings(Run(
            "bedrock", "get-foundation-model", "--model-identifier", Claude,
            "--query", "modelDetails.inferenceTypesSupported"));
        Assert.Contains("ON_DEMAND", types);
    }

    [Fact]
    public void ListsTheAgreementOffersOfAModel()
    {
        JsonElement offers = Run("bedrock", "list-foundation-model-agreement-offers", "--model-id", Claude);
        Assert.Equal(Claude, offers.GetProperty("modelId").GetString());
        Assert.NotEmpty(offers.GetProperty("offers").EnumerateArray());
    }

    [Fact]
    public void SaysWhyACallIsRefused()
    {
        (int exitCode, _, string error) = Client.Aws.Try(
            _endpoint, "bedrock", "get-foundation-model", "--model-identifier", "anthropic.no-such-model");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Exception", error);
    }

    private JsonElement Run(params string[] arguments)
    {
        string output = Client.Aws.Run(_endpoint, [.. arguments, "--output", "json"]);
        return JsonDocument.Parse(output).RootElement;
    }

    private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
