using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>Waiting for what takes its time at the service, in the pipeline and in PowerShell jobs.</summary>
public sealed class WaitTests : EndpointSession
{
    private const string Start = """
        function Start-Tuning([string[]] $Name) {
            foreach ($one in $Name) {
                Invoke-BRApi bedrock CreateModelCustomizationJob -Parameter @{
                    jobName = $one; customModelName = "model-$one"; roleArn = 'arn:aws:iam::123456789012:role/tune'; hyperParameters = @{ epochCount = '1' }
                    baseModelIdentifier = 'anthropic.claude-3-haiku-20240307-v1:0'
                    trainingDataConfig = @{ s3Uri = 's3://bucket/in' }; outputDataConfig = @{ s3Uri = 's3://bucket/out' }
                }
            }
        }
        $role = 'arn:aws:iam::123456789012:role/agents'
        $words = 'You tell customers of a shop where their orders are.'
        function Start-Agent([string] $Name) { New-BRAgent $Name -Model amazon.nova-lite-v1:0 -Instruction $words -RoleArn $role }

        """;

    [Fact]
    public void Jobs_are_waited_for_together_and_written_as_they_are_done()
    {
        List<PSObject> done = Shell.Run(Start + "Start-Tuning a, b, c | Wait-BRJob");
        Assert.Empty(Shell.Errors);
        Assert.Equal(["a", "b", "c"], done.Select(static job => job.Properties["JobName"].Value).Order());
        Assert.All(done, static job =>
        {
            Assert.Equal("Completed", job.Properties["Status"].Value);
            Assert.Equal("us-east-1", job.Properties["Region"].Value);
            Assert.Equal("BedrockPS.CustomizationJob", job.TypeNames[0]);
        });
    }

    [Theory]
    [InlineData("(Start-Tuning a).JobArn | Wait-BRJob", "CustomizationJob")]
    [InlineData("Wait-BRJob (Start-Tuning a)", "CustomizationJob")]
    [InlineData("Start-Agent orders | Wait-BRJob", "Agent")]
    [InlineData("(Start-Agent orders).AgentArn | Wait-BRJob", "Agent")]
    [InlineData("Wait-BRJob ([pscustomobject]@{ PSTypeName = 'Deserialized.BedrockPS.Agent'; AgentId = (Start-Agent orders).AgentId })", "Agent")]
    [InlineData("New-BRGuardrail g -BlockedInputMessage no -BlockedOutputMessage no -WordPolicy @{ wordsConfig = @(@{ text = 'x' }) } | Wait-BRJob", "Guardrail")]
    public void Objects_and_ARNs_of_many_types_are_known(string script, string type)
    {
        PSObject done = Assert.Single(Shell.Run(Start + script));
        Assert.Empty(Shell.Errors);
        Assert.Equal("BedrockPS." + type, done.TypeNames[0]);
    }

    [Fact]
    public void A_job_that_failed_is_an_error_with_the_reason_and_the_job_and_the_others_go_on()
    {
        PSObject done = Assert.Single(Shell.Run(Start + "Start-Tuning a, fail-b | Wait-BRJob"));
        Assert.Equal("a", done.Properties["JobName"].Value);
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("JobFailed,BedrockPS.Cmdlets.WaitBRJobCommand", error.FullyQualifiedErrorId);
        Assert.Contains("customization job fail-b is Failed: Simulated:", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("fail-b", ((PSObject)error.TargetObject).Properties["JobName"].Value);
    }

    [Theory]
    [InlineData("'nonsense'", "nothing that can be waited for")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'BedrockPS.Agent' }", "does not say all that finds it")]
    [InlineData("'arn:aws:iam::123456789012:role/agents'", "nothing that can be waited for")]
    public void What_cannot_be_waited_for_is_an_error_and_the_others_go_on(string input, string says)
    {
        Assert.Single(Shell.Run(Start + $"& {{ {input}; Start-Tuning a }} | Wait-BRJob"));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.StartsWith("ResourceUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_whose_property_cannot_be_read_is_an_error_of_its_own()
    {
        const string Odd = """
            $odd = [pscustomobject]@{ Name = 'odd' }
            $odd.PSObject.Properties.Add([psscriptproperty]::new('Broken', { throw 'no' }))

            """;
        PSObject done = Assert.Single(Shell.Run(Start + Odd + "$odd, [System.Diagnostics.Process]::GetCurrentProcess(), (Start-Tuning a) | Wait-BRJob"));
        Assert.Equal("a", done.Properties["JobName"].Value);
        Assert.Equal(2, Shell.Errors.Count);
        Assert.All(Shell.Errors, static error => Assert.StartsWith("ResourceUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void A_job_that_is_gone_is_not_found()
    {
        Assert.Empty(Shell.Run("'arn:aws:bedrock:us-east-1:123456789012:model-customization-job/none/abcdefghijkl' | Wait-BRJob"));
        Assert.StartsWith("ResourceNotFound,", Assert.Single(Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_region_of_an_object_and_of_an_ARN_is_where_it_is_looked_for()
    {
        List<PSObject> done = Shell.Run(Start + """
            $here = Start-Agent orders
            Set-BRDefault -Region eu-west-1
            $there = Start-Agent orders
            Wait-BRJob $here, $there.AgentArn
            """);
        Assert.Empty(Shell.Errors);
        Assert.Equal(["eu-west-1", "us-east-1"], done.Select(static agent => agent.Properties["Region"].Value).Order());
    }

    [Fact]
    public void Throttled_questions_do_not_end_a_wait()
    {
        Shell.Run(Start + "$jobs = Start-Tuning a, b");
        Endpoint.SetFault("throttle:4");
        List<PSObject> done = Shell.Run("$jobs | Wait-BRJob -MaxAttempt 1 -Verbose");
        Assert.Empty(Shell.Errors);
        Assert.Equal(2, done.Count);
        Assert.Contains(Shell.Verbose, static line => line.Contains("It is asked for again.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wait_that_takes_too_long_says_what_goes_on_and_what_is_done_is_written()
    {
        Shell.Run(Start + "$batch = " + SlowBatch + "; $quick = Start-Tuning quick");
        Endpoint.SetFault("GetModelInvocationJob@throttle");
        PSObject done = Assert.Single(Shell.Run("$batch, $quick | Wait-BRJob -TimeoutSec 1 -MaxAttempt 1"));
        Assert.Equal("quick", done.Properties["JobName"].Value);
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.StartsWith("WaitTimeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
        Assert.Contains("was not seen in 1 s. It goes on without you.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Same(Shell.Run("$batch")[0].BaseObject, ((PSObject)error.TargetObject).BaseObject);
    }

    [Fact]
    public void The_first_will_do_with_any_and_the_bar_counts_and_goes_away()
    {
        Shell.Run(Start + "$batch = " + SlowBatch);
        Assert.Equal("quick", Assert.Single(Shell.Run("$batch, (Start-Tuning quick) | Wait-BRJob -Any")).Properties["JobName"].Value);
        Assert.Single(Shell.Run("$batch, (Start-Tuning again) | Wait-BRJob | Where-Object JobName -eq slow"));
        ProgressRecord[] bars = [.. Shell.Progress.Where(static bar => bar.Activity == "Waiting for 2 jobs")];
        Assert.Contains(bars, static bar => bar.StatusDescription.StartsWith("1 of 2 done: 1 ", StringComparison.Ordinal) && bar.PercentComplete == 50);
        Assert.Equal(ProgressRecordType.Completed, bars[^1].RecordType);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_wait_that_would_go_on()
    {
        Shell.Run(Start + "$batch = " + SlowBatch);
        Endpoint.SetFault("GetModelInvocationJob@throttle");
        async Task AskedAsync()
        {
            while (Endpoint.GetRequest().Count(static request => request.Operation == "GetModelInvocationJob") < 2)
            {
                await Task.Delay(5);
            }
        }

        await Shell.StopAfterAsync("$batch | Wait-BRJob -MaxAttempt 1", AskedAsync());
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_PowerShell_job_waits_while_the_prompt_is_free()
    {
        PSObject done = Assert.Single(Shell.Run(Start + """
            $job = Start-Tuning a | Wait-BRJob -AsJob
            if ((Get-Job -Id $job.Id) -ne $job) { throw 'not registered' }
            $null = Wait-Job $job
            Receive-Job $job
            """));
        Assert.Empty(Shell.Errors);
        Assert.Equal("Completed", done.Properties["Status"].Value);
        Job job = Shell.One<BedrockJob>("$job");
        Assert.Equal(JobState.Completed, job.JobStateInfo.State);
        Assert.False(job.HasMoreData);
        Assert.Equal("us-east-1", job.Location);
        Shell.Run("Remove-Job $job");
        Assert.Empty(Shell.Run("Get-Job"));
    }

    [Fact]
    public void A_PowerShell_job_is_failed_where_something_failed_and_gives_the_rest()
    {
        PSObject done = Assert.Single(Shell.Run(Start + """
            $job = Start-Tuning a, fail-b | Wait-BRJob -AsJob
            $null = Wait-Job $job
            Receive-Job $job
            """));
        Assert.Equal("a", done.Properties["JobName"].Value);
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.StartsWith("JobFailed,BedrockPS.BedrockJob", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("fail-b", ((PSObject)error.TargetObject).Properties["JobName"].Value);
        Job job = Shell.One<BedrockJob>("$job");
        Assert.Equal(JobState.Failed, job.JobStateInfo.State);
        Assert.Equal([JobState.Completed, JobState.Failed], job.ChildJobs.Select(static child => child.JobStateInfo.State));
        Shell.Run("Remove-Job $job");
    }

    [Fact]
    public void Stopping_a_PowerShell_job_stops_the_wait_and_not_the_work()
    {
        Shell.Run(Start + "$batch = " + SlowBatch + "; $job = $batch | Wait-BRJob -AsJob; Stop-Job $job");
        Assert.Equal(JobState.Stopped, Shell.One<BedrockJob>("$job").JobStateInfo.State);
        Shell.Run("Remove-Job $job");
        Assert.Equal("Completed", Assert.Single(Shell.Run("$batch | Wait-BRJob")).Properties["Status"].Value);
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_running_PowerShell_job_can_be_removed_by_force()
    {
        Shell.Run(Start + "$job = " + SlowBatch + " | Wait-BRJob -AsJob; Remove-Job $job -Force");
        Assert.Empty(Shell.Errors);
        Assert.Empty(Shell.Run("Get-Job"));
    }

    [Fact]
    public void What_is_started_with_AsJob_has_been_started_when_the_prompt_is_back()
    {
        List<PSObject> output = Shell.Run(Start + """
            $job = New-BRAgent orders -Model amazon.nova-lite-v1:0 -Instruction $words -RoleArn $role -AsJob
            (Get-BRAgent orders).AgentName
            $job | Wait-Job | Receive-Job
            $prepare = Initialize-BRAgent orders -AsJob
            $prepare | Wait-Job | Receive-Job
            Get-Job | Remove-Job
            """);
        Assert.Empty(Shell.Errors);
        Assert.Equal("orders", output[0].BaseObject);
        Assert.Equal(["NOT_PREPARED", "PREPARED"], output.Skip(1).Select(static agent => agent.Properties["AgentStatus"].Value));
    }

    [Fact]
    public void Several_inputs_are_started_before_any_is_waited_for()
    {
        Shell.Run(Start + "'a', 'b' | ForEach-Object { New-BRAgent $_ -Model amazon.nova-lite-v1:0 -Instruction $words -RoleArn $role -Wait } | Out-Null");
        List<PSObject> done = Shell.Run("Get-BRAgent a, b | Set-BRAgent -Description new -Wait -PassThru");
        Assert.Empty(Shell.Errors);
        Assert.Equal(2, done.Count);
        LocalEndpointRequest[] requests = [.. Endpoint.GetRequest()];
        Assert.Equal(["202", "202"], requests.Where(static call => call.Operation == "UpdateAgent").Select(static call => $"{call.StatusCode}{call.ErrorCode}"));
        List<string?> calls = [.. requests.Select(static call => call.Operation)];
        int last = calls.LastIndexOf("UpdateAgent");
        Assert.True(calls.Skip(last).Count(static call => call == "GetAgent") >= 2);
    }

    [Fact]
    public void What_was_started_before_an_error_that_ends_the_pipeline_is_written()
    {
        List<PSObject> started = Shell.Run(Start + """
            try {
                'a', 'b' | ForEach-Object { if ($_ -eq 'b') { $endpoint.SetFault('expired') }; [pscustomobject]@{ Name = $_ } } |
                    New-BRAgent -Model amazon.nova-lite-v1:0 -Instruction $words -RoleArn $role -Wait
            }
            catch { $_.Exception.Code }
            """, ("endpoint", Endpoint));
        Assert.Equal("a", started[0].Properties["AgentName"].Value);
        Assert.Equal("ExpiredCredentials", started[1].BaseObject);
    }

    [Theory]
    [InlineData("Remove-BRAgent orders -Force -Wait", "Get-BRAgent orders*")]
    [InlineData("Get-BRAgent | Remove-BRAgent -Confirm:$false -Wait -TimeoutSec 60", "Get-BRAgent")]
    public void A_removal_is_waited_for_until_nothing_is_there(string script, string list)
    {
        Shell.Run(Start + "Start-Agent orders | Wait-BRJob | Out-Null");
        Assert.Empty(Shell.Run($"{script}; {list}"));
        Assert.Empty(Shell.Errors);
    }

    /// <summary>Five states, of which each question advances one.</summary>
    private string SlowBatch
    {
        get
        {
            BatchInput.Put(Endpoint);
            return Batch;
        }
    }

    private const string Batch = """
        $(Invoke-BRApi bedrock CreateModelInvocationJob -Parameter @{
            jobName = 'slow'; roleArn = 'arn:aws:iam::123456789012:role/batch'; modelId = 'amazon.nova-lite-v1:0'
            inputDataConfig = @{ s3InputDataConfig = @{ s3Uri = 's3://local-bucket/batch/in.jsonl' } }; outputDataConfig = @{ s3OutputDataConfig = @{ s3Uri = 's3://local-bucket/out' } }
        })
        """;
}
