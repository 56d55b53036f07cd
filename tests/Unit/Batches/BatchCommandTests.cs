using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Batches;

public sealed class BatchCommandTests : EndpointSession
{
    private const string Place = "-S3Uri s3://local-bucket/runs/ -RoleArn arn:aws:iam::123456789012:role/Batch";
    private const string Start = "Start-BRBatch 'Which team?' -Model nova-lite -MaxTokens 20 " + Place;
    private const string Objects =
        "1..120 | ForEach-Object { if ($_ % 2) { \"Ticket $_\" } else { [pscustomobject]@{ Number = $_; Text = \"quote \"\" and ü\" } } }";

    [Fact]
    public void Records_are_the_requests_that_single_calls_would_send()
    {
        Shell.Run($"{Objects} | {Start} -System 'Be brief.' -Temperature 0.5");
        Assert.Empty(Shell.Errors);
        string[] bodies = [.. Records().Select(record => record["modelInput"]!.ToJsonString())];
        Assert.Equal(120, bodies.Length);
        Shell.Run($"{Objects.Replace("120", "4", StringComparison.Ordinal)} | Invoke-BRModel 'Which team?' -Model nova-lite -MaxTokens 20 -System 'Be brief.' -Temperature 0.5");
        Assert.Equal(Endpoint.GetRequest().Where(request => request.Operation == "Converse").Select(request => JsonNode.Parse((string)request.Body!)!.ToJsonString()), bodies[..4]);
        Assert.All(Records(), (record, i) => Assert.StartsWith($"{i + 1:0000000000}", (string)record["recordId"]!, StringComparison.Ordinal));
    }

    [Fact]
    public void Answers_in_any_order_are_joined_to_their_objects()
    {
        PSObject batch = Shell.Run($"{Objects} | {Start} -Wait").Single();
        List<JsonObject> answers = [.. Records().Select(Answered)];
        answers[6] = Failed(answers[6]);
        answers.Reverse();
        Write(batch, answers, 1);
        List<PSObject> received = Shell.Run("$b | Receive-BRBatch -InformationVariable summary; $summary", ("b", batch));
        Assert.Equal(119, received.Count - 1);
        ModelResponse first = (ModelResponse)received[0].BaseObject;
        Assert.Equal(120, ((PSObject)first.InputObject!).Properties["Number"].Value);
        Assert.Equal("Ticket 1", ((ModelResponse)received[118].BaseObject).InputObject);
        Assert.All(received.Take(119), answer => Assert.Equal("answer to " + answer.Properties["RecordId"].Value, ((ModelResponse)answer.BaseObject).Text));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("BatchRecordFailed,BedrockPS.Cmdlets.ReceiveBRBatchCommand", error.FullyQualifiedErrorId);
        Assert.Equal("Ticket 7", error.TargetObject);
        Assert.Contains("400: bad request", error.Exception.Message, StringComparison.Ordinal);
        BatchSummary summary = (BatchSummary)((InformationRecord)received[119].BaseObject).MessageData;
        Assert.Equal((120, 119, 1, 0), (summary.Total, summary.Succeeded, summary.Failed, summary.Missing));

        // Another machine has nothing but the bucket.
        Directory.Delete((string)batch.Properties["JournalPath"].Value, recursive: true);
        received = Shell.Run("Receive-BRBatch $b.JobArn -ErrorAction SilentlyContinue", ("b", batch));
        Assert.Equal(60, received.Count(answer => ((ModelResponse)answer.BaseObject).InputObject is PSObject { BaseObject: PSCustomObject }));
    }

    [Fact]
    public void Answers_go_over_no_file_that_is_there_unless_told_to()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "precious");
        PSObject batch = Shell.Run($"1..100 | {Start} -Wait").Single();
        Write(batch, [.. Records().Select(Answered)], 1);
        Assert.Empty(Shell.Run("$b | Receive-BRBatch -OutFile $p", ("b", batch), ("p", path)));
        Assert.Equal("FileExists", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Assert.Equal("precious", File.ReadAllText(path));
        Shell.Run("$b | Receive-BRBatch -OutFile $p -Force");
        Assert.Empty(Shell.Errors);
        Assert.Equal(100, File.ReadAllLines(path).Length);
        File.Delete(path);
    }

    [Fact]
    public void What_cannot_be_is_told_with_advice_that_fits()
    {
        Shell.Run("Receive-BRBatch nosuch");
        Assert.Contains("Get-BRBatch", Advice(), StringComparison.Ordinal);
        Shell.Run($"1..2 | Start-BRBatch -Body {{ throw 'no' }} -Model nova-lite {Place}");
        Assert.Contains("script block", Advice(), StringComparison.Ordinal);
        PSObject batch = Shell.Run($"1..100 | {Start} -Wait").Single();
        Shell.Run("$b | Stop-BRBatch", ("b", batch));
        Assert.Contains("has ended", Advice(), StringComparison.Ordinal);
        Shell.Run($"$null, 'a' | {Start} -PrepareOnly");
        Assert.Null(Assert.Single(Shell.Errors).TargetObject);

        string Advice() => Shell.Errors[0].ErrorDetails.RecommendedAction;
    }

    [Fact]
    public void A_file_is_taken_by_its_very_name_before_it_is_a_pattern()
    {
        string folder = Directory.CreateTempSubdirectory("bedrockps-test-").FullName;
        string answers = Path.Combine(folder, "[z].jsonl");
        PSObject batch = Shell.Run($"1..100 | {Start} -Wait").Single();
        Write(batch, [.. Records().Select(Answered)], 1);
        Shell.Run("$b | Receive-BRBatch -OutFile $p", ("b", batch), ("p", answers));
        Assert.Equal(100, Shell.Run("Receive-BRBatch -Path $p -Model nova-lite").Count);
        Assert.Equal(100, Shell.Run("Receive-BRBatch -Path ($p.Replace('[', '`[').Replace(']', '`]')) -Model nova-lite").Count);
        Assert.Empty(Shell.Errors);
        Shell.Run("Receive-BRBatch -Path \"$($p)x*\" -Model nova-lite");
        Assert.Equal("FileNotFound", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Shell.Run("Receive-BRBatch -Path \"$($p)x\" -Model nova-lite");
        Assert.Equal("FileNotFound", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_run_from_inputs_to_answers()
    {
        List<PSObject> received = Shell.Run($"{Objects} | {Start} -Name nightly -MaxRecordsPerFile 50 | Receive-BRBatch -Wait");
        Assert.Empty(Shell.Errors);
        Assert.Equal(120, received.Count);
        Assert.Equal(120, received.Select(answer => answer.Properties["RecordId"].Value).Distinct().Count());
        Assert.Equal(60, received.Count(answer => ((ModelResponse)answer.BaseObject).InputObject is string));
        BatchSummary summary = Shell.One<BatchSummary>("Receive-BRBatch nightly -Summary");
        Assert.Equal(("Completed", 120L, 120L, 0L), (summary.Status, summary.Total, summary.Succeeded, summary.Missing));
        Assert.True(summary.InputTokens > 0);
    }

    [Fact]
    public void A_checkpoint_goes_on_after_the_answer_that_was_given_last()
    {
        PSObject batch = Shell.Run($"{Objects} | {Start} -MaxRecordsPerFile 50 -Wait").Single();
        Write(batch, [.. Records().Select(Answered)], 0, perFile: 50);
        string path = TestBatches.NewFolder();
        List<PSObject> first = Shell.Run("try { $b | Receive-BRBatch -Checkpoint $p | ForEach-Object { if (++$n -gt 70) { throw 'enough' }; $_ } } catch { }", ("b", batch), ("p", path));
        List<PSObject> rest = Shell.Run("$b | Receive-BRBatch -Checkpoint $p", ("b", batch), ("p", path));
        string[] ids = [.. first.Concat(rest).Select(answer => (string)answer.Properties["RecordId"].Value)];

        Assert.Equal((70, 120, 120), (first.Count, ids.Distinct().Count(), ids.Length));
        Assert.Empty(Shell.Run("$b | Receive-BRBatch -Checkpoint $p", ("b", batch), ("p", path)));
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_file_of_answers_is_gone_on_with_and_read_where_it_lies()
    {
        PSObject batch = Shell.Run($"{Objects} | {Start} -MaxRecordsPerFile 50 -Wait").Single();
        Write(batch, [.. Records().Select(Answered)], 0, perFile: 50);
        string folder = Directory.CreateDirectory(TestBatches.NewFolder()).FullName;
        string path = Path.Combine(folder, "answers.jsonl");
        Shell.Run("$b | Receive-BRBatch -OutFile $p", ("b", batch), ("p", path));
        byte[] whole = File.ReadAllBytes(path);
        Assert.Equal([path], Directory.EnumerateFiles(folder));
        List<PSObject> answers = Shell.Run("Receive-BRBatch -Path $p -JournalPath $b.JournalPath", ("b", batch), ("p", path));
        Assert.Equal(120, answers.Count);
        Assert.Equal("Ticket 119", ((ModelResponse)answers[118].BaseObject).InputObject);
        Assert.True(whole.Length > 10_000);
    }

    [Theory]
    [InlineData("partial", "", 60, "BatchRecordsMissing", "PartiallyCompleted: 60 of 120")]
    [InlineData("expire", "", 0, "BatchRecordsMissing", "Expired: 120 of 120")]
    [InlineData("refused", "-RoleArn arn:aws:iam::123456789012:role/denied", 0, "JobFailed", "s3:GetObject")]
    public void What_a_job_has_left_undone_is_one_error(string name, string role, int answers, string code, string message)
    {
        string start = role.Length == 0 ? Start : Start.Replace("-RoleArn arn:aws:iam::123456789012:role/Batch", role, StringComparison.Ordinal);
        List<PSObject> received = Shell.Run($"{Objects} | {start} -Name {name} | Receive-BRBatch -Wait");
        Assert.Equal(answers, received.Count);
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal(code + ",BedrockPS.Cmdlets.ReceiveBRBatchCommand", error.FullyQualifiedErrorId);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_makes_no_record_is_an_error_of_its_own()
    {
        Shell.Run($"1..120 | ForEach-Object {{ if ($_ -eq 5) {{ '' }} else {{ \"Ticket $_\" }} }} | {Start}");
        Assert.Equal("EmptyInput,BedrockPS.Cmdlets.StartBRBatchCommand", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
        Assert.Equal(119, Records().Count);
    }

    [Fact]
    public void Too_many_for_one_job_become_several()
    {
        List<PSObject> batches = Shell.Run($"1..23 | ForEach-Object {{ \"Ticket $_\" }} | {Start} -Name many -MaxRecordsPerJob 10");
        Assert.Equal(["many-1", "many-2", "many-3", "many-4"], batches.Select(batch => batch.Properties["JobName"].Value));
        Assert.Equal(23, Records().Count);
        Assert.Equal(4, Shell.Warnings.Count);
        Assert.All(Shell.Warnings, warning => Assert.Contains("-Local", warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-S3Uri s3://missing-bucket/x/ -RoleArn arn:aws:iam::123456789012:role/B", "NoSuchBucket")]
    [InlineData("-S3Uri http://local-bucket/x/ -RoleArn arn:aws:iam::123456789012:role/B", "S3UriInvalid")]
    [InlineData("-S3Uri s3://local-bucket/x.jsonl -RoleArn arn:aws:iam::123456789012:role/B", "S3UriInvalid")]
    [InlineData("-S3Uri s3://local-bucket/x/ -RoleArn nonsense", "ParameterInvalid")]
    [InlineData("-RoleArn arn:aws:iam::123456789012:role/B", "ParameterInvalid")]
    [InlineData(Place + " -Redact", "ParameterInvalid")]
    [InlineData(Place + " -Native -Metadata @{ a = 'b' }", "ParameterInvalid")]
    public void What_no_record_could_pass_ends_the_command(string parameters, string code)
    {
        Assert.Equal(code + ",BedrockPS.Cmdlets.StartBRBatchCommand", Shell.Fails($"1..5 | ForEach-Object {{ \"$_\" }} | Start-BRBatch 'x' -Model nova-lite {parameters}").FullyQualifiedErrorId);
        Assert.Empty(Shell.Run("Get-BRBatch"));
    }

    [Fact]
    public void What_was_prepared_is_sent_and_started_without_the_input()
    {
        string path = TestBatches.NewFolder();
        PSObject file = Shell.Run($"{Objects} | {Start} -PrepareOnly -JournalPath $p", ("p", path)).Single();
        Assert.Equal(120, File.ReadLines(((FileInfo)file.BaseObject).FullName).Count());
        Assert.False(Directory.Exists(Path.Combine(Endpoint.StoragePath, "local-bucket", "runs")));
        Assert.Empty(Shell.Run("Get-BRBatch"));
        List<PSObject> answers = Shell.Run("Start-BRBatch -Resume $p | Receive-BRBatch -Wait", ("p", path));
        Assert.Empty(Shell.Errors);
        Assert.Equal(120, answers.Count);
    }

    [Fact]
    public void Bodies_of_ones_own_go_as_they_are()
    {
        PSObject batch = Shell.Run("1..100 | Start-BRBatch -Body { @{ inputText = \"page $_\" } } -Model amazon.titan-embed-text-v2:0 -Wait " + Place).Single();
        Assert.Equal("InvokeModel", batch.Properties["ModelInvocationType"].Value);
        Assert.Equal("""{"inputText":"page 1"}""", Records()[0]["modelInput"]!.ToJsonString());
        Write(batch, [.. Records().Select(record => With(record, "modelOutput", new JsonObject { ["embedding"] = new JsonArray(1, 2) }))], 0);
        NativeResponse answer = (NativeResponse)Shell.Run("$b | Receive-BRBatch", ("b", batch))[4].BaseObject;
        Assert.Equal(5, answer.InputObject);
    }

    [Fact]
    public void An_estimate_and_a_limit_hold_for_all_records_at_half_the_price()
    {
        Shell.Run("@{ Model = '*nova-lite*'; InputPerMillion = 1000; OutputPerMillion = 1000 } | Import-BRPrice -Scope Session");
        CostEstimate estimate = Shell.One<CostEstimate>($"{Objects} | {Start} -EstimateOnly");
        Assert.Equal(2400, estimate.MaxOutputTokens);
        Assert.Equal((estimate.InputTokens + 2400) * 0.0005m, estimate.MaxCost);
        Assert.Equal("BudgetExceeded,BedrockPS.Cmdlets.StartBRBatchCommand", Shell.Fails($"{Objects} | {Start} -MaxCost 1").FullyQualifiedErrorId);
        Assert.Empty(Shell.Run("Get-BRBatch"));
        Assert.Single(Shell.Run($"{Objects} | {Start} -MaxCost 100"));
    }

    private static JsonObject With(JsonObject record, string member, JsonNode value)
    {
        JsonObject copy = (JsonObject)record.DeepClone();
        copy[member] = value;
        return copy;
    }

    private static JsonObject Answered(JsonObject record) => With(record, "modelOutput", JsonNode.Parse(
        $$$"""{"output":{"message":{"role":"assistant","content":[{"text":"answer to {{{record["recordId"]}}}"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":4}}""")!);

    private static JsonObject Failed(JsonObject record)
    {
        JsonObject failed = With(record, "error", JsonNode.Parse("""{"errorCode":400,"errorMessage":"bad request"}""")!);
        failed.Remove("modelOutput");
        return failed;
    }

    /// <summary>What lies in the bucket as records.</summary>
    private List<JsonObject> Records() =>
        [.. Directory.EnumerateFiles(Path.Combine(Endpoint.StoragePath, "local-bucket"), "*.jsonl", SearchOption.AllDirectories)
            .Order().SelectMany(File.ReadLines).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>Puts answers where the service would.</summary>
    private void Write(PSObject batch, IReadOnlyList<JsonObject> answers, int failed, int perFile = int.MaxValue, int? total = null)
    {
        string output = (string)Shell.Run("$b.OutputDataConfig.S3OutputDataConfig.S3Uri", ("b", batch)).Single().BaseObject;
        string folder = Path.Combine(Endpoint.StoragePath, output["s3://".Length..].TrimEnd('/'), ((string)batch.Properties["JobArn"].Value).Split('/')[1]);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        int file = 0;
        foreach (JsonObject[] part in answers.Chunk(Math.Min(perFile, answers.Count)))
        {
            File.WriteAllLines(Path.Combine(folder, $"{++file:000000}.jsonl.out"), part.Select(answer => answer.ToJsonString()));
        }

        File.WriteAllText(
            Path.Combine(folder, "manifest.json.out"),
            $"{{\"totalRecordCount\":{total ?? answers.Count},\"successRecordCount\":{answers.Count - failed},\"errorRecordCount\":{failed},\"inputTokenCount\":10,\"outputTokenCount\":20}}");
    }
}
