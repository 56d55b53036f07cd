using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Engine.TwoWay;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Api;

/// <summary>Invoke-BRApi with an operation that takes events while it answers with others.</summary>
public sealed class TwoWayStreamTests : IDisposable
{
    private const string Connection =
        "$PSDefaultParameterValues = @{ '*:Region' = 'us-west-2'; '*:AccessKey' = 'AKIDEXAMPLE'; '*:SecretKey' = '" + Requests.SecretKey
        + "'; '*:EndpointUrl' = $url; '*:MaxAttempt' = 1 };"
        + "function Text { process { [Text.Encoding]::UTF8.GetString($_.Bytes) } };"
        + "$model = @{ modelId = 'amazon.nova-sonic-v1:0' };"
        + "$call = @{ Service = 'bedrock-runtime'; Operation = 'InvokeModelWithBidirectionalStream' };";

    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Events_of_the_pipeline_are_sent_and_answered_one_by_one()
    {
        TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TwoWayServer server = new(async x =>
        {
            await x.StartAsync();
            await x.SendTextAsync("re " + await x.ReadTextAsync());
            answered.SetResult();
            while (await x.ReadTextAsync() is string text)
            {
                await x.SendTextAsync("re " + text);
            }
        });

        // The second event is made only after the first has been answered, which it never would be in a request that is sent whole.
        List<PSObject> events = Run(
            server,
            """
            & { @{ chunk = @{ bytes = 'one' } }; $answered.Task.Wait(); @{ Chunk = [pscustomobject]@{ Bytes = [byte[]](116, 119, 111) } } } |
                Invoke-BRApi bedrock-runtime InvokeModelWithBidirectionalStream $model
            """,
            ("answered", answered));
        Assert.Empty(_host.Errors);
        Assert.Equal(["chunk", "chunk"], events.Select(static next => next.Properties["Event"].Value));
        Assert.Equal(["re one", "re two"], events.Select(Text));
        Assert.Equal("BedrockPS.ApiEvent", events[0].TypeNames[0]);
        Assert.Equal("/model/amazon.nova-sonic-v1%3A0/invoke-with-bidirectional-stream", server.Calls.Single().Request.Target);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task What_has_arrived_is_written_with_the_next_event()
    {
        using BlockingCollection<string> written = [];
        await using TwoWayServer server = new(async x =>
        {
            await x.StartAsync();
            await x.SendTextAsync("welcome");
            while (await x.ReadTextAsync() is not null)
            {
                // Every event meets what was sent before.
            }
        });
        Run(
            server,
            """
            & { while ($written.Count -eq 0) { @{ chunk = @{ bytes = 'tick' } } } } | Invoke-BRApi @call $model | Text | ForEach-Object { $written.Add($_) }
            """,
            ("written", written));
        Assert.Equal(["welcome"], written);
    }

    [Fact]
    public async Task A_body_holds_the_events_as_well()
    {
        await using TwoWayServer server = new(EchoAsync);
        Assert.Equal(
            ["a", """{"event":{"sessionStart":{"n":1}}}"""],
            Run(server, """
                Invoke-BRApi @call @{ ModelId = 'm'; Body = @(@{ chunk = @{ bytes = 'a' } }, @{ chunk = @{ bytes = @{ event = @{ sessionStart = @{ n = 1 } } } } }) }
                """).Select(Text));
        Assert.Equal(["one"], Run(server, "Invoke-BRApi @call @{ modelId = 'm'; body = @{ chunk = @{ bytes = 'one' } } }").Select(Text));
        Assert.Empty(Run(server, "Invoke-BRApi @call @{ modelId = 'm'; body = @() }"));
        Assert.Empty(_host.Errors);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Piped_parameters_are_a_call_each()
    {
        await using TwoWayServer server = new(EchoAsync);
        List<PSObject> events = Run(server, """
            @{ modelId = 'a'; body = @{ chunk = @{ bytes = '1' } } }, @{ modelId = 'b'; body = @{ chunk = @{ bytes = '2' } } } | Invoke-BRApi @call
            """);
        Assert.Equal(["1", "2"], events.Select(Text));
        Assert.Equal(["/model/a", "/model/b"], server.Calls.Select(static call => call.Request.Target[..8]));
    }

    [Fact]
    public async Task Events_of_the_body_go_before_those_of_the_pipeline()
    {
        await using TwoWayServer server = new(EchoAsync);
        Assert.Equal(
            ["start", "1", "2"],
            Run(server, """
                '1', '2' | ForEach-Object { @{ chunk = @{ bytes = $_ } } } | Invoke-BRApi @call @{ modelId = 'm'; body = @{ chunk = @{ bytes = 'start' } } }
                """).Select(Text));
        Assert.Equal(["x", "y"], Run(server, "Invoke-BRApi @call $model -InputObject @{ chunk = @{ bytes = 'x' } }, @{ chunk = @{ bytes = 'y' } }").Select(Text));
        Assert.Single(server.Calls.Select(static call => call.Connection).Distinct());
    }

    [Theory]
    [InlineData("$queue.GetConsumingEnumerable()")]
    [InlineData("$queue")]
    [InlineData("$(,$queue)")]
    public async Task A_dialogue_adds_events_while_it_reads_the_answer(string body)
    {
        await using TwoWayServer server = new(EchoAsync);
        List<PSObject> texts = Run(server, $$"""
            $queue = [Collections.Concurrent.BlockingCollection[object]]::new()
            $queue.Add(@{ chunk = @{ bytes = '1' } })
            Invoke-BRApi @call @{ modelId = 'm'; body = {{body}} } | Text | ForEach-Object {
                $_
                if ($_ -eq '5') { $queue.CompleteAdding() } else { $queue.Add(@{ chunk = @{ bytes = [string](1 + $_) } }) }
            }
            """);
        Assert.Empty(_host.Errors);
        Assert.Equal(["1", "2", "3", "4", "5"], texts.Select(static text => text.ToString()));
    }

    [Fact]
    public async Task A_service_that_ends_a_dialogue_ends_the_wait_for_events()
    {
        await using TwoWayServer server = new(static async x =>
        {
            await x.StartAsync();
            await x.SendTextAsync("re " + await x.ReadTextAsync());
        });
        Assert.Equal(["re 1"], Run(server, """
            $queue = [Collections.Concurrent.BlockingCollection[object]]::new()
            $queue.Add(@{ chunk = @{ bytes = '1' } })
            Invoke-BRApi @call @{ modelId = 'm'; body = $queue.GetConsumingEnumerable() }
            """).Select(Text));
        Assert.Empty(_host.Errors);
    }

    [Fact]
    public async Task More_than_either_side_can_hold_passes_both_ways()
    {
        await using TwoWayServer server = new(EchoAsync);
        List<PSObject> lengths = Run(server, """
            1..100 | ForEach-Object { @{ chunk = @{ bytes = [byte[]]::new(100kb + $_) } } } | Invoke-BRApi @call $model | ForEach-Object { $_.Bytes.Length }
            """);
        Assert.Empty(_host.Errors);
        Assert.Equal(Enumerable.Range(102_401, 100), lengths.Select(static length => (int)length.BaseObject));
    }

    [Fact]
    public async Task A_bad_event_is_named_and_the_others_go_on()
    {
        await using TwoWayServer server = new(EchoAsync);
        List<PSObject> events = Run(server, """
            @{ chunk = @{ bytes = 'a' } }, @{ chunk = @{ byte = 'b' } }, @{ chunck = @{} }, $null, 'text', @{}, @{ chunk = @{ bytes = 'c' } } | Invoke-BRApi @call $model
            """);
        Assert.Equal(["a", "c"], events.Select(Text));
        Assert.Equal(5, _host.Errors.Count);
        Assert.All(_host.Errors, static error => Assert.StartsWith("ParameterInvalid,", error.FullyQualifiedErrorId));
        Assert.EndsWith("body[1].chunk.byte: unknown; did you mean 'bytes'?.", _host.Errors[0].Exception.Message);
        Assert.Contains("body[2].chunck: unknown; did you mean 'chunk'?", _host.Errors[1].Exception.Message);
        Assert.Contains("body[3]: expected a dictionary with one of chunk", _host.Errors[2].Exception.Message);
        Assert.Contains("body[4]: expected a dictionary with one of chunk", _host.Errors[3].Exception.Message);
        Assert.Contains("body[5]: expected exactly one of chunk, got none", _host.Errors[4].Exception.Message);
        Assert.Equal("text", _host.Errors[3].TargetObject.ToString());
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task A_body_is_checked_whole_before_anything_is_sent()
    {
        await using TwoWayServer server = new(EchoAsync);
        Run(server, "Invoke-BRApi @call @{ modelId = 'm'; body = @(@{ chunk = @{ bytes = 'a' } }, @{ chunk = @{ bytes = 1 } }) }");
        Assert.Contains("body[1].chunk.bytes: expected bytes", _host.Errors.Single().Exception.Message);
        Run(server, "Invoke-BRApi @call $model");
        Assert.Contains("body: required and missing", _host.Errors.Single().Exception.Message);
        Run(server, "Invoke-BRApi @call @{ body = @() }");
        Assert.Contains("modelId: required and missing", _host.Errors.Single().Exception.Message);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task SkipValidation_sends_events_of_a_newer_service()
    {
        byte[] payload = [];
        string type = "";
        await using TwoWayServer server = new(async x =>
        {
            SentMessage message = (await x.ReadAsync())!;
            (payload, type) = (message.Payload, message.Text(":event-type"));
            await x.StartAsync();
        });
        Run(server, "@{ brandNew = @{ a = 1 } } | Invoke-BRApi @call $model -SkipValidation");
        Assert.Equal(("""{"a":1}""", "brandNew"), (Encoding.UTF8.GetString(payload), type));
    }

    [Theory]
    [InlineData(403, "AccessDeniedException", "AccessDenied")]
    [InlineData(404, "ResourceNotFoundException", "ResourceNotFound")]
    public async Task A_refused_request_is_one_error_and_stops_who_pipes(int status, string name, string code)
    {
        await using TwoWayServer server = new(x => x.RefuseAsync(status, name, "no such thing"));
        string endless = "& { while ($true) { @{ chunk = @{ bytes = 'x' } } } } | Invoke-BRApi @call $model";
        ErrorRecord error = _host.Fails(Connection + endless, ("url", server.Url));
        Assert.StartsWith(code + ",", error.FullyQualifiedErrorId);
        Assert.Equal("no such thing", error.Exception.Message);
        Assert.Equal(status, Assert.IsType<BedrockException>(error.Exception).StatusCode);

        Run(server, "Invoke-BRApi @call @{ modelId = 'm'; body = @{ chunk = @{ bytes = 'x' } } }; 'goes on'");
        Assert.StartsWith(code + ",", _host.Errors.Single().FullyQualifiedErrorId);
    }

    [Fact]
    public async Task An_error_inside_the_stream_comes_after_what_arrived_before_it()
    {
        await using TwoWayServer server = new(static async x =>
        {
            await x.StartAsync();
            await x.SendTextAsync("some");
            await x.SendAsync(FrameBytes.Raw(
                [.. FrameBytes.Text(":message-type", "exception"), .. FrameBytes.Text(":exception-type", "modelTimeoutException")],
                """{"message":"too slow"}"""u8.ToArray()));
        });
        List<PSObject> events = Run(server, "Invoke-BRApi @call @{ modelId = 'm'; body = @{ chunk = @{ bytes = 'x' } } }");
        Assert.Equal(["some"], events.Select(Text));
        ErrorRecord error = _host.Errors.Single();
        Assert.StartsWith("ModelTimeout,", error.FullyQualifiedErrorId);
        Assert.Equal(("too slow", "id-2"), (error.Exception.Message, Assert.IsType<BedrockException>(error.Exception).RequestId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cut_stream_is_truncated(bool insideAFrame)
    {
        TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TwoWayServer server = new(async x =>
        {
            await x.StartAsync();
            await x.SendTextAsync("some");
            await read.Task;
            if (insideAFrame)
            {
                await x.SendAsync(FrameBytes.Event("chunk", "{}")[..20]);
            }
            else
            {
                x.Reset();
            }
        });
        List<PSObject> events = Run(
            server,
            """
            Invoke-BRApi @call @{ modelId = 'm'; body = @{ chunk = @{ bytes = 'x' } } } | ForEach-Object { [void]$read.TrySetResult(); $_ }
            """,
            ("read", read));
        Assert.Equal(["some"], events.Select(Text));
        Assert.StartsWith("StreamTruncated,", _host.Errors.Single().FullyQualifiedErrorId);
    }

    [Fact]
    public async Task A_service_that_has_said_all_ends_the_call_and_more_events_are_warned_of()
    {
        await using TwoWayServer server = new(async x =>
        {
            await x.StartAsync();
            await x.SendTextAsync("re " + await x.ReadTextAsync());
        });
        List<PSObject> events = Run(server, """
            1..2000 | ForEach-Object { @{ chunk = @{ bytes = [byte[]]::new(1kb) } } } | Invoke-BRApi @call $model
            """);
        Assert.Single(events);
        Assert.Empty(_host.Errors);
        Assert.Contains("has ended its answer", _host.Warnings.Single());
    }

    [Fact]
    public async Task A_consumer_that_wants_no_more_ends_the_call()
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TwoWayServer server = new(async x =>
        {
            x.Aborted.Register(ended.SetResult);
            await x.StartAsync();
            await x.SendTextAsync("1");
            await x.SendTextAsync("2");
            await ended.Task;
        });
        Assert.Equal("1", Run(server, """
            :all do { & { while ($true) { @{ chunk = @{ bytes = 'x' } } } } | Invoke-BRApi @call $model | ForEach-Object { $_; break all } } while ($false)
            """).Select(Text).Single());
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("@{ chunk = @{ bytes = 'x' } } | Invoke-BRApi @call $model")]
    [InlineData("Invoke-BRApi @call @{ modelId = 'm'; body = [Collections.Concurrent.BlockingCollection[object]]::new().GetConsumingEnumerable() }")]
    public async Task Stopping_ends_a_waiting_call(string script)
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TwoWayServer server = new(async x =>
        {
            x.Aborted.Register(ended.SetResult);
            await x.StartAsync();
            arrived.SetResult();
            await ended.Task;
        });
        await _host.StopAfterAsync(Connection + script, arrived.Task, ("url", server.Url));
        Assert.Empty(_host.Errors);
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WhatIf_sends_nothing()
    {
        await using TwoWayServer server = new(EchoAsync);
        Assert.Empty(Run(server, """
            @{ chunk = @{ bytes = 'x' } }, @{ chunk = @{ bytes = 'y' } } | Invoke-BRApi @call $model -WhatIf
            Invoke-BRApi @call @{ modelId = 'm'; body = @{ chunk = @{ bytes = 'x' } } } -WhatIf
            @() | Invoke-BRApi @call $model
            """));
        Assert.Empty(_host.Errors);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Operations_that_take_no_events_say_so()
    {
        await using LoopbackServer server = LoopbackServer.Always("{}");
        _host.Run(Connection + "1, 2 | Invoke-BRApi bedrock GetGuardrail @{ guardrailIdentifier = 'g' }", ("url", server.Url));
        Assert.Equal(2, _host.Errors.Count);
        Assert.Contains("takes no events", _host.Errors[0].Exception.Message);
        Assert.Empty(server.Requests);

        // What only names the region is a call of the same parameters there.
        _host.Run(
            Connection + "$PSDefaultParameterValues.Remove('*:Region'); [pscustomobject]@{ Region = 'eu-west-1' } | "
            + "Invoke-BRApi bedrock GetGuardrail @{ guardrailIdentifier = 'g' }",
            ("url", server.Url));
        Assert.Empty(_host.Errors);
        Assert.Contains("/eu-west-1/", server.Requests.Single()["Authorization"]);
    }

    [Fact]
    public void The_local_endpoint_is_named_as_one_without_HTTP2()
    {
        _host.Run("""
            $local = Start-BRLocalEndpoint
            try { Invoke-BRApi bedrock-runtime InvokeModelWithBidirectionalStream @{ modelId = 'amazon.nova-sonic-v1:0'; body = @() } }
            finally { Stop-BRLocalEndpoint $local }
            """);
        ErrorRecord error = _host.Errors.Single();
        Assert.StartsWith("NoHttp2,", error.FullyQualifiedErrorId);
        Assert.Contains("local endpoint", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public async Task The_local_endpoint_says_over_HTTP1_what_is_missing()
    {
        LocalEndpoint local = _host.One<LocalEndpoint>("Start-BRLocalEndpoint -NoDefault");
        using HttpClient client = new();
        using HttpResponseMessage answer = await client.PostAsync(
            local.Url + "/model/m/invoke-with-bidirectional-stream", new ByteArrayContent([1]), TestContext.Current.CancellationToken);
        Assert.Equal(501, (int)answer.StatusCode);
        Assert.Equal(["NotImplementedException"], answer.Headers.GetValues("x-amzn-ErrorType"));
        Assert.Contains("HTTP/2", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        _host.Run("Stop-BRLocalEndpoint $local", ("local", local));
    }

    private static async Task EchoAsync(TwoWayExchange exchange)
    {
        await exchange.StartAsync();
        while (await exchange.ReadTextAsync() is string text)
        {
            await exchange.SendTextAsync(text);
        }
    }

    private static string Text(PSObject next) => Encoding.UTF8.GetString((byte[])next.Properties["Bytes"].Value);

    private List<PSObject> Run(TwoWayServer server, string script, params (string Name, object? Value)[] variables) =>
        _host.Run(Connection + script, [("url", server.Url), .. variables]);
}
