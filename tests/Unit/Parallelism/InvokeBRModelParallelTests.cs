using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Parallelism;

public sealed class InvokeBRModelParallelTests : IAsyncLifetime
{
    private readonly ConverseServer _server = new();
    private readonly PowerShellHost _shell = new();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public void As_many_calls_as_allowed_are_made_at_a_time_and_answers_keep_the_order()
    {
        // Nobody is answered before eight are there, and then the last comes first.
        Meeting meeting = new(8);
        _server.Act = async (prompt, _, _) =>
        {
            await meeting.ArriveAsync();
            await Task.Delay(prompt is "1" or "9" ? 40 : 0);
            return false;
        };
        List<PSObject> output = Run("1..24 | ForEach-Object { \"$_\" } | Invoke-BRModel -ThrottleLimit 8 @at");
        Assert.Empty(_shell.Errors);
        Assert.Equal(Enumerable.Range(1, 24).Select(static i => $"{i}"), output.Select(Input));
        Assert.All(output, static item => Assert.Equal("re: " + Input(item), ((ModelResponse)item.BaseObject).Text));
        Assert.Equal(8, _server.MostRunning);
    }

    [Fact]
    public void Unordered_a_slow_one_comes_last()
    {
        // The slow one is answered once the others have been written, not merely asked.
        TaskCompletionSource others = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Act = async (prompt, _, exchange) =>
        {
            if (prompt == "1")
            {
                await others.Task.WaitAsync(exchange.Stop);
            }

            return false;
        };
        object?[] order =
        [
            .. Run(
                "$n = 0; 1..6 | ForEach-Object { \"$_\" } | Invoke-BRModel -ThrottleLimit 2 -Unordered @at"
                + " | ForEach-Object { if (++$n -eq 5) { $others.SetResult() }; $_ }",
                ("others", others)).Select(Input),
        ];
        Assert.Equal("1", order[^1]);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], order.Order());
    }

    [Fact]
    public void A_failure_stands_in_its_place_with_its_own_input()
    {
        _server.Act = async (prompt, _, exchange) =>
        {
            if (prompt is "3" or "5")
            {
                await exchange.FailAsync(400, "ValidationException");
                return true;
            }

            return false;
        };
        string[] told = Tell("'1', '2', '3', $null, '5', '', '7' | Invoke-BRModel -ThrottleLimit 4 @at");
        Assert.Equal(["1", "2", "Validation 3", "EmptyInput ", "Validation 5", "EmptyInput ", "7"], told);
    }

    [Fact]
    public void Objects_and_files_are_read_for_each_input()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            for (int i = 0; i < 9; i++)
            {
                File.WriteAllText(Path.Combine(folder.FullName, $"{i}.txt"), $"text {i}");
            }

            File.WriteAllBytes(Path.Combine(folder.FullName, "4.txt"), [1, 0, 2, 0, 255]);
            List<PSObject> output = Run(
                "$files | Invoke-BRModel 'Say: ' -ThrottleLimit 3 @at",
                ("files", folder.GetFiles().OrderBy(static file => file.Name).ToArray()));
            Assert.Equal(
                Enumerable.Range(0, 9).Where(static i => i != 4).Select(static i => $"re: Say: text {i}"),
                output.Select(static item => ((ModelResponse)item.BaseObject).Text));
            Assert.Equal("4.txt", ((FileInfo)Assert.Single(_shell.Errors).TargetObject).Name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_no_input_survives_ends_the_pipeline_once()
    {
        _server.Act = async (prompt, _, exchange) =>
        {
            if (prompt != "1")
            {
                await exchange.FailAsync(403, "ExpiredTokenException");
                return true;
            }

            return false;
        };
        ErrorRecord error = _shell.Fails(
            _server.Connection + "$script:out = @(); 1..500 | ForEach-Object { \"$_\" } | Invoke-BRModel -ThrottleLimit 4 @at | ForEach-Object { $script:out += $_ }");
        Assert.StartsWith("ExpiredCredentials,", error.FullyQualifiedErrorId);
        Assert.Equal("2", error.TargetObject);
        Assert.Equal("1", _shell.One<ModelResponse>("$script:out").InputObject);
        Assert.InRange(_server.Attempts.Count, 2, 60);
    }

    [Fact]
    public void Without_a_model_the_pipeline_ends_before_anything_is_sent()
    {
        ErrorRecord error = _shell.Fails("1..50 | ForEach-Object { \"$_\" } | Invoke-BRModel -ThrottleLimit 4 -Region us-east-1");
        Assert.StartsWith("NoModel,", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void An_early_end_downstream_ends_the_calls()
    {
        _server.Act = async (prompt, _, exchange) =>
        {
            if (int.Parse(prompt) > 3)
            {
                await exchange.HangAsync();
            }

            return false;
        };
        Assert.Equal(3, Run("$n = 0; 1..1000 | ForEach-Object { \"$_\" } | Invoke-BRModel -ThrottleLimit 4 @at | ForEach-Object { $_; if (++$n -eq 3) { break } }").Count);
        Assert.InRange(_server.Attempts.Count, 3, 16);
    }

    [Fact]
    public async Task Ctrl_C_ends_all_calls_without_an_error()
    {
        Meeting meeting = new(8);
        _server.Act = async (_, _, exchange) =>
        {
            await meeting.ArriveAsync();
            await exchange.HangAsync();
            return true;
        };
        await _shell.StopAfterAsync(
            _server.Connection + "1..1000 | ForEach-Object { \"$_\" } | Invoke-BRModel -ThrottleLimit 8 @at",
            meeting.Complete);
        Assert.Empty(_shell.Errors);
    }

    [Fact]
    public void Stream_is_refused_beside_more_calls_at_a_time()
    {
        ErrorRecord error = _shell.Fails(_server.Connection + "'a', 'b' | Invoke-BRModel -ThrottleLimit 2 -Stream @at");
        Assert.StartsWith("StreamParallel,", error.FullyQualifiedErrorId);
        Assert.Empty(_server.Attempts);
    }

    [Theory]
    [InlineData("-ThrottleLimit 0")]
    [InlineData("-ThrottleLimit 257")]
    [InlineData("-TokensPerMinute 0")]
    [InlineData("-RequestsPerMinute -1")]
    [InlineData("-ThrottleLimit 4 -Body '{}'")]
    public void Wrong_numbers_and_places_do_not_bind(string parameters)
    {
        ErrorRecord error = _shell.Fails(_server.Connection + $"Invoke-BRModel {parameters} @at");
        Assert.Matches("^(ParameterArgumentValidationError|AmbiguousParameterSet)", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        Assert.Empty(Run("'a', 'b', 'c' | Invoke-BRModel -ThrottleLimit 2 -WhatIf @at"));
        Assert.Empty(_server.Attempts);
    }

    [Fact]
    public void Throttling_slows_all_calls_down_and_none_fails()
    {
        _server.Act = async (prompt, attempt, exchange) =>
        {
            if (int.Parse(prompt) <= 6 && attempt == 1)
            {
                await exchange.FailAsync(429, "ThrottlingException");
                return true;
            }

            return false;
        };
        List<PSObject> output = Run("1..40 | ForEach-Object { \"$_\" } | Invoke-BRModel -ThrottleLimit 6 -Verbose @at");
        Assert.Empty(_shell.Errors);
        Assert.Equal(Enumerable.Range(1, 40).Select(static i => $"{i}"), output.Select(Input));
        Assert.Contains(_shell.Verbose, static line => line.Contains("Throttling, all wait") && line.Contains("then up to 3 at a time"));
        Assert.Equal(46, _server.Attempts.Values.Sum());
    }

    [Fact]
    public void MaxAttempt_bounds_a_throttled_call()
    {
        _server.Act = async (_, _, exchange) =>
        {
            await exchange.FailAsync(429, "ThrottlingException");
            return true;
        };
        Run("'a', 'b' | Invoke-BRModel -ThrottleLimit 2 -MaxAttempt 2 @at");
        Assert.Equal(["a", "b"], _shell.Errors.Select(static error => error.TargetObject));
        Assert.All(_shell.Errors, static error => Assert.StartsWith("Throttling,", error.FullyQualifiedErrorId));
        Assert.Equal([2, 2], _server.Attempts.Values);
    }

    [Fact]
    public void A_rate_holds_from_one_command_to_the_next_and_for_one_call_at_a_time()
    {
        Run("$null = 'a', 'b' | Invoke-BRModel -RequestsPerMinute 1000 -TokensPerMinute 1000 -MaxTokens 400 @at");
        Assert.Empty(_shell.Errors);
        Run("'c', 'd' | Invoke-BRModel -TokensPerMinute 300 -MaxTokens 400 @at");
        Assert.Equal(["c", "d"], _shell.Errors.Select(static error => error.TargetObject));
        Assert.All(_shell.Errors, static error => Assert.StartsWith("RequestAboveRate,", error.FullyQualifiedErrorId));
        Assert.Equal(["a", "b"], _server.Attempts.Keys.Order());
    }

    [Fact]
    public async Task A_rate_makes_calls_wait_and_Ctrl_C_ends_the_wait()
    {
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Meeting arrived = new(2);
        _server.Act = async (_, _, _) =>
        {
            await arrived.ArriveAsync();
            return false;
        };
        await _shell.StopAfterAsync(
            _server.Connection + "'a', 'b', 'c' | Invoke-BRModel -RequestsPerMinute 2 -ThrottleLimit 3 -Verbose @at 4>&1 | "
            + "ForEach-Object { if (\"$_\" -like 'Waiting up to*') { $null = $waiting.TrySetResult() } }",
            Task.WhenAll(waiting.Task, arrived.Complete),
            ("waiting", waiting));
        Assert.Empty(_shell.Errors);
        Assert.Equal(2, _server.Attempts.Count);
    }

    [Fact]
    public void A_rate_of_tokens_needs_max_tokens()
    {
        ErrorRecord error = _shell.Fails(_server.Connection + "'a', 'b' | Invoke-BRModel -TokensPerMinute 1000 @at");
        Assert.StartsWith("MaxTokensNeeded,", error.FullyQualifiedErrorId);
        Assert.StartsWith("MaxTokensNeeded,", _shell.Fails(_server.Connection + "'a', 'b' | Invoke-BRModel -TokensPerMinute 1000 -ThrottleLimit 4 @at").FullyQualifiedErrorId);
        Assert.Empty(_server.Attempts);
    }

    [Fact]
    public void Progress_is_shown_after_a_second_and_taken_away()
    {
        _server.Act = static async (_, _, _) =>
        {
            await Task.Delay(200);
            return false;
        };
        List<ProgressRecord> records = Progress("1..16 | ForEach-Object { \"$_\" } | Invoke-BRModel -ThrottleLimit 2 @at");
        Assert.InRange(records.Count, 2, 12);
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        Assert.Single(records.Select(static record => record.ActivityId).Distinct());
        Assert.Contains(records, static record => record.StatusDescription.Contains(" a second, tokens "));
        Assert.Empty(Progress("'a', 'b' | Invoke-BRModel -ThrottleLimit 2 @at"));
    }

    [Fact]
    public void Progress_is_taken_away_when_the_pipeline_ends_early()
    {
        _server.Act = static async (_, _, _) =>
        {
            await Task.Delay(200);
            return false;
        };
        List<ProgressRecord> records = Progress(
            "$n = 0; 1..1000 | ForEach-Object { \"$_\" } | Invoke-BRModel -ThrottleLimit 2 @at | ForEach-Object { if (++$n -eq 14) { throw 'enough' } }");
        Assert.True(records.Count > 1);
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
    }

    private static object? Input(PSObject item) => ((ModelResponse)item.BaseObject).InputObject is string text ? text : null;

    private List<PSObject> Run(string script, params (string, object?)[] variables) => _shell.Run(_server.Connection + script, variables);

    /// <summary>Answers by their input and errors by code and target, in the order they were written.</summary>
    private string[] Tell(string pipeline) =>
        [
            .. Run(pipeline + " 2>&1").Select(static item => item.BaseObject is ErrorRecord error
                ? $"{error.FullyQualifiedErrorId.Split(',')[0]} {error.TargetObject}"
                : (string)Input(item)!),
        ];

    private List<ProgressRecord> Progress(string script)
    {
        List<ProgressRecord> records = [];
        try
        {
            Run(script);
        }
        catch (RuntimeException)
        {
            // The script's own.
        }

        records.AddRange(_shell.Progress);
        return records;
    }
}
