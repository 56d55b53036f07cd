using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance;

/// <summary>Customization jobs and custom models against moto. Its jobs are done at once, and a job calls its model by both their names.</summary>
public sealed class MotoModelTests : IClassFixture<MotoServer>
{
    private const string Role = "-RoleArn arn:aws:iam::123456789012:role/training";

    private readonly MotoServer _moto;

    public MotoModelTests(MotoServer moto) => _moto = moto;

    [Fact]
    public void A_job_makes_a_model_that_is_found_and_removed() => Assert.Equal(
        ["tuned-1-job-1", "s3://bucket/t.jsonl 2", "s3://bucket/v.jsonl", "tuned-1, tuned-2", "tuned-1", "ResourceNotFound", "left: 1"],
        _moto.Run($$"""
            1, 2 | ForEach-Object {
                $null = Start-BRCustomizationJob "job-$_" -CustomModelName "tuned-$_" -BaseModel amazon.nova-lite-v1:0 {{Role}} -OutputS3Uri s3://bucket/o/ `
                    -TrainingDataS3Uri s3://bucket/t.jsonl -ValidationDataS3Uri s3://bucket/v.jsonl -HyperParameter @{ epochCount = 2 } -Tag @{ team = 'a' }
            }
            $job = Get-BRCustomizationJob job-1
            $job.OutputModelName
            "$($job.TrainingDataConfig.S3Uri) $($job.HyperParameters.epochCount)"
            $job.ValidationDataConfig.Validators[0].S3Uri
            (Get-BRCustomModel tuned-* | ForEach-Object ModelName) -join ', '
            Get-BRCustomModel tuned-1 | ForEach-Object ModelName
            Get-BRCustomModel tuned-1 | Remove-BRCustomModel -Force
            try { Get-BRCustomModel tuned-1 } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            "left: $(@(Get-BRCustomModel).Count)"
            """));
}
