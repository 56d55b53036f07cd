using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class GetBRModelTests : EndpointSession
{
    [Fact]
    public void Every_model_of_the_region_comes_with_the_profiles_that_serve_it()
    {
        List<Model> models = Models("Get-BRModel");
        Assert.Equal(Endpoint.Models, models.Count);
        Model model = models.Single(entry => entry.Id == "anthropic.claude-sonnet-4-5-20250929-v1:0");
        Assert.Contains("us." + model.Id, model.InferenceProfile);
        Assert.Equal(("Anthropic", "us-east-1", "ACTIVE"), (model.Provider, model.Region, model.Lifecycle));
        Assert.Contains("INFERENCE_PROFILE", model.InferenceType);
        Assert.Empty(models.Single(entry => entry.Id == "amazon.titan-embed-text-v2:0").InferenceProfile);
    }

    [Fact]
    public void Filters_narrow_each_other()
    {
        Assert.All(Models("Get-BRModel *nova*"), model => Assert.Contains("nova", model.Id));
        Assert.All(Models("Get-BRModel -Provider anth*, meta"), model => Assert.Contains(model.Provider, (string[])["Anthropic", "Meta"]));
        Assert.All(Models("Get-BRModel -OutputModality embedding -InputModality image"), model => Assert.Contains("IMAGE", model.InputModality));
        Assert.All(Models("Get-BRModel -InferenceType on_demand"), model => Assert.Contains("ON_DEMAND", model.InferenceType));
        Assert.All(Models("Get-BRModel -CustomizationType FINE_TUNING"), model => Assert.NotEmpty(model.CustomizationType));
        Assert.All(Models("Get-BRModel -Lifecycle legacy"), model => Assert.Equal("LEGACY", model.Lifecycle));
        Assert.All(Models("Get-BRModel -Streaming"), model => Assert.True(model.Streaming));
        Assert.All(Models("Get-BRModel -Streaming:$false"), model => Assert.False(model.Streaming));
        Assert.All(
            (string[])["Get-BRModel *nova*", "Get-BRModel -Provider anth*", "Get-BRModel -OutputModality embedding -InputModality image", "Get-BRModel -Lifecycle legacy", "Get-BRModel -Streaming:$false"],
            script => Assert.NotEmpty(Models(script)));
        Assert.Empty(Models("Get-BRModel -Provider Anthropic -OutputModality EMBEDDING"));
    }

    [Fact]
    public void One_exact_id_is_asked_of_the_service_and_a_wrong_one_fails_alone()
    {
        List<Model> models = Models("'amazon.nova-lite-v1:0','amazon.nope-v1:0','amazon.nova-micro-v1:0' | Get-BRModel");
        Assert.Equal(["amazon.nova-lite-v1:0", "amazon.nova-micro-v1:0"], models.Select(model => model.Id));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("ResourceNotFound,BedrockPS.Cmdlets.GetBRModelCommand", error.FullyQualifiedErrorId);
        Assert.Equal("amazon.nope-v1:0", error.TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains(Endpoint.GetRequest(), request => request.Operation == "GetFoundationModel");
    }

    [Fact]
    public void A_role_that_may_not_list_profiles_still_sees_the_models()
    {
        Endpoint.SetFault("ListInferenceProfiles@denied");
        Assert.Equal(Endpoint.Models, Models("Get-BRModel").Count);
        Assert.Single(Shell.Warnings);
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void Another_region_has_its_own_profiles()
    {
        Model model = Models("Get-BRModel anthropic.claude-sonnet-4-5-20250929-v1:0 -Region eu-west-1").Single();
        Assert.Equal("eu-west-1", model.Region);
        Assert.Contains("eu." + model.Id, model.InferenceProfile);
        Assert.DoesNotContain("us." + model.Id, model.InferenceProfile);
    }

    [Fact]
    public void Completion_offers_ids_and_profiles_with_what_they_are()
    {
        CommandCompletion completion = CompleteInput("Invoke-BRModel hi -Model sonnet-4-5");
        CompletionResult profile = Assert.Single(completion.CompletionMatches, match => match.CompletionText == "us.anthropic.claude-sonnet-4-5-20250929-v1:0");
        Assert.Contains("Anthropic", profile.ToolTip);
        Assert.Contains(CompleteInput("Get-BRModel nova-mic").CompletionMatches, match => match.CompletionText == "amazon.nova-micro-v1:0");
        Assert.All(CompleteInput("Get-BREmbedding x -Model ").CompletionMatches, match => Assert.Contains("EMBEDDING", match.ToolTip));
        Shell.Run("Stop-BRLocalEndpoint");
        Assert.DoesNotContain(CompleteInput("Invoke-BRModel hi -Model nova -EndpointUrl http://127.0.0.1:1 ").CompletionMatches, match => match.CompletionText.Contains("nova"));
    }

    [Theory]
    [InlineData("Invoke-BRModel hi -Model nova-l", "nova-lite", "amazon.nova-lite-v1:0")]
    [InlineData("Invoke-BRModel hi -Model 'NOVA-MIC", "nova-micro", "amazon.nova-micro-v1:0")]
    [InlineData("Get-BREmbedding hi -Model titan-embed-text-v2", "titan-embed-text-v2", "amazon.titan-embed-text-v2:0")]
    public void A_short_name_that_was_begun_comes_first_and_its_id_after_it(string line, string name, string id)
    {
        // On a busy machine the list may take longer than a key waits for it.
        Shell.Run("$null = Get-BRModel");
        List<CompletionResult> results = [.. CompleteInput(line).CompletionMatches];
        Assert.Equal(name, results[0].CompletionText);
        Assert.EndsWith(": " + id, results[0].ToolTip);
        Assert.Contains("ACTIVE", results[0].ToolTip);
        Assert.Contains(results, match => match.CompletionText == id);
    }

    [Fact]
    public void A_short_name_that_means_several_models_is_not_offered_and_ids_that_were_begun_stand_alone()
    {
        Shell.Run("$null = Get-BRModel");
        foreach (CompletionResult result in CompleteInput("Invoke-BRModel hi -Model claude").CompletionMatches.Where(static match => !match.CompletionText.Contains('.')))
        {
            Assert.NotNull(Shell.One<Model>($"Get-BRModel {result.CompletionText}"));
        }

        Assert.All(CompleteInput("Invoke-BRModel hi -Model amazon.").CompletionMatches, static match => Assert.Contains('.', match.CompletionText));
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("denied")]
    public void A_model_list_that_does_not_come_holds_nobody_up_and_is_asked_for_once_at_a_time(string fault)
    {
        Shell.Run($"Stop-BRLocalEndpoint; $other = Start-BRLocalEndpoint -Fault 'ListFoundationModels@{fault}'");
        for (int key = 0; key < 3; key++)
        {
            Assert.DoesNotContain(CompleteInput("Invoke-BRModel hi -Model nova").CompletionMatches, static match => match.CompletionText.Contains("nova", StringComparison.Ordinal));
        }

        Assert.Empty(Shell.Errors);
        LocalEndpoint other = Shell.One<LocalEndpoint>("$other");

        // On a busy machine completion gives up before the question has arrived.
        SpinWait.SpinUntil(() => Asked() > 0, TimeSpan.FromSeconds(30));
        Assert.InRange(Asked(), 1, fault == "hang" ? 1 : 3);

        Shell.Run("Stop-BRLocalEndpoint $other");

        int Asked() => other.GetRequest().Count(static request => request.Operation == "ListFoundationModels");
    }

    [Fact]
    public void Regions_and_profiles_complete_too()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "[daily ops]\naws_access_key_id = a\naws_secret_access_key = b\n[default]\naws_access_key_id = a\naws_secret_access_key = b\n");
            Assert.Contains(CompleteInput($"Get-BRModel -ProfileLocation '{file}' -ProfileName d").CompletionMatches, match => match.CompletionText == "'daily ops'");
            Assert.Contains(CompleteInput("Get-BRModel -Region eu-w").CompletionMatches, match => match.CompletionText == "eu-west-1");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private List<Model> Models(string script) => Shell.Run(script).ConvertAll(item => (Model)item.BaseObject);

    [Theory]
    [InlineData("Get-BRModel -Provider An", "Anthropic")]
    [InlineData("Get-BRModel -Provider 'AI", "'AI21 Labs'")]
    [InlineData("Get-BRModel -OutputModality emb", "EMBEDDING")]
    [InlineData("Get-BRModel -InferenceType TEXT, on", "ON_DEMAND")]
    [InlineData("Get-BRModel -Lifecycle l", "LEGACY")]
    public void What_models_are_chosen_by_is_completed(string line, string word) =>
        Assert.Equal(word, Assert.Single(CompleteInput(line).CompletionMatches).CompletionText);

    private CommandCompletion CompleteInput(string line) =>
        (CommandCompletion)Shell.Run("[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line)).Single().BaseObject;
}
