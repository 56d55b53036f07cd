using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

public sealed class ControlPlaneTests : IDisposable
{
    private const string Haiku = "anthropic.claude-3-haiku-20240307-v1:0";

    private readonly SigningClient _client = new();

    [Fact]
    public async Task A_customization_job_ends_in_a_custom_model_that_can_be_provisioned_and_called()
    {
        Assert.Equal(0, (await _client.GetJsonAsync("/custom-models")).GetProperty("modelSummaries").GetArrayLength());
        string job = Text(await _client.PostJsonAsync("/model-customization-jobs", Job("job-1", "model-1")), "jobArn");
        Assert.Equal("InProgress", await JobStatusAsync(job));
        Assert.Equal("Completed", await JobStatusAsync(job));

        JsonElement summary = Assert.Single((await _client.GetJsonAsync("/custom-models")).GetProperty("modelSummaries").EnumerateArray());
        Assert.Equal("model-1", Text(summary, "modelName"));
        JsonElement model = await _client.GetJsonAsync("/custom-models/model-1");
        Assert.Equal(job, Text(model, "jobArn"));
        string modelArn = Text(model, "modelArn");

        string throughput = Text(
            await _client.PostJsonAsync(
                "/provisioned-model-throughput", $$"""{"modelUnits":1,"provisionedModelName":"fast","modelId":"{{modelArn}}"}"""),
            "provisionedModelArn");
        Assert.Equal("Creating", Text(await _client.GetJsonAsync("/provisioned-model-throughput/fast"), "status"));
        Assert.Equal("InService", Text(await _client.GetJsonAsync("/provisioned-model-throughput/fast"), "status"));
        HttpResponseMessage answer = await _client.PostAsync(
            $"/model/{Uri.EscapeDataString(throughput)}/converse", """{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}""");
        Assert.Equal(200, (int)answer.StatusCode);

        Assert.Equal(200, (int)(await _client.SendAsync(HttpMethod.Delete, "/provisioned-model-throughput/fast", null)).StatusCode);
        Assert.Empty((await _client.GetJsonAsync("/provisioned-model-throughputs")).GetProperty("provisionedModelSummaries").EnumerateArray());
        Assert.Equal(200, (int)(await _client.SendAsync(HttpMethod.Delete, "/custom-models/model-1", null)).StatusCode);
        Assert.Equal("404 ResourceNotFoundException", SigningClient.ErrorOf(await _client.GetAsync("/custom-models/model-1")));
    }

    [Fact]
    public async Task A_job_can_be_stopped_once()
    {
        string job = Text(await _client.PostJsonAsync("/model-customization-jobs", Job("job-1", "model-1")), "jobArn");
        string path = $"/model-customization-jobs/{Uri.EscapeDataString(job)}/stop";
        Assert.Equal(200, (int)(await _client.SendAsync(HttpMethod.Post, path, null)).StatusCode);
        Assert.Equal("Stopped", await JobStatusAsync(job));
        Assert.Equal("409 ConflictException", SigningClient.ErrorOf(await _client.SendAsync(HttpMethod.Post, path, null)));
        JsonElement stopped = await _client.GetJsonAsync("/model-customization-jobs?statusEquals=Stopped");
        Assert.Equal(1, stopped.GetProperty("modelCustomizationJobSummaries").GetArrayLength());
        JsonElement completed = await _client.GetJsonAsync("/model-customization-jobs?statusEquals=Completed");
        Assert.Equal(0, completed.GetProperty("modelCustomizationJobSummaries").GetArrayLength());
    }

    [Fact]
    public async Task A_taken_name_is_a_conflict_and_a_repeated_token_is_not()
    {
        string first = Text(await _client.PostJsonAsync("/model-customization-jobs", Job("job-1", "model-1", "token-1")), "jobArn");
        Assert.Equal(first, Text(await _client.PostJsonAsync("/model-customization-jobs", Job("job-1", "model-1", "token-1")), "jobArn"));
        Assert.Equal(
            "409 ConflictException",
            SigningClient.ErrorOf(await _client.PostAsync("/model-customization-jobs", Job("job-1", "model-2", "token-2"))));
    }

    [Fact]
    public async Task A_model_that_cannot_be_customized_is_refused() =>
        Assert.Equal(
            "400 ValidationException",
            SigningClient.ErrorOf(await _client.PostAsync(
                "/model-customization-jobs", Job("j", "m").Replace(Haiku, "cohere.command-r-v1:0"))));

    [Fact]
    public async Task An_application_profile_is_listed_called_tagged_and_deleted()
    {
        string arn = Text(
            await _client.PostJsonAsync(
                "/inference-profiles",
                """
                {"inferenceProfileName":"team-a","tags":[{"key":"team","value":"a"}],"modelSource":{"copyFrom":
                 "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0"}}
                """),
            "inferenceProfileArn");
        Assert.Contains(":application-inference-profile/", arn);
        JsonElement profile = Assert.Single(
            (await _client.GetJsonAsync("/inference-profiles?type=APPLICATION")).GetProperty("inferenceProfileSummaries").EnumerateArray());
        Assert.Equal(arn, Text(profile, "inferenceProfileArn"));
        HttpResponseMessage answer = await _client.PostAsync(
            $"/model/{Uri.EscapeDataString(arn)}/converse", """{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}""");
        Assert.Contains("Claude Sonnet 4.5", (await SigningClient.ReadAsync(answer)).ToString());

        await _client.PostAsync("/tagResource", $$"""{"resourceARN":"{{arn}}","tags":[{"key":"cost","value":"42"}]}""");
        await _client.PostAsync("/untagResource", $$"""{"resourceARN":"{{arn}}","tagKeys":["team"]}""");
        JsonElement tag = Assert.Single(
            (await _client.PostJsonAsync("/listTagsForResource", $$"""{"resourceARN":"{{arn}}"}""")).GetProperty("tags").EnumerateArray());
        Assert.Equal("cost", Text(tag, "key"));

        await _client.SendAsync(HttpMethod.Delete, "/inference-profiles/" + Uri.EscapeDataString(arn), null);
        Assert.Equal(
            "404 ResourceNotFoundException",
            SigningClient.ErrorOf(await _client.GetAsync("/inference-profiles/" + Uri.EscapeDataString(arn))));
    }

    [Fact]
    public async Task Regions_do_not_see_each_others_resources()
    {
        await _client.PostAsync("/model-customization-jobs", Job("job-1", "model-1"));
        _client.Region = "eu-west-1";
        JsonElement jobs = await _client.GetJsonAsync("/model-customization-jobs");
        Assert.Equal(0, jobs.GetProperty("modelCustomizationJobSummaries").GetArrayLength());
    }

    [Fact]
    public async Task Availability_and_offers_of_a_model_are_told()
    {
        JsonElement availability = await _client.GetJsonAsync("/foundation-model-availability/" + Uri.EscapeDataString(Haiku));
        Assert.Equal("AUTHORIZED", Text(availability, "authorizationStatus"));
        JsonElement offers = await _client.GetJsonAsync("/list-foundation-model-agreement-offers/" + Uri.EscapeDataString(Haiku));
        Assert.Equal(1, offers.GetProperty("offers").GetArrayLength());
    }

    private async Task<string> JobStatusAsync(string arn) =>
        Text(await _client.GetJsonAsync("/model-customization-jobs/" + Uri.EscapeDataString(arn)), "status");

    private static string Job(string name, string model, string? token = null) =>
        $$$"""
        {"jobName":"{{{name}}}","customModelName":"{{{model}}}","roleArn":"arn:aws:iam::123456789012:role/tuner",
         "baseModelIdentifier":"{{{Haiku}}}","clientRequestToken":"{{{token ?? name}}}",
         "trainingDataConfig":{"s3Uri":"s3://bucket/train.jsonl"},"outputDataConfig":{"s3Uri":"s3://bucket/out/"}}
        """;

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value.GetString()! : throw new InvalidOperationException(json.ToString());

    public void Dispose() => _client.Dispose();
}
