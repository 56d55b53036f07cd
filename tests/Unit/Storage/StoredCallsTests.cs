using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Storage;

/// <summary>The parameters through the cmdlets, the endpoint's request log telling what was sent.</summary>
public sealed class StoredCallsTests : EndpointSession, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-test-");

    private string Cached => $"-CacheFor 1h -CachePath '{_folder.FullName}/cache'";

    private int Sent => Endpoint.GetRequest().Count(static request => request.Service == "bedrock-runtime");

    [Fact]
    public void A_request_asked_before_is_answered_from_the_cache()
    {
        ModelResponse first = Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova} {Cached}");
        ModelResponse second = Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova} {Cached} -Verbose");

        Assert.Equal((false, true), (first.FromCache, second.FromCache));
        Assert.Equal((null, 0m), (first.Cost, second.Cost));
        Assert.Equal((first.Text, first.Raw, first.RequestId, first.Latency), (second.Text, second.Raw, second.RequestId, second.Latency));
        Assert.Equal(1, Sent);
        Assert.Contains(Shell.Verbose, static line => line.Contains("Answered from the cache"));
    }

    [Theory]
    [InlineData("-Temperature 0.5")]
    [InlineData("-System brief")]
    [InlineData("-MaxTokens 100")]
    [InlineData("-Native")]
    public void Another_setting_is_another_request(string setting)
    {
        Shell.Run($"$null = Invoke-BRModel hi -Model {Nova} {Cached}");
        Assert.False(Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova} {Cached} {setting}").FromCache);
        Assert.Equal(2, Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Native")]
    public void Whole_and_streamed_answers_serve_each_other(string format)
    {
        List<PSObject> streamed = Shell.Run($"Invoke-BRModel hi -Model {Nova} {format} -Stream {Cached}");
        List<PSObject> again = Shell.Run($"Invoke-BRModel hi -Model {Nova} {format} -Stream {Cached}");
        ModelResponse whole = Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova} {format} {Cached}");

        Assert.Equal(streamed.Select(static chunk => ((StreamChunk)chunk.BaseObject).Text), again.Select(static chunk => ((StreamChunk)chunk.BaseObject).Text));
        ModelResponse end = ((StreamChunk)again[^1].BaseObject).Response!;
        Assert.True(end.FromCache && whole.FromCache);
        Assert.Equal(((StreamChunk)streamed[^1].BaseObject).Response!.Text, whole.Text);
        Assert.Equal(1, Sent);
    }

    [Theory]
    [InlineData("cut", "-Stream")]
    [InlineData("denied", "")]
    [InlineData("exception:1", "-Stream")]
    public void What_failed_is_not_kept(string fault, string stream)
    {
        Shell.Run($"$ep.SetFault('{fault}')", ("ep", Endpoint));
        Shell.Run($"$null = Invoke-BRModel hi -Model {Nova} {stream} {Cached} -Checkpoint '{_folder.FullName}/run.jsonl' -MaxAttempt 1");
        Assert.Single(Shell.Errors);
        Shell.Run("$ep.ClearFault()", ("ep", Endpoint));

        Assert.False(Shell.One<ModelResponse>($"Invoke-BRModel hi -Model {Nova} {Cached} -Checkpoint '{_folder.FullName}/run.jsonl'").FromCache);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("0s")]
    [InlineData("0d")]
    [InlineData("'-1h'")]
    [InlineData("1w")]
    [InlineData("7")]
    [InlineData("''")]
    public void A_time_that_does_not_say_how_long_is_refused(string time)
    {
        ErrorRecord error = Shell.Fails($"Invoke-BRModel hi -Model {Nova} -CacheFor {time}");
        Assert.StartsWith("ParameterArgumentTransformationError", error.FullyQualifiedErrorId);
        Assert.Equal(0, Sent);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("'90s'", 90)]
    [InlineData("1.5m", 90)]
    [InlineData("2H", 7200)]
    [InlineData("7d", 604800)]
    [InlineData("'7d'", 604800)]
    [InlineData("1.5d", 129600)]
    [InlineData("00:30:00", 1800)]
    [InlineData("([timespan]::FromSeconds(5))", 5)]
    public void A_time_is_taken_as_it_is_written(string time, int seconds)
    {
        string path = $"{_folder.FullName}/cache";
        Shell.Run($"$null = 'one', 'two' | Invoke-BRModel -Model {Nova} {Cached}");
        string[] files = Directory.GetFiles(path, "*.json", SearchOption.AllDirectories);
        File.SetLastWriteTimeUtc(files[0], DateTime.UtcNow.AddSeconds(-seconds - 2));
        File.SetLastWriteTimeUtc(files[1], DateTime.UtcNow.AddSeconds(-seconds + 60));

        Assert.Equal(1, Shell.One<CacheCleanup>($"Clear-BRCache -OlderThan {time} -CachePath '{path}' -PassThru").RemovedCount);
    }

    [Fact]
    public void The_cache_is_emptied_by_age_and_tells_what_it_freed()
    {
        Shell.Run($"$null = 'one', 'two', 'three' | Invoke-BRModel -Model {Nova} {Cached}");
        string[] files = Directory.GetFiles(Path.Combine(_folder.FullName, "cache"), "*.json", SearchOption.AllDirectories);
        File.SetLastWriteTimeUtc(files[0], DateTime.UtcNow.AddDays(-8));
        long length = new FileInfo(files[0]).Length;

        CacheCleanup nothing = Shell.One<CacheCleanup>($"Clear-BRCache -CachePath '{_folder.FullName}/cache' -WhatIf -PassThru");
        CacheCleanup old = Shell.One<CacheCleanup>($"Clear-BRCache 7d -CachePath '{_folder.FullName}/cache' -PassThru");
        Assert.Empty(Shell.Run($"Clear-BRCache -CachePath '{_folder.FullName}/cache'"));
        CacheCleanup rest = Shell.One<CacheCleanup>($"Clear-BRCache -CachePath '{_folder.FullName}/cache' -PassThru");

        Assert.Equal((0, 3), (nothing.RemovedCount, nothing.KeptCount));
        Assert.Equal((1, length, 2), (old.RemovedCount, old.RemovedBytes, old.KeptCount));
        Assert.Equal((0, 0L, 0, 0L), (rest.RemovedCount, rest.RemovedBytes, rest.KeptCount, rest.KeptBytes));
        Assert.False(Shell.One<ModelResponse>($"Invoke-BRModel one -Model {Nova} {Cached}").FromCache);
    }

    [Fact]
    public void A_replay_needs_neither_region_nor_credentials_nor_a_connection()
    {
        Shell.Run($"$null = 'one', 'two' | Invoke-BRModel -Model nova-lite -Record '{_folder.FullName}/rec' -MaxTokens 300");
        Shell.Run($"$null = Invoke-BRModel three -Model {Nova} -Stream -Record '{_folder.FullName}/rec'");
        Assert.Empty(Shell.Errors);
        using PowerShellHost bare = new();

        string where = $"-Replay '{_folder.FullName}/rec' -EndpointUrl http://127.0.0.1:1 -ProfileName no-such-profile";
        List<PSObject> texts = bare.Run($"'two', 'one' | Invoke-BRModel -Model nova-lite -MaxTokens 300 {where} | ForEach-Object {{ $_.FromCache; $_.Text }}");
        List<PSObject> chunks = bare.Run($"Invoke-BRModel three -Model {Nova} -Stream {where}");

        Assert.Empty(bare.Errors);
        Assert.Equal([true, true], texts.Select(static text => text.BaseObject).OfType<bool>());
        Assert.Contains("\"two\"", texts[1].ToString());
        Assert.True(chunks.Count > 2);
    }

    [Fact]
    public void A_request_that_was_not_recorded_is_an_error_that_names_what_differs()
    {
        Shell.Run($"$null = Invoke-BRModel one -Model {Nova} -Record '{_folder.FullName}/rec' -MaxTokens 300");
        int sent = Sent;

        Shell.Run($"'one', 'eins' | Invoke-BRModel -Model {Nova} -Replay '{_folder.FullName}/rec' -MaxTokens 301");

        Assert.Equal(2, Shell.Errors.Count);
        BedrockException error = Assert.IsType<BedrockException>(Shell.Errors[0].Exception);
        Assert.Equal("ReplayMissing", error.Code);
        Assert.Contains("body.inferenceConfig.maxTokens.", error.Message);
        Assert.Matches("key [0-9a-f]{64}", error.Message);
        Assert.Contains("body.messages[0].content[0].text", Shell.Errors[1].Exception.Message);
        Assert.DoesNotContain("eins", Shell.Errors[1].Exception.Message);
        Assert.Equal(sent, Sent);
    }

    [Theory]
    [InlineData("nova-lite", "which model the name 'nova-lite' stands for")]
    [InlineData(Nova, "There are no recordings in it")]
    public void An_empty_folder_replays_nothing(string model, string message)
    {
        Shell.Run($"Invoke-BRModel one -Model {model} -Replay '{_folder.FullName}'");
        Assert.StartsWith("ReplayMissing,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
        Assert.Contains(message, Shell.Errors[0].Exception.Message);
    }

    [Theory]
    [InlineData("no/run.jsonl", "its folder does not exist.")]
    [InlineData(".", "it is a folder.")]
    public void A_checkpoint_that_cannot_be_written_is_one_error_however_many_inputs_there_are(string path, string reason)
    {
        ErrorRecord error = Shell.Fails($"'one', 'two' | Invoke-BRModel -Model {Nova} -Checkpoint '{_folder.FullName}/{path}'");
        Assert.StartsWith("FileUnwritable,", error.FullyQualifiedErrorId);
        Assert.EndsWith(reason, error.Exception.Message);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_so()
    {
        Shell.Run($"Invoke-BRModel one -Model {Nova} -Replay '{_folder.FullName}/no'");
        Assert.StartsWith("FileUnreadable,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void Recordings_are_read_by_people_and_hold_no_credentials()
    {
        Shell.Run($"$null = Invoke-BRModel 'What is S3?' -Model {Nova} -Record '{_folder.FullName}/rec'");

        string file = File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "rec"))));
        JsonNode recording = JsonNode.Parse(file)!;
        Assert.Equal("What is S3?", recording["request"]!["body"]!["messages"]![0]!["content"]![0]!["text"]!.GetValue<string>());
        Assert.Equal("end_turn", recording["answer"]!["raw"]!["stopReason"]!.GetValue<string>());
        Assert.Contains("\n", file);
        Assert.DoesNotContain(Endpoint.AccessKey, file);
        Assert.DoesNotContain(Endpoint.SecretKey, file);
        Assert.DoesNotContain("authorization", file, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Recording_and_replaying_exclude_each_other()
    {
        ErrorRecord error = Shell.Fails($"Invoke-BRModel hi -Model {Nova} -Record '{_folder.FullName}' -Replay '{_folder.FullName}'");
        Assert.StartsWith("ParameterConflict,", error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("-CacheFor 1h")]
    [InlineData("-Record rec")]
    [InlineData("-Checkpoint run.jsonl")]
    [InlineData("-Redact")]
    [InlineData("-RedactPattern x")]
    public void A_body_of_ones_own_is_sent_as_it_is_and_these_would_do_nothing(string parameter)
    {
        ErrorRecord error = Shell.Fails($"Invoke-BRModel -Body '{{}}' -Model {Nova} {parameter}");
        Assert.StartsWith("BodyParameter,", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void A_checkpoint_gives_what_it_has_in_the_order_of_the_inputs_and_asks_for_the_rest()
    {
        string checkpoint = $"-Checkpoint '{_folder.FullName}/run.jsonl'";
        Shell.Run($"$ep.SetFault('denied:1')", ("ep", Endpoint));
        Shell.Run($"$null = 'one', 'two', 'two', 'three' | Invoke-BRModel -Model {Nova} {checkpoint}");
        Assert.Single(Shell.Errors);

        List<PSObject> output = Shell.Run($"'one', 'two', 'two', 'three', 'four' | Invoke-BRModel -Model {Nova} {checkpoint}");

        Assert.Equal(["one", "two", "two", "three", "four"], output.Select(static item => ((ModelResponse)item.BaseObject).InputObject));
        Assert.Equal([false, true, true, true, false], output.Select(static item => ((ModelResponse)item.BaseObject).FromCache));
        Assert.Equal(6, Sent);
    }

    [Fact]
    public void Calls_at_the_same_time_share_a_checkpoint_and_the_order_of_the_inputs_stays()
    {
        string script = $"1..60 | ForEach-Object {{ \"item $($_ % 50)\" }} | Invoke-BRModel -Model {Nova} -MaxTokens 300 -ThrottleLimit 8 -MaxAttempt 1 -Checkpoint '{_folder.FullName}/run.jsonl'";
        string[] inputs = [.. Enumerable.Range(1, 60).Select(static number => $"item {number % 50}")];
        Shell.Run("$ep.SetFault('denied:7')", ("ep", Endpoint));
        int first = Shell.Run("$null = " + script).Count;
        Assert.Equal(7, Shell.Errors.Count);

        List<PSObject> second = Shell.Run(script);
        List<PSObject> third = Shell.Run(script);

        Assert.Equal(0, first);
        Assert.Equal(inputs, second.Select(static item => ((ModelResponse)item.BaseObject).InputObject));
        Assert.Equal(53, second.Count(static item => ((ModelResponse)item.BaseObject).FromCache));
        Assert.Equal(inputs, third.Select(static item => ((ModelResponse)item.BaseObject).InputObject));
        Assert.All(third, static item => Assert.True(((ModelResponse)item.BaseObject).FromCache));
        Assert.Equal(67, Sent);
    }

    [Fact]
    public void The_same_question_many_times_at_a_time_is_asked_once_with_a_cache()
    {
        List<PSObject> output = Shell.Run($"1..40 | ForEach-Object {{ 'hi' }} | Invoke-BRModel -Model {Nova} -MaxTokens 300 -ThrottleLimit 8 {Cached}");

        Assert.Equal(40, output.Count);
        Assert.Single(output, static item => !((ModelResponse)item.BaseObject).FromCache);
        Assert.Equal(1, Sent);
    }

    [Theory]
    [InlineData("amazon.titan-embed-text-v2:0", "")]
    [InlineData("amazon.titan-embed-text-v2:0", "-ThrottleLimit 4")]
    [InlineData("cohere.embed-english-v3", "-Normalize")]
    public void Embeddings_are_taken_up_too(string model, string how)
    {
        string script = $"Get-BREmbedding -Model {model} {how} -Checkpoint '{_folder.FullName}/run.jsonl'";
        List<PSObject> first = Shell.Run($"'a', 'b', '', 'b' | {script}");
        Assert.StartsWith("EmptyInput,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
        int sent = Sent;

        Embedding[] second = [.. Shell.Run($"'c', 'b', 'a', 'b', 'd' | {script}").Select(static item => (Embedding)item.BaseObject)];
        Embedding[] direct = [.. Shell.Run($"'c', 'b', 'a', 'b', 'd' | Get-BREmbedding -Model {model} {how}").Select(static item => (Embedding)item.BaseObject)];

        Assert.All(first, static item => Assert.False(((Embedding)item.BaseObject).FromCache));
        Assert.Equal(["c", "b", "a", "b", "d"], second.Select(static item => item.InputObject));
        Assert.Equal([false, true, true, true, false], second.Select(static item => item.FromCache));
        Assert.Equal(direct.Select(static item => item.Vector), second.Select(static item => item.Vector));
        Assert.Equal(((Embedding)first[0].BaseObject).TokenCount, second[2].TokenCount);
        Assert.True(Sent > sent);
        Assert.All(Shell.Run($"'d', 'c' | {script}"), static item => Assert.True(((Embedding)item.BaseObject).FromCache));
        Assert.All(Shell.Run($"'c' | {script} -Dimension 1024"), item => Assert.Equal(model.StartsWith("cohere", StringComparison.Ordinal), ((Embedding)item.BaseObject).FromCache));
    }

    [Theory]
    [InlineData("not a checkpoint", "CheckpointInvalid")]
    [InlineData("{\"format\":\"BedrockPS.Checkpoint\",\"version\":9}\n", "CheckpointVersion")]
    public void A_checkpoint_that_is_none_ends_the_pipeline_before_anything_is_sent(string content, string code)
    {
        string path = Path.Combine(_folder.FullName, "run.jsonl");
        File.WriteAllText(path, content);

        ErrorRecord error = Shell.Fails($"'one', 'two' | Invoke-BRModel -Model {Nova} -Checkpoint '{path}'");

        Assert.StartsWith(code + ",", error.FullyQualifiedErrorId);
        Assert.Equal(content, File.ReadAllText(path));
        Assert.Equal(0, Sent);
    }

    [Fact]
    public void The_file_is_free_once_the_pipeline_has_ended()
    {
        string checkpoint = $"-Checkpoint '{_folder.FullName}/run.jsonl'";
        Shell.Run($"'one', 'two' | Invoke-BRModel -Model {Nova} {checkpoint} | ForEach-Object {{ Invoke-BRModel x -Model {Nova} {checkpoint} }}");
        Assert.NotEmpty(Shell.Errors);
        Assert.All(Shell.Errors, static error => Assert.StartsWith("CheckpointBusy,", error.FullyQualifiedErrorId));

        Assert.True(Shell.One<ModelResponse>($"Invoke-BRModel one -Model {Nova} {checkpoint}").FromCache);
    }

    [Fact]
    public void A_chat_keeps_where_its_turns_are_kept()
    {
        string rec = Path.Combine(_folder.FullName, "rec");
        Shell.Run($"$chat = Start-BRChat -Model {Nova} -Record '{rec}'; $null = 'first', 'second' | Send-BRMessage -Chat $chat");
        Assert.Empty(Shell.Errors);
        int sent = Sent;

        List<PSObject> output = Shell.Run($"$chat = Start-BRChat -Model {Nova} -Replay '{rec}'; 'first', 'second' | Send-BRMessage -Chat $chat; $chat.Branch() | Send-BRMessage third");

        Assert.Equal([true, true], output.Select(static item => ((ModelResponse)item.BaseObject).FromCache));
        Assert.StartsWith("ReplayMissing,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
        Assert.Equal(sent, Sent);
    }

    [Theory]
    [InlineData("Invoke-BRModel hi -Model {0} -MaxTokens 2", "max_tokens")]
    [InlineData("Invoke-BRModel hi -Model {0} -MaxTokens 2 -Stream", "max_tokens")]
    [InlineData("Start-BRChat -Model {0} -MaxTokens 2 | Send-BRMessage hi", "max_tokens")]
    public void An_answer_that_was_cut_off_says_so_once(string script, string reason)
    {
        Shell.Run("$null = " + string.Format(System.Globalization.CultureInfo.InvariantCulture, script, Nova));
        Assert.Contains($"({reason})", Assert.Single(Shell.Warnings));
        Assert.Contains("-MaxTokens", Shell.Warnings[0]);
    }

    [Fact]
    public void A_whole_answer_warns_of_nothing()
    {
        Shell.Run($"$null = Invoke-BRModel hi -Model {Nova}");
        Assert.Empty(Shell.Warnings);
    }

    void IDisposable.Dispose()
    {
        Dispose();
        _folder.Delete(recursive: true);
    }
}
