using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Unit.Embeddings;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Parallelism;

public sealed class GetBREmbeddingParallelTests : IAsyncLifetime
{
    private const string Cohere = "cohere.embed-english-v3";
    private const string Titan = "amazon.titan-embed-text-v2:0";

    private readonly EmbeddingServer _server = new();
    private readonly PowerShellHost _shell = new();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(Titan, 300)]
    [InlineData(Cohere, 4)]
    public void Embeddings_keep_the_order_of_their_texts(string model, int calls)
    {
        List<PSObject> output = Run($"1..300 | ForEach-Object {{ \"text $_\" }} | Get-BREmbedding -Model {model} -ThrottleLimit 8 @at");
        Assert.Empty(_shell.Errors);
        Assert.Equal(Enumerable.Range(1, 300).Select(static i => (float)i), output.Select(static item => ((Embedding)item.BaseObject).Vector[1]));
        Assert.Equal(calls, _server.Batches.Count);
    }

    [Fact]
    public void Unordered_none_is_missing()
    {
        List<PSObject> output = Run($"1..100 | ForEach-Object {{ \"text $_\" }} | Get-BREmbedding -Model {Titan} -ThrottleLimit 8 -Unordered @at");
        Assert.Equal(Enumerable.Range(1, 100).Select(static i => (float)i), output.Select(static item => ((Embedding)item.BaseObject).Vector[1]).Order());
    }

    [Theory]
    [InlineData(Titan, 1)]
    [InlineData(Titan, 4)]
    [InlineData(Cohere, 1)]
    [InlineData(Cohere, 4)]
    public void Wrong_inputs_are_told_in_their_place(string model, int limit)
    {
        List<PSObject> output = Run(
            $"'text 1', '', 'poison 3', 'text 4', 5, $null, 'text 7' | Get-BREmbedding -Model {model} -ThrottleLimit {limit} @at 2>&1");
        Assert.Equal(
            ["text 1", "EmptyInput ", "Validation poison 3", "text 4", "InputUnsupported 5", "EmptyInput ", "text 7"],
            output.Select(static item => item.BaseObject is ErrorRecord error
                ? $"{error.FullyQualifiedErrorId.Split(',')[0]} {error.TargetObject}"
                : (string)((Embedding)item.BaseObject).InputObject!));
    }

    [Fact]
    public void Throttled_calls_are_made_again_without_an_error()
    {
        int refusals = 0;
        _server.Fault = _ => System.Threading.Interlocked.Increment(ref refusals) <= 4 ? (429, "ThrottlingException") : null;
        List<PSObject> output = Run($"1..40 | ForEach-Object {{ \"text $_\" }} | Get-BREmbedding -Model {Titan} -ThrottleLimit 4 @at");
        Assert.Empty(_shell.Errors);
        Assert.Equal(Enumerable.Range(1, 40).Select(static i => (float)i), output.Select(static item => ((Embedding)item.BaseObject).Vector[1]));
        Assert.Equal(44, _server.Batches.Count);
    }

    [Fact]
    public void What_no_input_survives_ends_the_pipeline_once()
    {
        _server.Fault = static _ => (403, "ExpiredTokenException");
        ErrorRecord error = _shell.Fails(
            _server.Connection + $"1..500 | ForEach-Object {{ \"text $_\" }} | Get-BREmbedding -Model {Titan} -ThrottleLimit 4 @at");
        Assert.StartsWith("ExpiredCredentials,", error.FullyQualifiedErrorId);
        Assert.Equal("text 1", error.TargetObject);
        Assert.InRange(_server.Batches.Count, 1, 60);
    }

    [Fact]
    public void Rates_count_the_tokens_of_the_texts()
    {
        Run($"('a' * 3000), 'short' | Get-BREmbedding -Model {Titan} -TokensPerMinute 100 @at");
        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.StartsWith("RequestAboveRate,", error.FullyQualifiedErrorId);
        Assert.Equal([1], _server.Batches);
    }

    [Fact]
    public void WhatIf_sends_nothing_and_still_tells_what_is_wrong()
    {
        Assert.Empty(Run($"'a', '', 'b' | Get-BREmbedding -Model {Titan} -ThrottleLimit 4 -WhatIf @at"));
        Assert.Empty(_server.Batches);
        Assert.StartsWith("EmptyInput,", Assert.Single(_shell.Errors).FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("-ThrottleLimit 0")]
    [InlineData("-ThrottleLimit 257")]
    [InlineData("-TokensPerMinute 0")]
    [InlineData("-RequestsPerMinute 0")]
    public void Wrong_numbers_do_not_bind(string parameters)
    {
        ErrorRecord error = _shell.Fails(_server.Connection + $"Get-BREmbedding a -Model {Titan} {parameters} @at");
        Assert.StartsWith("ParameterArgumentValidationError,", error.FullyQualifiedErrorId);
    }

    private List<PSObject> Run(string script) => _shell.Run(_server.Connection + script);
}
