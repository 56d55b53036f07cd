using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>What control-plane resources go through: statuses, failures, refusals, and their use once they are there.</summary>
public sealed class ResourceLifeTests : IDisposable
{
    private const string Haiku = "anthropic.claude-3-haiku-20240307-v1:0";
    private const string Unagreed = "ai21.jamba-instruct-v1:0";
    private const string Hello = """{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}""";

    private readonly SigningClient _client = new();

    [Fact]
    public async Task A_batch_job_goes_from_status_to_status()
    {
        string path = "/model-invocation-job/" + Escape(await BatchAsync("nightly"));
        Assert.Equal(["Submitted", "Validating", "Scheduled", "InProgress", "Completed", "Completed"], await StatusesAsync(path, "status", 6));
        Assert.True((await _client.GetJsonAsync(path)).TryGetProperty("endTime", out _));
        Assert.Equal("409 ConflictException", SigningClient.ErrorOf(await _client.SendAsync(HttpMethod.Post, path + "/stop", null)));
    }

    [Fact]
    public async Task What_has_fail_in_its_name_fails_and_says_why()
    {
        string path = "/model-invocation-job/" + Escape(await BatchAsync("will-fail"));
        Assert.Equal("Failed", (await StatusesAsync(path, "status", 5)).Last());
        Assert.Contains("will-fail", Text(await _client.GetJsonAsync(path), "message"));
    }

    [Fact]
    public async Task Jobs_are_found_by_status_name_and_time()
    {
        await BatchAsync("red-1");
        await BatchAsync("red-2");
        string blue = await BatchAsync("blue");
        await _client.SendAsync(HttpMethod.Post, $"/model-invocation-job/{Escape(blue)}/stop", null);
        Assert.Equal(["red-1", "red-2"], await NamesAsync("nameContains=red"));
        Assert.Equal(["red-2", "red-1"], await NamesAsync("nameContains=red&sortOrder=Descending"));
        Assert.Equal(["blue"], await NamesAsync("statusEquals=Stopped"));
        Assert.Empty(await NamesAsync("submitTimeAfter=" + Escape(DateTimeOffset.UtcNow.AddHours(1).ToString("O"))));

        async Task<string[]> NamesAsync(string query) => ItemsOf(await _client.GetJsonAsync("/model-invocation-jobs?" + query), "invocationJobSummaries", "jobName");
    }

    [Fact]
    public async Task A_copy_job_makes_a_model_and_a_deployment_of_it_answers()
    {
        string copy = Text(
            await _client.PostJsonAsync("/model-copy-jobs", $$"""{"sourceModelArn":"{{await ModelAsync("mine")}}","targetModelName":"copied"}"""), "jobArn");
        Assert.Equal(["InProgress", "Completed"], await StatusesAsync("/model-copy-jobs/" + Escape(copy), "status", 2));
        string model = Text(await _client.GetJsonAsync("/custom-models/copied"), "modelArn");
        Assert.Equal(model, Text(await _client.GetJsonAsync("/model-copy-jobs/" + Escape(copy)), "targetModelArn"));

        string deployment = Text(
            await _client.PostJsonAsync("/model-customization/custom-model-deployments", $$"""{"modelDeploymentName":"live","modelArn":"{{model}}"}"""),
            "customModelDeploymentArn");
        Assert.Equal(200, (int)(await _client.PostAsync($"/model/{Escape(deployment)}/converse", Hello)).StatusCode);
        Assert.Equal("409 ConflictException", SigningClient.ErrorOf(await _client.SendAsync(HttpMethod.Delete, "/custom-models/copied", null)));
    }

    [Fact]
    public async Task An_imported_model_answers()
    {
        string job = Text(
            await _client.PostJsonAsync(
                "/model-import-jobs",
                """{"jobName":"j","importedModelName":"own","roleArn":"arn:aws:iam::123456789012:role/r","modelDataSource":{"s3DataSource":{"s3Uri":"s3://bucket/model"}}}"""),
            "jobArn");
        Assert.False((await _client.GetJsonAsync("/model-import-jobs/" + Escape(job))).TryGetProperty("importedModelArn", out _));
        string model = Text(await _client.GetJsonAsync("/model-import-jobs/" + Escape(job)), "importedModelArn");
        Assert.Equal(200, (int)(await _client.PostAsync($"/model/{Escape(model)}/converse", Hello)).StatusCode);
    }

    [Fact]
    public async Task A_model_without_agreement_answers_once_there_is_one()
    {
        Assert.Equal("NOT_AVAILABLE", await AgreementAsync());
        Assert.Equal("403 AccessDeniedException", SigningClient.ErrorOf(await _client.PostAsync($"/model/{Unagreed}/converse", Hello)));
        JsonElement offers = await _client.GetJsonAsync($"/list-foundation-model-agreement-offers/{Unagreed}");
        string token = Text(offers.GetProperty("offers")[0], "offerToken");
        await _client.PostAsync("/create-foundation-model-agreement", $$"""{"modelId":"{{Unagreed}}","offerToken":"{{token}}"}""");
        Assert.Equal("AVAILABLE", await AgreementAsync());
        Assert.Equal(200, (int)(await _client.PostAsync($"/model/{Unagreed}/converse", Hello)).StatusCode);
        await _client.PostAsync("/delete-foundation-model-agreement", $$"""{"modelId":"{{Unagreed}}"}""");
        Assert.Equal("403 AccessDeniedException", SigningClient.ErrorOf(await _client.PostAsync($"/model/{Unagreed}/converse", Hello)));

        async Task<string> AgreementAsync() =>
            Text((await _client.GetJsonAsync($"/foundation-model-availability/{Unagreed}")).GetProperty("agreementAvailability"), "status");
    }

    [Fact]
    public async Task A_chosen_operation_can_be_denied()
    {
        _client.Server.SetFaults(["ListEvaluationJobs@denied"]);
        Assert.Equal("403 AccessDeniedException", SigningClient.ErrorOf(await _client.GetAsync("/evaluation-jobs")));
        Assert.Equal(200, (int)(await _client.GetAsync("/guardrails")).StatusCode);
    }

    [Fact]
    public async Task More_tags_than_there_may_be_are_refused_and_none_is_kept()
    {
        string model = await ModelAsync("tagged");
        string tags = string.Join(",", Enumerable.Range(0, 51).Select(static i => $$"""{"key":"k{{i}}","value":"v"}"""));
        Assert.Equal(
            "400 TooManyTagsException",
            SigningClient.ErrorOf(await _client.PostAsync("/tagResource", $$"""{"resourceARN":"{{model}}","tags":[{{tags}}]}""")));
        Assert.Empty((await _client.PostJsonAsync("/listTagsForResource", $$"""{"resourceARN":"{{model}}"}""")).GetProperty("tags").EnumerateArray());
    }

    [Fact]
    public async Task A_name_that_another_has_cannot_be_taken_by_an_update()
    {
        const string Body = """{"name":"NAME","blockedInputMessaging":"No","blockedOutputsMessaging":"No"}""";
        await _client.PostAsync("/guardrails", Body.Replace("NAME", "one"));
        string path = "/guardrails/" + Text(await _client.PostJsonAsync("/guardrails", Body.Replace("NAME", "two")), "guardrailId");
        Assert.Equal("409 ConflictException", SigningClient.ErrorOf(await _client.SendAsync(HttpMethod.Put, path, Body.Replace("NAME", "one"))));
        Assert.Equal(202, (int)(await _client.SendAsync(HttpMethod.Put, path, Body.Replace("NAME", "three"))).StatusCode);
        Assert.Equal("three", Text(await _client.GetJsonAsync(path), "name"));
    }

    [Fact]
    public async Task An_account_enforces_one_guardrail()
    {
        string guardrail = Text(await _client.PostJsonAsync("/guardrails", """{"name":"g","blockedInputMessaging":"No","blockedOutputsMessaging":"No"}"""), "guardrailId");
        await _client.SendAsync(HttpMethod.Post, "/guardrails/" + guardrail, "{}");
        string body = $$$"""{"guardrailInferenceConfig":{"guardrailIdentifier":"{{{guardrail}}}","guardrailVersion":"1"}}""";
        HttpResponseMessage first = await _client.SendAsync(HttpMethod.Put, "/enforcedGuardrailsConfiguration", body);
        string id = Text(await SigningClient.ReadAsync(first), "configId");
        Assert.Equal(
            "400 ServiceQuotaExceededException",
            SigningClient.ErrorOf(await _client.SendAsync(HttpMethod.Put, "/enforcedGuardrailsConfiguration", body)));
        Assert.Equal([id], ItemsOf(await _client.GetJsonAsync("/enforcedGuardrailsConfiguration"), "guardrailsConfig", "configId"));
    }

    [Fact]
    public async Task An_agent_is_prepared_aliased_and_called()
    {
        string id = await AgentAsync("helper");
        string path = $"/agents/{id}/";
        Assert.Equal(["CREATING", "NOT_PREPARED"], await StatusesAsync(path, "agent", "agentStatus", 2));
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(await AliasAsync(id)));
        Assert.Equal("PREPARING", Text(await SigningClient.ReadAsync(await _client.SendAsync(HttpMethod.Post, path, null)), "agentStatus"));
        Assert.Equal(["PREPARING", "PREPARED"], await StatusesAsync(path, "agent", "agentStatus", 2));

        JsonElement alias = (await SigningClient.ReadAsync(await AliasAsync(id))).GetProperty("agentAlias");
        Assert.Equal("1", Text(alias.GetProperty("routingConfiguration")[0], "agentVersion"));
        Assert.Equal("PREPARED", Text((await _client.GetJsonAsync($"/agents/{id}/agentversions/1/")).GetProperty("agentVersion"), "agentStatus"));
        HttpResponseMessage answer = await _client.PostAsync(
            $"/agents/{id}/agentAliases/{Text(alias, "agentAliasId")}/sessions/s-1/text", """{"inputText":"Hello"}""");
        Assert.Equal(200, (int)answer.StatusCode);

        Assert.Equal("409 ConflictException", SigningClient.ErrorOf(await _client.SendAsync(HttpMethod.Delete, path, null)));
        JsonElement deleted = await SigningClient.ReadAsync(await _client.SendAsync(HttpMethod.Delete, path + "?skipResourceInUseCheck=true", null));
        Assert.Equal("DELETING", Text(deleted, "agentStatus"));
        Assert.Equal(["LOCALAGENT"], ItemsOf(await _client.PostJsonAsync("/agents/", "{}"), "agentSummaries", "agentId"));
        Assert.Equal("DELETING", Text((await _client.GetJsonAsync(path)).GetProperty("agent"), "agentStatus"));
        Assert.Equal("404 ResourceNotFoundException", SigningClient.ErrorOf(await _client.GetAsync(path)));
    }

    [Fact]
    public async Task A_version_of_an_agent_keeps_the_parts_it_was_made_with()
    {
        string id = await AgentAsync("keeper");
        await StatusesAsync($"/agents/{id}/", "agent", "agentStatus", 2);
        await _client.SendAsync(HttpMethod.Put, $"/agents/{id}/agentversions/DRAFT/actiongroups/", """{"actionGroupName":"old"}""");
        await _client.SendAsync(HttpMethod.Post, $"/agents/{id}/", null);
        await StatusesAsync($"/agents/{id}/", "agent", "agentStatus", 2);
        await AliasAsync(id);
        await _client.SendAsync(HttpMethod.Put, $"/agents/{id}/agentversions/DRAFT/actiongroups/", """{"actionGroupName":"new"}""");
        Assert.Equal(["old"], await GroupsAsync("1"));
        Assert.Equal(["old", "new"], await GroupsAsync("DRAFT"));
        Assert.Equal(["NOT_PREPARED"], await StatusesAsync($"/agents/{id}/", "agent", "agentStatus", 1));

        async Task<string[]> GroupsAsync(string version) =>
            ItemsOf(await _client.PostJsonAsync($"/agents/{id}/agentversions/{version}/actiongroups/", "{}"), "actionGroupSummaries", "actionGroupName");
    }

    [Fact]
    public async Task Documents_sent_to_a_knowledge_base_are_found_in_it()
    {
        (string knowledge, string source) = await KnowledgeAsync();
        string documents = $"/knowledgebases/{knowledge}/datasources/{source}/documents";
        await _client.SendAsync(
            HttpMethod.Put,
            documents,
            """
            {"documents":[{"content":{"dataSourceType":"CUSTOM","custom":{"customDocumentIdentifier":{"id":"penguins"},"sourceType":"IN_LINE",
             "inlineContent":{"type":"TEXT","textContent":{"data":"Penguins live in the cold south."}}}}}]}
            """);
        const string Named = """{"documentIdentifiers":[{"dataSourceType":"CUSTOM","custom":{"id":"penguins"}},{"dataSourceType":"CUSTOM","custom":{"id":"none"}}]}""";
        Assert.Equal(["STARTING", "NOT_FOUND"], ItemsOf(await _client.PostJsonAsync(documents + "/getDocuments", Named), "documentDetails", "status"));
        await _client.PostJsonAsync(documents + "/getDocuments", Named);
        Assert.Equal(["INDEXED", "NOT_FOUND"], ItemsOf(await _client.PostJsonAsync(documents + "/getDocuments", Named), "documentDetails", "status"));
        JsonElement found = await _client.PostJsonAsync($"/knowledgebases/{knowledge}/retrieve", """{"retrievalQuery":{"text":"Where do penguins live?"}}""");
        Assert.Equal("Penguins live in the cold south.", Text(found.GetProperty("retrievalResults")[0].GetProperty("content"), "text"));

        Assert.Equal(["DELETING", "NOT_FOUND"], ItemsOf(await _client.PostJsonAsync(documents + "/deleteDocuments", Named), "documentDetails", "status"));
        Assert.Empty(ItemsOf(await _client.PostJsonAsync(documents, "{}"), "documentDetails", "status"));
    }

    [Fact]
    public async Task A_data_source_is_ingested_by_one_job_at_a_time()
    {
        (string knowledge, string source) = await KnowledgeAsync();
        string jobs = $"/knowledgebases/{knowledge}/datasources/{source}/ingestionjobs/";
        JsonElement started = await SigningClient.ReadAsync(await _client.SendAsync(HttpMethod.Put, jobs, "{}"));
        Assert.Equal("409 ConflictException", SigningClient.ErrorOf(await _client.SendAsync(HttpMethod.Put, jobs, "{}")));
        Assert.Equal("409 ConflictException", SigningClient.ErrorOf(await _client.SendAsync(HttpMethod.Delete, $"/knowledgebases/{knowledge}/datasources/{source}", null)));
        string job = jobs + Text(started.GetProperty("ingestionJob"), "ingestionJobId");
        Assert.Equal(["STARTING", "IN_PROGRESS", "COMPLETE"], await StatusesAsync(job, "ingestionJob", "status", 3));
        JsonElement statistics = (await _client.GetJsonAsync(job)).GetProperty("ingestionJob").GetProperty("statistics");
        Assert.True(statistics.GetProperty("numberOfNewDocumentsIndexed").GetInt64() > 0);
        Assert.Equal(
            ["COMPLETE"],
            ItemsOf(
                await _client.PostJsonAsync(jobs, """{"filters":[{"attribute":"STATUS","operator":"EQ","values":["COMPLETE"]}]}"""),
                "ingestionJobSummaries",
                "status"));
    }

    [Fact]
    public async Task A_parent_that_is_not_there_is_not_found() =>
        Assert.Equal(
            "404 ResourceNotFoundException",
            SigningClient.ErrorOf(await _client.PostAsync("/knowledgebases/NOSUCHBASE/datasources/", "{}")));

    [Fact]
    public async Task What_is_wrong_with_a_flow_is_told()
    {
        JsonElement told = await _client.PostJsonAsync(
            "/flows/validate-definition",
            """
            {"definition":{"nodes":[{"name":"Start","type":"Input"}],"connections":[{"name":"toNowhere","type":"Data","source":"Start","target":"Gone"}]}}
            """);
        Assert.Equal(["MissingEndingNodes", "UnknownConnectionTarget"], ItemsOf(told, "validations", "type"));
    }

    [Fact]
    public async Task A_policy_is_versioned_by_those_alone_who_know_it()
    {
        JsonElement made = await _client.PostJsonAsync("/automated-reasoning-policies", """{"name":"rules"}""");
        string path = $"/automated-reasoning-policies/{Escape(Text(made, "policyArn"))}";
        string stale = new('0', 128);
        Assert.Equal(
            "409 ConflictException",
            SigningClient.ErrorOf(await _client.PostAsync(path + "/versions", $$"""{"lastUpdatedDefinitionHash":"{{stale}}"}""")));
        JsonElement version = await _client.PostJsonAsync(path + "/versions", $$"""{"lastUpdatedDefinitionHash":"{{Text(made, "definitionHash")}}"}""");
        Assert.Equal("1", Text(version, "version"));
        Assert.EndsWith(":1", Text(version, "policyArn"));
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> BatchAsync(string name)
    {
        BatchInput.Put(_client.Server.StoragePath);
        return Text(
            await _client.PostJsonAsync(
                "/model-invocation-job",
                $$$$"""
                {"jobName":"{{{{name}}}}","roleArn":"arn:aws:iam::123456789012:role/r","modelId":"{{{{Haiku}}}}",
                 "inputDataConfig":{"s3InputDataConfig":{"s3Uri":"{{{{BatchInput.Uri}}}}"}},"outputDataConfig":{"s3OutputDataConfig":{"s3Uri":"s3://local-bucket/out"}}}
                """),
            "jobArn");
    }

    private async Task<string> ModelAsync(string name) => Text(
        await _client.PostJsonAsync("/custom-models/create-custom-model", $$$$"""{"modelName":"{{{{name}}}}","modelSourceConfig":{"s3DataSource":{"s3Uri":"s3://bucket/model"}}}"""),
        "modelArn");

    private async Task<string> AgentAsync(string name)
    {
        HttpResponseMessage made = await _client.SendAsync(
            HttpMethod.Put, "/agents/", $$"""{"agentName":"{{name}}","foundationModel":"{{Haiku}}","instruction":"Answer every question about the weather."}""");
        return Text((await SigningClient.ReadAsync(made)).GetProperty("agent"), "agentId");
    }

    private Task<HttpResponseMessage> AliasAsync(string agent) =>
        _client.SendAsync(HttpMethod.Put, $"/agents/{agent}/agentaliases/", """{"agentAliasName":"live"}""");

    private async Task<(string Knowledge, string Source)> KnowledgeAsync()
    {
        HttpResponseMessage made = await _client.SendAsync(
            HttpMethod.Put,
            "/knowledgebases/",
            """
            {"name":"animals","roleArn":"arn:aws:iam::123456789012:role/service-role/AmazonBedrockExecutionRoleForKnowledgeBase_local",
             "knowledgeBaseConfiguration":{"type":"VECTOR","vectorKnowledgeBaseConfiguration":
              {"embeddingModelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0"}}}
            """);
        string knowledge = Text((await SigningClient.ReadAsync(made)).GetProperty("knowledgeBase"), "knowledgeBaseId");
        HttpResponseMessage source = await _client.SendAsync(
            HttpMethod.Put, $"/knowledgebases/{knowledge}/datasources/", """{"name":"sent","dataSourceConfiguration":{"type":"CUSTOM"}}""");
        return (knowledge, Text((await SigningClient.ReadAsync(source)).GetProperty("dataSource"), "dataSourceId"));
    }

    private Task<List<string>> StatusesAsync(string path, string member, int looks) => StatusesAsync(path, null, member, looks);

    private async Task<List<string>> StatusesAsync(string path, string? inside, string member, int looks)
    {
        List<string> statuses = [];
        for (int i = 0; i < looks; i++)
        {
            JsonElement answer = await _client.GetJsonAsync(path);
            statuses.Add(Text(inside is null ? answer : answer.GetProperty(inside), member));
        }

        return statuses;
    }

    private static string[] ItemsOf(JsonElement answer, string list, string member) =>
        [.. answer.GetProperty(list).EnumerateArray().Select(item => Text(item, member))];

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value.GetString()! : throw new InvalidOperationException(json.ToString());
}
