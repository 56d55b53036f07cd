using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Resources;
using BedrockPS.Unit.Tools;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>Models, capacity and jobs from the first command to the last, at one local endpoint.</summary>
public sealed class CapacityTests : IClassFixture<CapacityTests.Session>
{
    private const string Nova = "amazon.nova-lite-v1:0";
    private const string Role = "arn:aws:iam::123456789012:role/r";
    private const string Hub = "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/falcon/1.0.0";

    private static readonly Resource[] s_resources =
    [
        new("InferenceProfile", "New-BRInferenceProfile {0} nova-lite -Description 'For tests' -Tag @{{ team = 'a' }}", "InferenceProfileName"),
        new("CustomModel", $"New-BRCustomModel {{0}} -ModelS3Uri s3://bucket/m/ -RoleArn {Role}", "ModelName"),
        new("ImportedModel", $"Start-BRModelImportJob {{0}} -ImportedModelName {{0}} -ModelS3Uri s3://bucket/m/ -RoleArn {Role}", "ModelName"),
        new("PromptRouter", "New-BRPromptRouter {0} nova-lite, nova-pro -FallbackModel nova-lite -ResponseQualityDifference 25", "PromptRouterName"),
        new("ProvisionedThroughput", "New-BRProvisionedThroughput {0} amazon.nova-pro-v1:0:300k -ModelUnit 1 -Confirm:$false", "ProvisionedModelName"),
        new("CustomModelDeployment", "New-BRCustomModelDeployment {0} shared", "ModelDeploymentName"),
        new("MarketplaceEndpoint", $"New-BRMarketplaceEndpoint {{0}} {Hub} -InstanceType ml.g5.xlarge -InstanceCount 1 -ExecutionRole {Role} -Confirm:$false", "EndpointName"),
        new("CustomizationJob", $"Start-BRCustomizationJob {{0}} -CustomModelName {{0}} -BaseModel {Nova} -RoleArn {Role} -TrainingDataS3Uri s3://bucket/t.jsonl -OutputS3Uri s3://bucket/o/", "JobName"),
        new("ModelCopyJob", "Start-BRModelCopyJob shared {0}", "TargetModelName"),
        new("ModelImportJob", $"Start-BRModelImportJob {{0}} -ImportedModelName {{0}} -ModelS3Uri s3://bucket/m/ -RoleArn {Role}", "JobName"),
        new("EvaluationJob", $"Start-BREvaluationJob {{0}} -RoleArn {Role} -OutputS3Uri s3://bucket/o/ -EvaluationConfig $evaluation -InferenceConfig $inference", "JobName"),
        new("PromptOptimizationJob", $"Start-BRPromptOptimizationJob {{0}} -InputS3Uri s3://bucket/p.jsonl -OutputS3Uri s3://bucket/o/ -Model {Nova}", "JobName"),
        new("Batch", "Invoke-BRApi bedrock CreateModelInvocationJob ($batch + @{{ jobName = {0} }})", "JobName"),
    ];

    private readonly Session _session;

    public CapacityTests(Session session) => _session = session;

    public static TheoryData<string> All => [.. s_resources.Select(static resource => resource.Name)];

    public static TheoryData<string> Removable =>
        [.. s_resources.Where(static resource => CmdletExists($"RemoveBR{resource.Name}Command")).Select(static resource => resource.Name)];

    public static TheoryData<string> Stoppable => [.. s_resources.Where(static resource => CmdletExists($"StopBR{resource.Name}Command")).Select(static resource => resource.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_made_is_listed_found_by_name_and_piped_back(string name)
    {
        Resource resource = Of(name);
        string[] names = [.. Enumerable.Range(1, 3).Select(number => $"{resource.Prefix}list-{number}")];
        Run(string.Join("; ", names.Select(resource.Make)));
        Settle(name, resource.Prefix + "list-*");

        List<PSObject> listed = Run($"Get-BR{name} {resource.Prefix}list-*");
        Assert.Equal(names, listed.Select(resource.NameOf).Order());
        Assert.All(listed, item => Assert.Equal("BedrockPS." + name, item.TypeNames[0]));
        Assert.All(listed, item => Assert.Equal("us-east-1", item.Properties["Region"].Value));
        Assert.Equal(2, Run($"Get-BR{name} {resource.Prefix}list-* -Skip 1 -First 5").Count);
        Assert.Equal(names[1], resource.NameOf(Assert.Single(Run($"Get-BR{name} {resource.Prefix}LIST-2"))));
        Assert.Equal(names[..2], Run($"Get-BR{name} {names[0]}, {names[1]} | Get-BR{name}").Select(resource.NameOf));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void One_that_is_not_there_is_an_error_and_the_next_is_shown(string name)
    {
        Resource resource = Of(name);
        string there = resource.Prefix + "there";
        Run(resource.Make(there));
        Settle(name, there);
        PSObject shown = Assert.Single(_session.Shell.Run($"Get-BR{name} no-such-thing, {there}"));
        Assert.Equal(there, resource.NameOf(shown));
        ErrorRecord error = Assert.Single(_session.Shell.Errors);
        Assert.Contains(error.FullyQualifiedErrorId.Split(',')[0], (string[])["ResourceNotFound", "Validation"]);
        Assert.Equal("no-such-thing", error.TargetObject);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [MemberData(nameof(Removable))]
    public void Removing_can_be_rehearsed_asks_and_takes_what_is_piped(string name)
    {
        Resource resource = Of(name);
        string gone = resource.Prefix + "gone-";
        Run($"{resource.Make(gone + 1)}; {resource.Make(gone + 2)}");
        Settle(name, gone + "*");

        Run($"Get-BR{name} {gone}* | Remove-BR{name} -WhatIf");
        Assert.Equal(2, Run($"Get-BR{name} {gone}*").Count);
        _session.Host.Answers.Enqueue("No");
        Run($"Remove-BR{name} {gone}1");
        Assert.Contains(Type(name).Label, _session.Host.Questions[^1], StringComparison.Ordinal);
        Assert.Equal(2, Run($"Get-BR{name} {gone}*").Count);

        Assert.Empty(_session.Shell.Run($"Remove-BR{name} no-such-thing, {gone}1 -Force"));
        Assert.Equal("no-such-thing", Assert.Single(_session.Shell.Errors).TargetObject);
        Assert.Empty(Run($"Get-BR{name} {gone}2 | Remove-BR{name} -Confirm:$false"));
        Assert.DoesNotContain(Run($"Get-BR{name} {gone}*"), item => State(item) != "Deleting");
    }

    [Theory]
    [MemberData(nameof(Stoppable))]
    public void Jobs_under_way_are_stopped_once(string name)
    {
        Resource resource = Of(name);
        string job = resource.Prefix + "stop";
        Run(resource.Make(job));
        Run($"Stop-BR{name} {job} -WhatIf");
        Run($"Get-BR{name} {job}* | Stop-BR{name}");
        Assert.StartsWith("Stop", State(Assert.Single(Run($"Get-BR{name} {job}"))), StringComparison.Ordinal);
        _session.Shell.Run($"Stop-BR{name} {job}");
        Assert.StartsWith("Conflict,", Assert.Single(_session.Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-BRInferenceProfile x no-such-model", "ModelNotFound", "no-such-model")]
    [InlineData("New-BRInferenceProfile 'a  b' nova-lite", "ParameterInvalid", "inferenceProfileName")]
    [InlineData("Start-BREvaluationJob x -RoleArn " + Role + " -OutputS3Uri s3://b0b/o/ -EvaluationConfig @{ automated = @{ datasetMetricConfigs = @(@{ taskTyp = 'Custom' }) } } -InferenceConfig $inference",
        "ParameterInvalid", "taskTyp")]
    [InlineData("New-BRCustomModelDeployment x no-such-model", "ResourceNotFound", "no-such-model")]
    [InlineData("Start-BRCustomizationJob x -CustomModelName x -BaseModel amazon.nova-lite-v1:0 -RoleArn " + Role + " -OutputS3Uri s3://b0b/o/", "ParameterInvalid", "trainingDataConfig")]
    [InlineData("Get-BRCustomizationJob x -Status Completed", "ParameterInvalid", "-Status")]
    public void What_is_wrong_is_named(string script, string code, string named)
    {
        Assert.Empty(_session.Shell.Run(script));
        ErrorRecord error = Assert.Single(_session.Shell.Errors);
        Assert.Equal(code, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Flat_parameters_become_what_the_service_takes()
    {
        Run($"Start-BRCustomizationJob flat -CustomModelName flat -BaseModel {Nova} -RoleArn {Role} -TrainingDataS3Uri s3://bucket/t.jsonl -OutputS3Uri s3://bucket/o/ "
            + "-ValidationDataS3Uri s3://bucket/v.jsonl, s3://bucket/w.jsonl -HyperParameter @{ epochCount = 2; learningRate = 0.5 } -SubnetId subnet-12345678 -SecurityGroupId sg-12345678 -Tag @{ a = 1 }");
        JsonNode body = Sent("CreateModelCustomizationJob");
        Assert.Equal("""{"s3Uri":"s3://bucket/t.jsonl"}""", body["trainingDataConfig"]!.ToJsonString());
        Assert.Equal("""{"validators":[{"s3Uri":"s3://bucket/v.jsonl"},{"s3Uri":"s3://bucket/w.jsonl"}]}""", body["validationDataConfig"]!.ToJsonString());
        Assert.Equal("2", body["hyperParameters"]!["epochCount"]!.GetValue<string>());
        Assert.Equal("0.5", body["hyperParameters"]!["learningRate"]!.GetValue<string>());
        Assert.Equal("""{"subnetIds":["subnet-12345678"],"securityGroupIds":["sg-12345678"]}""", body["vpcConfig"]!.ToJsonString());
        Assert.Equal("""[{"key":"a","value":"1"}]""", body["jobTags"]!.ToJsonString());
    }

    [Theory]
    [InlineData("InferenceProfile")]
    [InlineData("ProvisionedThroughput")]
    [InlineData("CustomModelDeployment")]
    [InlineData("ImportedModel")]
    [InlineData("PromptRouter")]
    public void What_can_be_called_is_asked_when_piped(string name)
    {
        string one = Of(name).Prefix + "asked";
        Run(Of(name).Make(one));
        Settle(name, one);

        ModelResponse response = (ModelResponse)Assert.Single(Run($"Get-BR{name} {one} | Invoke-BRModel 'Hello'")).BaseObject;
        Assert.NotEmpty(response.Text);
        Assert.Equal(Run($"(Get-BR{name} {one}).ModelId").Single().ToString(), response.Model);
        Assert.True((long)Run($"(Get-BR{name} {one} | Measure-BRToken 'Hello').InputTokens").Single().BaseObject > 0);
    }

    [Fact]
    public void A_profile_leads_to_its_model()
    {
        Run("New-BRInferenceProfile leads anthropic.claude-3-haiku-20240307-v1:0");
        Assert.Equal("anthropic.claude-3-haiku-20240307-v1:0", ((Model)Run("Get-BRInferenceProfile leads | Get-BRModel").Single().BaseObject).Id);
        Assert.All(Run("Get-BRInferenceProfile -Type SYSTEM_DEFINED"), static profile => Assert.Equal("SYSTEM_DEFINED", profile.Properties["Type"].Value));
        string[] types = [.. Run("Get-BRInferenceProfile | ForEach-Object Type").Select(static type => type.ToString()).Distinct()];
        Assert.Equal(["SYSTEM_DEFINED", "APPLICATION"], types);
    }

    [Fact]
    public void Jobs_and_models_lead_to_each_other()
    {
        Run(Of("CustomizationJob").Make("leads-1") + " -Wait");
        Assert.Equal("leads-1", Run("(Get-BRCustomizationJob leads-1 | Get-BRCustomModel).ModelName").Single().ToString());
        Assert.Equal("leads-1", Run("(Get-BRCustomModel leads-1 | Get-BRCustomizationJob).JobName").Single().ToString());
        Run("Get-BRCustomModel leads-1 | New-BRCustomModelDeployment leads-live -Wait; Get-BRCustomModel leads-1 | New-BRProvisionedThroughput leads-fast -ModelUnit 1 -Confirm:$false -Wait");
        Assert.Equal("leads-live", Run("(Get-BRCustomModel leads-1 | Get-BRCustomModelDeployment).ModelDeploymentName").Single().ToString());
        PSObject copied = Run("Get-BRCustomModel leads-1 | Start-BRModelCopyJob -TargetModelName leads-copy -Region us-west-2 -Wait | Get-BRCustomModel").Single();
        Assert.Equal(("leads-copy", "us-west-2"), ((string)copied.Properties["ModelName"].Value, (string)copied.Properties["Region"].Value));
        Assert.Equal("Completed", Run("Start-BRModelImportJob leads-import -ImportedModelName leads-import -ModelS3Uri s3://bucket/m/ -RoleArn " + Role + " -Wait").Single().Properties["Status"].Value);
        Assert.Equal("leads-import", Run("(Get-BRImportedModel leads-import | Get-BRModelImportJob).JobName").Single().ToString());
    }

    [Theory]
    [InlineData("OneMonth", "2 model units for amazon.nova-pro-v1:0:300k, a purchase for the term OneMonth, paid for to its end, used or not")]
    [InlineData(null, "2 model units for amazon.nova-pro-v1:0:300k, paid for by the hour until it is removed")]
    public void A_purchase_asks_and_says_what_is_bought(string? commitment, string expected)
    {
        _session.Host.Answers.Enqueue("No");
        Run($"Get-BRModel amazon.nova-pro-v1:0:300k | New-BRProvisionedThroughput bought -ModelUnit 2 {(commitment is null ? "" : "-Commitment " + commitment)}");
        Assert.Contains(expected, _session.Host.Questions[^1], StringComparison.Ordinal);
        Assert.Empty(Run("Get-BRProvisionedThroughput bought*"));
    }

    [Theory]
    [InlineData("CustomizationJob")]
    [InlineData("ModelImportJob")]
    [InlineData("EvaluationJob")]
    [InlineData("PromptOptimizationJob")]
    public void A_job_that_fails_is_an_error_with_the_services_reason(string name)
    {
        string job = Of(name).Prefix + "fails";
        Assert.Empty(_session.Shell.Run(Of(name).Make(job) + " -Wait"));
        ErrorRecord error = Assert.Single(_session.Shell.Errors);
        Assert.StartsWith("JobFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Simulated", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(job, Of(name).NameOf((PSObject)error.TargetObject));
    }

    [Fact]
    public void Ids_are_completed_by_name()
    {
        Run(Of("InferenceProfile").Make("completes"));
        string id = Run("(Get-BRInferenceProfile completes).InferenceProfileId").Single().ToString();
        CommandCompletion completion = (CommandCompletion)Run(
            "$line = 'Remove-BRInferenceProfile -Id complet'; [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)").Single().BaseObject;
        CompletionResult result = Assert.Single(completion.CompletionMatches);
        Assert.Equal((id, "completes"), (result.CompletionText, result.ListItemText));
    }

    [Fact]
    public void Changes_leave_the_rest_as_it_is()
    {
        Run(Of("ProvisionedThroughput").Make("renamed-1"));
        Assert.Equal("renamed-2", Run("Set-BRProvisionedThroughput renamed-1 -Name renamed-2 -PassThru").Single().Properties["ProvisionedModelName"].Value);
        Run(Of("MarketplaceEndpoint").Make("changed"));
        PSObject machines = (PSObject)Run("(Set-BRMarketplaceEndpoint changed -InstanceCount 3 -PassThru).EndpointConfig.SageMaker").Single();
        Assert.Equal((3L, "ml.g5.xlarge", Role), (machines.Properties["InitialInstanceCount"].Value, machines.Properties["InstanceType"].Value, machines.Properties["ExecutionRole"].Value));
        Run(Of("CustomModel").Make("other") );
        Settle("CustomModel", "other");
        Run(Of("CustomModelDeployment").Make("switched"));
        string model = Run("(Get-BRCustomModel other).ModelArn").Single().ToString();
        Run("Set-BRCustomModelDeployment switched -ModelArn other");
        Assert.Contains(model, Sent("UpdateCustomModelDeployment").ToJsonString(), StringComparison.Ordinal);
        Run("Get-BRMarketplaceEndpoint changed | Unregister-BRMarketplaceEndpoint");
        Assert.Equal("changed", Run($"Register-BRMarketplaceEndpoint arn:aws:sagemaker:us-east-1:123456789012:endpoint/changed {Hub}").Single().Properties["EndpointName"].Value);
    }

    private static bool CmdletExists(string type) => typeof(BedrockPS.Cmdlets.ResourceCmdlet).Assembly.GetType("BedrockPS.Cmdlets." + type) is not null;

    private static ResourceType Type(string name) => ResourceTypes.All.Single(type => type.Name == name);

    private static Resource Of(string name) => s_resources.Single(resource => resource.Name == name);

    private static string State(PSObject item) => (string?)(item.Properties["Status"] ?? item.Properties["JobStatus"] ?? item.Properties["EndpointStatus"])?.Value ?? "";

    /// <summary>What is made is done once it was looked at in full often enough. An imported model is made by a job.</summary>
    private void Settle(string name, string pattern)
    {
        string maker = name == "ImportedModel" ? "ModelImportJob" : name;
        Run($"1..3 | ForEach-Object {{ $null = Get-BR{maker} {pattern} | Get-BR{maker} }}");
    }

    private JsonNode Sent(string operation) => _session.Body(operation);

    private List<PSObject> Run(string script) => _session.Run(script);

    /// <param name="Name">Noun of its cmdlets, and name of its type.</param>
    /// <param name="Script">Makes one; {0} is the name it gets.</param>
    /// <param name="NameProperty">Where that name is found again.</param>
    private sealed record Resource(string Name, string Script, string NameProperty)
    {
        public string Prefix => Name.ToLowerInvariant() + "-";

        public string Make(string name) => string.Format(CultureInfo.InvariantCulture, Script, $"\"{name}\"");

        public string NameOf(PSObject item) => (string)item.Properties[NameProperty].Value;
    }

    /// <summary>One endpoint for all tests; each names what it makes so that it does not meet that of others.</summary>
    public sealed class Session : ResourceEndpoint
    {
        public Session()
            : this(new AnsweringHost())
        {
        }

        private Session(AnsweringHost host)
            : base(host)
        {
            Host = host;
            Run($$"""
                $evaluation = @{ automated = @{ datasetMetricConfigs = @(@{ taskType = 'QuestionAndAnswer'; dataset = @{ name = 'Builtin.BoolQ' }; metricNames = @('Builtin.Accuracy') }) } }
                $inference = @{ models = @(@{ bedrockModel = @{ modelIdentifier = '{{Nova}}' } }) }
                $batch = @{
                    modelId = '{{Nova}}'; roleArn = '{{Role}}'
                    inputDataConfig = @{ s3InputDataConfig = @{ s3Uri = 's3://bucket/in.jsonl' } }
                    outputDataConfig = @{ s3OutputDataConfig = @{ s3Uri = 's3://bucket/out/' } }
                }
                $null = Start-BRCustomizationJob shared -CustomModelName shared -BaseModel {{Nova}} -RoleArn {{Role}} -TrainingDataS3Uri s3://bucket/t.jsonl -OutputS3Uri s3://bucket/o/ -Wait
                """);
        }

        public AnsweringHost Host { get; }
    }
}
