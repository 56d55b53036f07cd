using System;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>What errors of resources say to do next.</summary>
public sealed class AdviceTests : EndpointSession
{
    private const string Agent = "New-BRAgent zz -Model amazon.nova-lite-v1:0 -Instruction 'You tell customers of a shop where their orders are.' -RoleArn arn:aws:iam::123456789012:role/a";

    [Fact]
    public void A_job_that_has_ended_cannot_be_stopped()
    {
        ErrorRecord error = Last("Start-BRIngestionJob LOCALKB001 LOCALDS001 -Wait | Stop-BRIngestionJob");
        Assert.StartsWith("Conflict,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("Nothing is left to be stopped once a job has ended; Get-BRIngestionJob tells its Status.", error.ErrorDetails.RecommendedAction);
        error = Last("""
            $tuning = @{
                jobName = 'one'; customModelName = 'model-one'; roleArn = 'arn:aws:iam::123456789012:role/tune'; hyperParameters = @{ epochCount = '1' }
                baseModelIdentifier = 'anthropic.claude-3-haiku-20240307-v1:0'
                trainingDataConfig = @{ s3Uri = 's3://bucket/in' }; outputDataConfig = @{ s3Uri = 's3://bucket/out' }
            }
            $null = Invoke-BRApi bedrock CreateModelCustomizationJob -Parameter $tuning
            Get-BRCustomizationJob one | Wait-BRJob | Stop-BRCustomizationJob
            """);
        Assert.Equal("Nothing is left to be stopped once a job has ended; Get-BRCustomizationJob tells its Status.", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_draft_that_is_not_prepared_is_to_be_prepared()
    {
        string id = (string)Shell.Run(Agent + " -Wait")[0].Properties["AgentId"].Value;
        Assert.StartsWith($"Prepare the agent (Initialize-BRAgent {id})", Last("Invoke-BRAgent zz 'Hello'").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Shell.Run("Initialize-BRAgent zz -Wait | Invoke-BRAgent 'Hello'");
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_name_that_is_taken_reads_as_it_is_said()
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + ".json");
        try
        {
            Shell.Run($"$null = {Agent} -Wait; $null = Get-BRAgent zz | Export-BRResource $path", ("path", path));
            Assert.StartsWith("There is an agent zz in us-east-1 already: ", Last("Import-BRResource $path").Exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    private ErrorRecord Last(string script)
    {
        Shell.Run(script);
        return Assert.Single(Shell.Errors);
    }
}
