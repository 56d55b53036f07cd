using System;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

/// <summary>ARNs of an account's own that do not tell which model answers behind them.</summary>
public sealed class HiddenModelTests : EndpointSession
{
    private const string Sonnet = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private const string Profile = $"$arn = (New-BRInferenceProfile team {Sonnet}).InferenceProfileArn";

    private const string Train = """
        $job = @{
            CustomModelName = 'tuned'; BaseModel = 'amazon.nova-2-lite-v1:0'; RoleArn = 'arn:aws:iam::123456789012:role/r'
            TrainingDataS3Uri = 's3://bucket/t.jsonl'; OutputS3Uri = 's3://bucket/o/'
        }
        $tuned = Start-BRCustomizationJob tuning @job -Wait | Get-BRCustomModel
        """;

    [Theory]
    [InlineData(Profile, """{"thinking":{"type":"enabled","budget_tokens":1024}}""")]
    [InlineData(Train + "\n$arn = ($tuned | New-BRCustomModelDeployment live -Wait).ModelId", """{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}}""")]
    [InlineData(Train + "\n$arn = ($tuned | New-BRProvisionedThroughput live -ModelUnit 1 -Confirm:$false -Wait).ModelId", """{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}}""")]
    public void Effort_is_said_in_the_words_of_the_model_behind(string make, string expected)
    {
        Run(make);
        Run("Invoke-BRModel 'Why?' -Model $arn -Effort low -MaxTokens 2000");
        LocalEndpointRequest call = Endpoint.GetRequest()[^1];
        Assert.Equal(expected, JsonNode.Parse(call.Body)!["additionalModelRequestFields"]!.ToJsonString());
        Assert.Contains(Uri.EscapeDataString(Shell.One<string>("$arn")), call.Path, StringComparison.OrdinalIgnoreCase);

        int before = Endpoint.GetRequest().Count;
        Run("Invoke-BRModel 'Why?' -Model $arn -Effort low -MaxTokens 2000");
        Assert.Equal(1, Endpoint.GetRequest().Count - before);
    }

    [Fact]
    public void The_familys_own_format_is_found_too()
    {
        Run(Profile);
        Run("Invoke-BRModel 'Hello' -Model $arn -Native");
        Assert.NotNull(JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!["anthropic_version"]);
    }

    [Fact]
    public void Nothing_is_asked_where_it_does_not_matter()
    {
        Run(Profile);
        int before = Endpoint.GetRequest().Count;
        Run("Invoke-BRModel 'Hello' -Model $arn");
        Assert.Equal("Converse", Assert.Single(Endpoint.GetRequest().Skip(before)).Operation);
    }

    [Fact]
    public void Who_may_not_look_is_told_that_the_model_is_not_known()
    {
        Run(Profile);
        Endpoint.SetFault("GetInferenceProfile@denied");
        Shell.Run("Invoke-BRModel 'Why?' -Model $arn -Effort low -Verbose");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.StartsWith("ParameterInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("does not tell which model answers", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(Shell.Verbose, static line => line.Contains("could not be found", StringComparison.Ordinal));
        Shell.Run("Invoke-BRModel 'Hello' -Model $arn");
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void Texts_are_embedded_through_a_profile()
    {
        Run("$arn = (New-BRInferenceProfile vectors amazon.titan-embed-text-v2:0).InferenceProfileArn");
        Embedding embedding = (Embedding)Shell.Run("Get-BREmbedding 'subnet' -Model $arn").Single().BaseObject;
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        Assert.Equal(1024, embedding.Vector.Length);
    }

    private void Run(string script)
    {
        Shell.Run(script);
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
    }
}
