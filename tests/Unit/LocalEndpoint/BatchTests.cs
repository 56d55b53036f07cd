using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>Batches of the endpoint: what they read and what they leave.</summary>
public sealed class BatchTests : IDisposable
{
    private const string Nova = "amazon.nova-lite-v1:0";

    private readonly SigningClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Each_record_is_answered_as_a_request_would_be_and_the_manifest_counts_them()
    {
        StringBuilder records = new();
        for (int i = 0; i < 1000; i++)
        {
            records.AppendLine(CultureInfo.InvariantCulture, $$$"""{"recordId":"r{{{i}}}","modelInput":{"messages":[{"role":"user","content":[{"text":"Record {{{i}}}"}]}]}}""");
        }

        records.AppendLine("""{"recordId":"wrong","modelInput":{"messages":[]}}""");
        Put("in/records.jsonl", records.ToString());
        JsonElement job = await RunAsync("plain", "s3://local-bucket/in/records.jsonl", Nova);
        Assert.Equal("Completed", job.GetProperty("status").GetString());
        Assert.Equal([1001, 1001, 1000, 1], Counts(job));

        string folder = Path.Combine(Bucket, "out", job.GetProperty("jobArn").GetString()!.Split('/')[1]);
        JsonElement[] lines = [.. File.ReadLines(Path.Combine(folder, "records.jsonl.out")).Select(static line => JsonDocument.Parse(line).RootElement)];
        string[] ids = [.. lines.Select(static line => line.GetProperty("recordId").GetString()!)];
        Assert.Equal(1001, ids.Distinct().Count());
        Assert.NotEqual(["r0", "r1", "r2", "r3"], ids.Take(4));
        JsonElement one = lines.Single(static line => line.GetProperty("recordId").GetString() == "r7");
        Assert.Equal("Record 7", one.GetProperty("modelInput").GetProperty("messages")[0].GetProperty("content")[0].GetProperty("text").GetString());
        string body = one.GetProperty("modelInput").GetRawText();
        JsonElement direct = await _client.PostJsonAsync($"/model/{Nova}/invoke", body);
        Assert.Equal(direct.GetProperty("output").GetRawText(), one.GetProperty("modelOutput").GetProperty("output").GetRawText());
        JsonElement error = lines.Single(static line => line.GetProperty("recordId").GetString() == "wrong").GetProperty("error");
        Assert.Equal(400, error.GetProperty("errorCode").GetInt32());
        Assert.NotEmpty(error.GetProperty("errorMessage").GetString()!);

        JsonElement manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json.out"))).RootElement;
        Assert.Equal([1001, 1001, 1000, 1], Counts(manifest));
        long output = lines.Where(static line => line.TryGetProperty("modelOutput", out _))
            .Sum(static line => line.GetProperty("modelOutput").GetProperty("usage").GetProperty("outputTokens").GetInt64());
        Assert.Equal(output, manifest.GetProperty("outputTokenCount").GetInt64());
        Assert.True(manifest.GetProperty("inputTokenCount").GetInt64() > 0);
    }

    [Fact]
    public async Task A_folder_of_files_gives_a_file_of_results_each_and_Converse_its_own_form()
    {
        const string Record = """{"recordId":"a","modelInput":{"messages":[{"role":"user","content":[{"text":"Hi"}]}],"inferenceConfig":{"maxTokens":20}}}""";
        Put("many/1.jsonl", Record);
        Put("many/deeper/2.jsonl", Record + "\r\n\r\n");
        Put("many/readme.txt", "no records");
        JsonElement job = await RunAsync("folder", "s3://local-bucket/many/", Nova, converse: true);
        Assert.Equal("Completed", job.GetProperty("status").GetString());
        string folder = Path.Combine(Bucket, "out", job.GetProperty("jobArn").GetString()!.Split('/')[1]);
        Assert.Equal(
            ["1.jsonl.out", "deeper/2.jsonl.out", "manifest.json.out"],
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order());
        JsonElement answer = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "1.jsonl.out"))).RootElement.GetProperty("modelOutput");
        Assert.True(answer.GetProperty("usage").GetProperty("outputTokens").GetInt32() > 0);
        Assert.Equal("assistant", answer.GetProperty("output").GetProperty("message").GetProperty("role").GetString());
    }

    [Theory]
    [InlineData("ok", "s3://no-such-bucket/x.jsonl", "", "Failed", "no-such-bucket")]
    [InlineData("ok", "s3://local-bucket/missing.jsonl", "", "Failed", "missing.jsonl")]
    [InlineData("ok", "s3://local-bucket/empty/", "", "Failed", ".jsonl")]
    [InlineData("ok", "s3://local-bucket/bad.jsonl", "", "Failed", "Line 2")]
    [InlineData("ok", "s3://local-bucket/good.jsonl", "denied-role", "Failed", "denied-role")]
    [InlineData("will-fail", "s3://local-bucket/good.jsonl", "", "Failed", "will-fail")]
    [InlineData("will-expire", "s3://local-bucket/good.jsonl", "", "Expired", "expire")]
    [InlineData("partial", "s3://local-bucket/good.jsonl", "", "PartiallyCompleted", "half")]
    public async Task What_goes_wrong_is_told(string name, string input, string role, string status, string message)
    {
        const string Good = """{"modelInput":{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}}""";
        Put("bad.jsonl", Good + "\n{\"modelInput\":");
        Put("good.jsonl", Good + "\n" + Good);
        JsonElement job = await RunAsync(name, input, Nova, role: role);
        Assert.Equal(status, job.GetProperty("status").GetString());
        Assert.Contains(message, job.GetProperty("message").GetString());
        string[] outputs = Directory.Exists(Path.Combine(Bucket, "out")) ? Directory.GetFiles(Path.Combine(Bucket, "out"), "*", SearchOption.AllDirectories) : [];
        Assert.Equal(status == "PartiallyCompleted" ? 2 : 0, outputs.Length);
        if (outputs.Length > 0)
        {
            Assert.Single(File.ReadLines(outputs.Single(static file => file.EndsWith(".jsonl.out", StringComparison.Ordinal))));
        }
    }

    private string Bucket => Path.Combine(_client.Server.StoragePath, "local-bucket");

    private void Put(string key, string text)
    {
        string file = Path.Combine(Bucket, key);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private async Task<JsonElement> RunAsync(string name, string input, string model, bool converse = false, string role = "")
    {
        string body = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["jobName"] = name,
            ["modelId"] = model,
            ["roleArn"] = $"arn:aws:iam::123456789012:role/batch{role}",
            ["inputDataConfig"] = new { s3InputDataConfig = new { s3Uri = input } },
            ["outputDataConfig"] = new { s3OutputDataConfig = new { s3Uri = "s3://local-bucket/out" } },
            ["modelInvocationType"] = converse ? "Converse" : "InvokeModel",
        });
        HttpResponseMessage created = await _client.PostAsync("/model-invocation-job", body);
        Assert.Equal(200, (int)created.StatusCode);
        string arn = (await SigningClient.ReadAsync(created)).GetProperty("jobArn").GetString()!;
        while (true)
        {
            JsonElement job = await _client.GetJsonAsync("/model-invocation-job/" + Uri.EscapeDataString(arn));
            if (job.GetProperty("status").GetString() is not ("Submitted" or "Validating" or "Scheduled" or "InProgress"))
            {
                return job;
            }

            await Task.Delay(5);
        }
    }

    private static long[] Counts(JsonElement from) =>
        [.. new[] { "totalRecordCount", "processedRecordCount", "successRecordCount", "errorRecordCount" }.Select(name => from.GetProperty(name).GetInt64())];
}
