using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance;

/// <summary>A batch whose S3 is moto: uploads in parts, listings, ranges and versions as an S3 of somebody else's has them.</summary>
public sealed class MotoBatchTests : IClassFixture<MotoServer>
{
    private readonly MotoServer _moto;

    public MotoBatchTests(MotoServer moto) => _moto = moto;

    [Fact]
    public void Records_go_through_it_and_answers_come_back()
    {
        string[] lines = _moto.Run("""
            $moto = $env:AWS_ENDPOINT_URL
            $env:AWS_ENDPOINT_URL = $null
            $null = [Net.Http.HttpClient]::new().PutAsync("$moto/batch-bucket", $null).GetAwaiter().GetResult().EnsureSuccessStatusCode()
            $endpoint = Start-BRLocalEndpoint -S3Endpoint $moto
            $long = 'x' * 100000
            $run = @{
                Model = 'nova-lite'; MaxTokens = 20; JournalPath = [IO.Path]::Combine([IO.Path]::GetTempPath(), "bedrockps-test-$([guid]::NewGuid())")
                S3Uri = 's3://batch-bucket/runs/'; RoleArn = 'arn:aws:iam::123456789012:role/Batch'
            }
            $batch = 1..150 | ForEach-Object { "Ticket $_ $long" } | Start-BRBatch 'Which team?' @run
            $answers = @($batch | Receive-BRBatch -Wait)
            $answers.Count
            [Collections.Generic.HashSet[string]]::new([string[]] @($answers | ForEach-Object { ([string] $_.InputObject).Split(' ')[1] })).Count
            [IO.File]::ReadAllText([IO.Path]::Combine($run.JournalPath, 'journal.jsonl')).Split('"part":').Count - 1
            try { 'x' | Start-BRBatch 'x' -Model nova-lite -S3Uri s3://no-such-bucket/ -RoleArn $run.RoleArn } catch { $_.FullyQualifiedErrorId }
            [IO.Directory]::Delete($run.JournalPath, $true)
            """);
        Assert.Equal(["150", "150", "4", "NoSuchBucket,BedrockPS.Cmdlets.StartBRBatchCommand"], lines);
    }
}
