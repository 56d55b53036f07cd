using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Similarity;

/// <summary>A service that refuses documents or answers oddly.</summary>
public sealed class RerankFailureTests : IAsyncLifetime
{
    private readonly PowerShellHost _shell = new();
    private readonly List<int> _calls = [];
    private Func<string[], (int Status, string Body)> _answer = static texts =>
        (200, JsonSerializer.Serialize(new { results = texts.Select(static (text, index) => new { index, relevanceScore = text.Length / 100.0 }) }));

    private LoopbackServer? _server;

    public ValueTask InitializeAsync()
    {
        _server = new LoopbackServer(exchange =>
        {
            using JsonDocument body = JsonDocument.Parse(exchange.Request.Body);
            string[] texts = [.. body.RootElement.GetProperty("sources").EnumerateArray().Select(static source =>
                source.GetProperty("inlineDocumentSource").GetProperty("textDocument").GetProperty("text").GetString()!)];
            lock (_calls)
            {
                _calls.Add(texts.Length);
            }

            (int status, string answer) = _answer(texts);
            return status == 200 ? exchange.RespondAsync(200, answer) : exchange.FailAsync(status, answer);
        });
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _server!.DisposeAsync();
    }

    [Fact]
    public void Documents_that_are_refused_fail_alone()
    {
        _answer = Refusing(static text => text.Contains("poison", StringComparison.Ordinal));
        List<PSObject> ranked = Run("1..64 | ForEach-Object { if ($_ -in 9, 50) { \"poison $_\" } else { \"text $_\" } } |");
        Assert.Equal(62, ranked.Count);
        Assert.Equal(["poison 9", "poison 50"], _shell.Errors.Select(static error => error.TargetObject));

        // The whole, the probe, and two ways down six levels.
        Assert.InRange(_calls.Count, 20, 26);
    }

    [Fact]
    public void What_is_refused_for_no_document_is_asked_twice_and_ends_the_pipeline()
    {
        _answer = Refusing(static _ => true);
        ErrorRecord error = _shell.Fails(Script("1..2000 | ForEach-Object { \"text $_\" } |"));
        Assert.StartsWith("Validation,", error.FullyQualifiedErrorId);
        Assert.Equal(1, _calls.Count(static count => count == 1));
    }

    [Fact]
    public void A_call_that_fails_is_one_error_with_its_objects_and_the_others_are_ranked()
    {
        _answer = With(static texts => texts.Contains("text 1") ? (403, "AccessDeniedException") : null);
        List<PSObject> ranked = Run("1..1002 | ForEach-Object { \"text $_\" } |");
        Assert.Equal(["text 1001", "text 1002"], ranked.Select(static item => item.BaseObject));
        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Equal(1000, Assert.IsType<object[]>(error.TargetObject).Length);
    }

    [Theory]
    [InlineData("""{"results":[{"index":5,"relevanceScore":0.5}]}""", "ResponseUnreadable")]
    [InlineData("""{"results":[{"relevanceScore":0.5}]}""", "ResponseUnreadable")]
    [InlineData("""{"results":[{"index":0}]}""", "ResponseUnreadable")]
    [InlineData("""{"results":[],"nextToken":"again"}""", "PagingLoop")]
    public void An_answer_that_makes_no_sense_is_an_error(string answer, string code)
    {
        _answer = With(_ => (200, answer));
        Assert.Empty(Run("'a', 'b' |"));
        Assert.StartsWith(code + ",", Assert.Single(_shell.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_call_that_is_not_answered()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoopbackServer silent = new(exchange =>
        {
            asked.TrySetResult();
            return Task.Delay(-1, exchange.Stop);
        });
        await _shell.StopAfterAsync(
            $"'a', 'b' | Invoke-BRRerank q -Model cohere.rerank-v3-5:0 -EndpointUrl {silent.Url} -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey secret",
            asked.Task);
        Assert.Empty(_shell.Errors);
    }

    private Func<string[], (int Status, string Body)> Refusing(Func<string, bool> isRefused) =>
        With(texts => texts.Any(isRefused) ? (400, "ValidationException") : null);

    private Func<string[], (int Status, string Body)> With(Func<string[], (int Status, string Body)?> odd)
    {
        Func<string[], (int, string)> usual = _answer;
        return texts => odd(texts) ?? usual(texts);
    }

    private List<PSObject> Run(string input) => _shell.Run(Script(input));

    private string Script(string input) =>
        $"{input} Invoke-BRRerank q -Model cohere.rerank-v3-5:0 -EndpointUrl {_server!.Url} -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey secret -MaxAttempt 1";
}
