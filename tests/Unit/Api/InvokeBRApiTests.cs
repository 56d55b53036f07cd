using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Api;

public sealed class InvokeBRApiTests : IDisposable
{
    private const string Connection =
        "$PSDefaultParameterValues = @{ '*:Region' = 'us-west-2'; '*:AccessKey' = 'AKIDEXAMPLE'; '*:SecretKey' = 'secret'; '*:EndpointUrl' = $url; '*:MaxAttempt' = 1 };";

    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Parameters_come_as_hashtable_object_or_pipeline()
    {
        await using LoopbackServer server = LoopbackServer.Always("""{"guardrailId":"g1","version":"1"}""");
        PSObject answer = Run(server, "Invoke-BRApi bedrock CreateGuardrailVersion @{ guardrailIdentifier = 'g1'; Description = 'd' }").Single();
        Assert.Equal("BedrockPS.CreateGuardrailVersionResponse", answer.TypeNames[0]);
        Assert.Equal(("g1", "1"), (answer.Properties["GuardrailId"].Value, answer.Properties["Version"].Value));
        ReceivedRequest request = server.Requests.Single();
        Assert.Equal(("POST", "/guardrails/g1"), (request.Method, request.Target));
        Assert.StartsWith("""{"description":"d","clientRequestToken":""", Encoding.UTF8.GetString(request.Body));

        List<PSObject> many = Run(server, """
            'a', 'b' | ForEach-Object { [pscustomobject]@{ GuardrailIdentifier = $_ } } | Invoke-BRApi -Service bedrock -Operation CreateGuardrailVersion
            """);
        Assert.Equal(2, many.Count);
        Assert.Equal(["/guardrails/g1", "/guardrails/a", "/guardrails/b"], server.Requests.Select(static r => r.Target));
    }

    [Fact]
    public async Task Results_of_all_pages_come_one_by_one()
    {
        await using LoopbackServer server = Pages();
        List<PSObject> items = Run(server, "Invoke-BRApi bedrock ListGuardrails @{ maxResults = 2 }");
        Assert.Equal(["a", "b", "c", "d", "e"], items.Select(static item => item.Properties["Id"].Value));
        Assert.Equal("BedrockPS.GuardrailSummary", items[0].TypeNames[0]);
        Assert.Equal(
            ["maxResults=2", "maxResults=2&nextToken=t1", "maxResults=2&nextToken=t2"],
            server.Requests.Select(static request => string.Join('&', request.Target.Split('?')[1].Split('&').Order(StringComparer.Ordinal))));
    }

    [Theory]
    [InlineData("-First 3", "a b c", 2)]
    [InlineData("-First 1 -Skip 1", "b", 1)]
    [InlineData("-Skip 4", "e", 3)]
    [InlineData("-First 0", "", 0)]
    public async Task First_and_skip_fetch_no_more_than_they_need(string paging, string ids, int requests)
    {
        await using LoopbackServer server = Pages();
        List<PSObject> items = Run(server, $"Invoke-BRApi bedrock ListGuardrails {paging}");
        Assert.Equal(ids, string.Join(' ', items.Select(static item => item.Properties["Id"].Value)));
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task A_consumer_that_wants_no_more_ends_the_paging()
    {
        await using LoopbackServer server = Pages();
        Assert.Equal("a", Run(server, "do { Invoke-BRApi bedrock ListGuardrails | ForEach-Object { $_; break } } while ($false)").Single().Properties["Id"].Value);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task NoPaging_gives_one_whole_answer()
    {
        await using LoopbackServer server = Pages();
        PSObject answer = Run(server, "Invoke-BRApi bedrock ListGuardrails -NoPaging").Single();
        Assert.Equal("t1", answer.Properties["NextToken"].Value);
        Assert.Equal(2, ((object[])answer.Properties["Guardrails"].Value).Length);
    }

    [Fact]
    public async Task A_token_that_comes_again_ends_the_paging_with_an_error()
    {
        await using LoopbackServer server = LoopbackServer.Always("""{"guardrails":[{"id":"a"}],"nextToken":"same"}""");
        List<PSObject> items = Run(server, "Invoke-BRApi bedrock ListGuardrails");
        Assert.Equal(2, items.Count);
        Assert.StartsWith("PagingLoop,", _host.Errors.Single().FullyQualifiedErrorId);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Events_come_as_they_arrive()
    {
        TaskCompletionSource firstWasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoopbackServer server = new(async exchange =>
        {
            await exchange.StartAsync(200, "Content-Type: application/vnd.amazon.eventstream", "Transfer-Encoding: chunked", "x-amzn-RequestId: id-9");
            await exchange.SendChunkAsync(Event("messageStart", """{"role":"assistant"}"""));
            await firstWasRead.Task;
            await exchange.SendChunkAsync(Event("contentBlockDelta", """{"delta":{"text":"Hi"},"contentBlockIndex":0}"""));
            await exchange.SendChunkAsync(Exception("throttlingException", """{"message":"too fast"}"""));
            await exchange.EndChunksAsync();
        });
        List<PSObject> events = Run(
            server,
            """
            Invoke-BRApi bedrock-runtime ConverseStream @{ modelId = 'm'; messages = @{ role = 'user'; content = @{ text = 'Hello' } } } |
                ForEach-Object { [void]$read.TrySetResult(); $_ }
            """,
            ("read", firstWasRead));
        Assert.Equal(["messageStart", "contentBlockDelta"], events.Select(static next => next.Properties["Event"].Value));
        Assert.Equal("Hi", ((PSObject)events[1].Properties["Delta"].Value).Properties["Text"].Value);
        ErrorRecord error = _host.Errors.Single();
        Assert.StartsWith("Throttling,", error.FullyQualifiedErrorId);
        Assert.Equal("id-9", Assert.IsType<BedrockException>(error.Exception).RequestId);
    }

    [Fact]
    public async Task What_travels_ahead_of_the_events_comes_first()
    {
        await using LoopbackServer server = new(static async exchange =>
        {
            await exchange.StartAsync(200, "Transfer-Encoding: chunked", "x-amzn-bedrock-knowledge-base-session-id: s-1");
            await exchange.SendChunkAsync(Event("output", """{"text":"Hi"}"""));
            await exchange.EndChunksAsync();
        });
        List<PSObject> events = Run(server, "Invoke-BRApi bedrock-agent-runtime RetrieveAndGenerateStream @{ input = @{ text = 'x' } }");
        Assert.Equal("initialResponse s-1", $"{events[0].Properties["Event"].Value} {events[0].Properties["SessionId"].Value}");
        Assert.Equal("output Hi", $"{events[1].Properties["Event"].Value} {events[1].Properties["Text"].Value}");
    }

    [Fact]
    public async Task Paging_parameters_without_pages_are_warned_of()
    {
        await using LoopbackServer server = LoopbackServer.Always("""{"modelSummaries":[]}""");
        Run(server, "Invoke-BRApi bedrock ListFoundationModels -First 3");
        Assert.Contains("-First", _host.Warnings.Single());
    }

    [Fact]
    public async Task One_bad_input_does_not_end_the_pipeline()
    {
        await using LoopbackServer server = new(exchange => exchange.Request.Target.EndsWith("missing", StringComparison.Ordinal)
            ? exchange.FailAsync(404, "ResourceNotFoundException")
            : exchange.RespondAsync(200, """{"name":"g"}"""));
        List<PSObject> answers = Run(server, """
            @{ guardrailIdentifier = 'a' }, @{ guardrailIdentifier = 'missing' }, @{ guardrialIdentifier = 'typo' }, @{ guardrailIdentifier = 'b' } |
                Invoke-BRApi bedrock GetGuardrail
            """);
        Assert.Equal(2, answers.Count);
        Assert.Equal(
            ["ResourceNotFound", "ParameterInvalid"], _host.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("did you mean 'guardrailIdentifier'?", _host.Errors[1].Exception.Message);
        Assert.Equal("missing", ((System.Collections.Hashtable)((PSObject)_host.Errors[0].TargetObject).BaseObject)["guardrailIdentifier"]);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task SkipValidation_leaves_it_to_the_service()
    {
        await using LoopbackServer server = LoopbackServer.Always("{}");
        Run(server, "Invoke-BRApi bedrock-runtime Converse @{ modelId = 'm'; brandNew = @{ a = 1 } } -SkipValidation");
        Assert.Equal("""{"brandNew":{"a":1}}""", Encoding.UTF8.GetString(server.Requests.Single().Body));
    }

    [Fact]
    public async Task WhatIf_sends_nothing_that_changes_anything()
    {
        await using LoopbackServer server = LoopbackServer.Always("""{"name":"g"}""");
        Run(server, "Invoke-BRApi bedrock DeleteGuardrail @{ guardrailIdentifier = 'g' } -WhatIf");
        Assert.Empty(server.Requests);
        Run(server, "Invoke-BRApi bedrock GetGuardrail @{ guardrailIdentifier = 'g' } -WhatIf");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Bodies_of_models_come_as_bytes()
    {
        await using LoopbackServer server = LoopbackServer.Always("""{"completion":"x"}""");
        PSObject answer = Run(server, "Invoke-BRApi bedrock-runtime InvokeModel @{ modelId = 'a:b/c'; body = @{ prompt = 'x' } }").Single();
        Assert.Equal("""{"completion":"x"}""", Encoding.UTF8.GetString((byte[])answer.Properties["Body"].Value));
        Assert.Equal("/model/a%3Ab%2Fc/invoke", server.Requests.Single().Target);
        Assert.Equal("""{"prompt":"x"}""", Encoding.UTF8.GetString(server.Requests.Single().Body));
    }

    [Fact]
    public void Wrong_names_end_the_pipeline_and_name_the_right_one()
    {
        Assert.StartsWith("UnknownService,", Failure("Invoke-BRApi bedrok ListGuardrails").FullyQualifiedErrorId);
        ErrorRecord operation = Failure("1, 2 | Invoke-BRApi bedrock ListGuardrials");
        Assert.StartsWith("UnknownOperation,", operation.FullyQualifiedErrorId);
        Assert.Contains("'ListGuardrails'", operation.Exception.Message);
    }

    [Fact]
    public async Task A_gateways_page_is_told_from_the_service()
    {
        await using LoopbackServer server = new(static exchange => exchange.RespondAsync(502, "<html><body>Bad gateway</body></html>", "Content-Type: text/html"));
        Run(server, "Invoke-BRApi bedrock ListGuardrails");
        ErrorRecord error = _host.Errors.Single();
        Assert.StartsWith("HttpError502,", error.FullyQualifiedErrorId);
        Assert.Contains("Bad gateway", error.Exception.Message);
    }

    [Fact]
    public async Task Stopping_ends_a_waiting_call()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoopbackServer server = new(async exchange =>
        {
            arrived.TrySetResult();
            await exchange.HangAsync();
        });
        _host.Run($"$url = '{server.Url}'");
        await _host.StopAfterAsync(Connection + "Invoke-BRApi bedrock ListGuardrails", arrived.Task);
        Assert.Empty(_host.Errors);
    }

    [Theory]
    [InlineData("Invoke-BRApi bedrock-a", "bedrock-agent bedrock-agent-runtime")]
    [InlineData("Invoke-BRApi bedrock-runtime Conv", "Converse ConverseStream")]
    [InlineData("Invoke-BRApi -Service bedrock -Operation *Guardrail*Version", "CreateGuardrailVersion")]
    [InlineData("Get-BRApi bedrock-ag* Retrieve[", "")]
    [InlineData("Get-BRApi *runtime Conv", "Converse ConverseStream")]
    [InlineData("Get-BRApi bedrock-agent-runtime Retrieve", "Retrieve RetrieveAndGenerate RetrieveAndGenerateStream")]
    public void Services_and_operations_complete(string line, string expected)
    {
        List<PSObject> matches = _host.Run("(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText", ("line", line));
        Assert.Equal(expected, string.Join(' ', matches));
    }

    private static LoopbackServer Pages() => LoopbackServer.Sequence(
        static exchange => exchange.RespondAsync(200, """{"guardrails":[{"id":"a"},{"id":"b"}],"nextToken":"t1"}"""),
        static exchange => exchange.RespondAsync(200, """{"guardrails":[{"id":"c"},{"id":"d"}],"nextToken":"t2"}"""),
        static exchange => exchange.RespondAsync(200, """{"guardrails":[{"id":"e"}]}"""));

    private static byte[] Event(string type, string json) => Frame("event", ":event-type", type, json);

    private static byte[] Exception(string type, string json) => Frame("exception", ":exception-type", type, json);

    private static byte[] Frame(string messageType, string header, string type, string json) =>
        EventStreamWriter.Encode([new(":message-type", messageType), new(header, type)], Encoding.UTF8.GetBytes(json));

    private ErrorRecord Failure(string script) => _host.One<ErrorRecord>($"try {{ {script} }} catch {{ $_ }}");

    private List<PSObject> Run(LoopbackServer server, string script, params (string Name, object? Value)[] variables) =>
        _host.Run(Connection + script, [("url", server.Url), .. variables]);
}
