using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance;

/// <summary>Jobs of the local endpoint, and what fetches their output, against moto's S3 in place of the endpoint's own.</summary>
public sealed class MotoStorageTests : IClassFixture<MotoServer>
{
    private readonly MotoServer _moto;

    public MotoStorageTests(MotoServer moto) => _moto = moto;

    [Fact]
    public void Jobs_read_and_write_through_an_S3_server_and_the_session_reads_there_too() => Assert.Equal(
        ["Completed 2 1", "manifest.json.out, records.jsonl.out", "Failed NoSuchBucket", "Video True", "JobFailed"],
        _moto.Run("""
            $http = [Net.Http.HttpClient]::new()
            $s3 = $env:AWS_ENDPOINT_URL
            $records = '{"recordId":"a","modelInput":{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}}' + "`n" + '{"recordId":"b","modelInput":{}}'
            $null = $http.PutAsync("$s3/moto-bucket", $null).Result.EnsureSuccessStatusCode()
            $null = $http.PutAsync("$s3/moto-bucket/in/records.jsonl", [Net.Http.StringContent]::new($records)).Result.EnsureSuccessStatusCode()
            $endpoint = Start-BRLocalEndpoint -S3Endpoint $s3
            $batch = @{
                modelId = 'amazon.nova-lite-v1:0'; roleArn = 'arn:aws:iam::123456789012:role/batch'
                inputDataConfig = @{ s3InputDataConfig = @{ s3Uri = 's3://moto-bucket/in/' } }
                outputDataConfig = @{ s3OutputDataConfig = @{ s3Uri = 's3://moto-bucket/out/' } }
            }
            $job = Invoke-BRApi bedrock CreateModelInvocationJob -Parameter ($batch + @{ jobName = 'good' }) | Wait-BRJob
            "$($job.Status) $($job.TotalRecordCount) $($job.ErrorRecordCount)"
            $list = $http.GetStringAsync("$s3/moto-bucket?list-type=2&prefix=out/").Result
            ([regex]::Matches($list, '<Key>out/[^/]+/([^<]+)</Key>') | ForEach-Object { $_.Groups[1].Value }) -join ', '
            $batch.outputDataConfig.s3OutputDataConfig.s3Uri = 's3://missing-bucket/out/'
            try { $null = Invoke-BRApi bedrock CreateModelInvocationJob -Parameter ($batch + @{ jobName = 'bad' }) | Wait-BRJob }
            catch { "Failed $(if ($_.Exception.Message -match 'bucket does not exist') { 'NoSuchBucket' } else { $_ })" }
            $file = [IO.Path]::Combine([IO.Path]::GetTempPath(), [guid]::NewGuid().ToString() + '.mp4')
            $saved = New-BRVideo 'A boat.' nova-reel-v1:1 -S3Uri s3://moto-bucket/videos/ -OutFile $file
            "$($saved.Kind) $([IO.FileInfo]::new($file).Length -eq $saved.Length)"
            [IO.File]::Delete($file)
            try { New-BRVideo 'A boat.' nova-reel-v1:1 -S3Uri s3://missing-bucket/videos/ -Wait } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            Stop-BRLocalEndpoint
            """));
}
