using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Embeddings;

public sealed class GetBREmbeddingTests : IAsyncLifetime
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

    [Fact]
    public void Piped_texts_share_calls_of_96_and_keep_their_order()
    {
        List<Embedding> embeddings = Run($"1..200 | ForEach-Object {{ \"text $_\" }} | Get-BREmbedding -Model {Cohere} @at");
        Assert.Equal([96, 96, 8], _server.Batches);
        Assert.Equal(Enumerable.Range(1, 200).Select(static i => $"text {i}"), embeddings.Select(static e => e.InputObject));
        Assert.Equal(Enumerable.Range(1, 200).Select(static i => (float)i), embeddings.Select(static e => e.Vector[1]));
        Embedding first = embeddings[0];
        Assert.Equal((3, Cohere, "float", null), (first.Dimension, first.Model, first.EmbeddingType, first.TokenCount));
        Assert.Empty(_shell.Errors);
    }

    [Fact]
    public void A_refused_text_fails_alone()
    {
        List<Embedding> embeddings = Run(
            $"1..100 | ForEach-Object {{ if ($_ -in 17, 64) {{ \"poison $_\" }} else {{ \"text $_\" }} }} | Get-BREmbedding -Model {Cohere} @at");
        Assert.Equal(
            Enumerable.Range(1, 100).Where(static i => i is not (17 or 64)).Select(static i => (float)i),
            embeddings.Select(static e => e.Vector[1]));
        Assert.Equal(["poison 17", "poison 64"], _shell.Errors.Select(static e => e.TargetObject));
        Assert.All(_shell.Errors, static error => Assert.StartsWith("Validation,", error.FullyQualifiedErrorId));
    }

    [Fact]
    public void A_failure_that_is_not_about_the_texts_is_every_texts_and_asked_once()
    {
        _server.Fault = static texts => texts.Contains("text 1") ? (403, "AccessDeniedException") : null;
        List<Embedding> embeddings = Run($"1..97 | ForEach-Object {{ \"text $_\" }} | Get-BREmbedding -Model {Cohere} @at");
        Assert.Equal([96, 1], _server.Batches);
        Assert.Equal(96, _shell.Errors.Count);
        Assert.All(_shell.Errors, static error => Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category));
        Assert.Equal("text 97", Assert.Single(embeddings).InputObject);
    }

    [Fact]
    public void Empty_texts_are_errors_of_their_own_and_never_sent()
    {
        List<Embedding> embeddings = Run($"'a', '', $null, '  ', 'bb' | Get-BREmbedding -Model {Cohere} @at");
        Assert.Equal([2], _server.Batches);
        Assert.Equal([1f, 2f], embeddings.Select(static e => e.Vector[0]));
        Assert.Equal(3, _shell.Errors.Count);
        Assert.All(_shell.Errors, static error => Assert.StartsWith("EmptyInput,", error.FullyQualifiedErrorId));
    }

    [Fact]
    public void Texts_may_be_given_by_position_and_one_a_call_has_its_tokens()
    {
        List<Embedding> embeddings = Run($"Get-BREmbedding 'one', 'three' {Titan} @at");
        Assert.Equal([1, 1], _server.Batches);
        Assert.Equal([3, 5], embeddings.Select(static e => e.TokenCount!.Value));
        Assert.Equal(["one", "three"], embeddings.Select(static e => e.InputObject));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Id = 7; Text = 'abc' }")]
    [InlineData("[pscustomobject]@{ Id = 7; Body = 'abc' }")]
    [InlineData("[pscustomobject]@{ Id = 7; Content = 'abc' }")]
    public void Objects_give_their_text_by_property_and_come_back(string input)
    {
        Embedding embedding = Assert.Single(Run($"{input} | Get-BREmbedding -Model {Cohere} @at"));
        Assert.Equal(3f, embedding.Vector[0]);
        Assert.Equal(7, ((PSObject)embedding.InputObject!).Properties["Id"].Value);
    }

    [Fact]
    public void Hashtables_give_their_text_by_key()
    {
        Embedding embedding = Assert.Single(Run($"@{{ id = 7; text = 'abcd' }} | Get-BREmbedding -Model {Cohere} @at"));
        Assert.Equal(4f, embedding.Vector[0]);
        Assert.IsType<System.Collections.Hashtable>(embedding.InputObject);
    }

    [Fact]
    public void A_script_block_may_say_what_to_embed()
    {
        List<Embedding> embeddings = Run(
            $"[pscustomobject]@{{ A = 'x'; B = 'yy' }}, [pscustomobject]@{{ A = 'xxxx'; B = 'y' }} | Get-BREmbedding -Text {{ $_.A + $_.B }} -Model {Cohere} @at");
        Assert.Equal([3f, 5f], embeddings.Select(static e => e.Vector[0]));
        Assert.Equal("yy", ((PSObject)embeddings[0].InputObject!).Properties["B"].Value);
    }

    [Fact]
    public void An_object_without_text_is_an_error_of_its_own()
    {
        List<Embedding> embeddings = Run($"'a', 5, 'bb' | Get-BREmbedding -Model {Cohere} @at");
        Assert.Equal([1f, 2f], embeddings.Select(static e => e.Vector[0]));
        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.StartsWith("InputUnsupported,", error.FullyQualifiedErrorId);
        Assert.Equal(5, error.TargetObject);
    }

    [Fact]
    public void Files_are_embedded_by_what_is_in_them()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), "hello");
            File.WriteAllBytes(Path.Combine(folder.FullName, "b.png"), [0x89, 0x50, 0x4E, 0x47, 1, 2]);
            File.WriteAllBytes(Path.Combine(folder.FullName, "c.bin"), [0, 1, 2, 3]);
            List<Embedding> embeddings = Run(
                "$files | Get-BREmbedding -Model amazon.titan-embed-image-v1 @at",
                ("files", folder.GetFiles().OrderBy(static file => file.Name).ToArray()));
            Assert.Equal(["a.txt", "b.png"], embeddings.Select(static e => ((FileInfo)e.InputObject!).Name));
            Assert.Equal(["inputText", "inputImage"], _server.Requests.Select(FirstMember));
            Assert.StartsWith("FileUnsupported,", Assert.Single(_shell.Errors).FullyQualifiedErrorId);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_image_is_a_path_or_bytes_alone_or_with_a_text()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            byte[] png = [0x89, 0x50, 0x4E, 0x47, 1, 2];
            File.WriteAllBytes(Path.Combine(folder.FullName, "b.png"), png);
            Run("$ExecutionContext.SessionState.Path.SetLocation($dir) | Out-Null; Get-BREmbedding -Image b.png -Model amazon.titan-embed-image-v1 @at", ("dir", folder.FullName));
            Run("Get-BREmbedding 'a cat' -Image $png -Model amazon.titan-embed-image-v1 @at", ("png", png));
            Assert.Empty(_shell.Errors);
            Assert.Equal(["""{"inputImage":"iVBORwEC"}""", """{"inputText":"a cat","inputImage":"iVBORwEC"}"""], _server.Requests.Select(Body));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Normalize_is_done_here_where_the_model_cannot()
    {
        Embedding embedding = Assert.Single(Run($"'aa 2' | Get-BREmbedding -Model {Cohere} -Normalize @at"));
        Assert.Equal(1, embedding.Vector.Sum(static n => (double)n * n), 6);
        Run($"'aa' | Get-BREmbedding -Model {Titan} -Normalize:$false @at");
        Assert.Contains("\"normalize\":false", Body(_server.Requests.Last()));
    }

    [Theory]
    [InlineData("-Model " + Titan + " -Dimension 7", "ParameterInvalid")]
    [InlineData("-Model " + Titan + " -InputType search_query", "ParameterInvalid")]
    [InlineData("-Model anthropic.claude-3-haiku-20240307-v1:0", "EmbeddingModelUnknown")]
    [InlineData("", "NoModel")]
    public void What_no_input_could_mend_ends_the_pipeline(string parameters, string id)
    {
        Assert.Empty(Run($"'a', 'b' | Get-BREmbedding {parameters} @at"));
        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId);
        Assert.NotNull(error.ErrorDetails.RecommendedAction);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        Assert.Empty(Run($"'a', 'b' | Get-BREmbedding -Model {Cohere} -WhatIf @at"));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void An_answer_of_another_shape_is_an_error_of_its_input()
    {
        List<Embedding> embeddings = Run($"'odd', 'a' | Get-BREmbedding -Model {Titan} @at");
        Assert.Single(embeddings);
        Assert.StartsWith("ResponseUnreadable,", Assert.Single(_shell.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_call_that_hangs()
    {
        TaskCompletionSource arrived = new();
        await using LoopbackServer silent = new(exchange =>
        {
            arrived.TrySetResult();
            return exchange.HangAsync();
        });
        await _shell.StopAfterAsync(
            $"Get-BREmbedding 'a' {Titan} -EndpointUrl {silent.Url} -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey secret", arrived.Task);
        Assert.Empty(_shell.Errors);
    }

    private List<Embedding> Run(string script, params (string Name, object? Value)[] variables) =>
        [.. _shell.Run(_server.Connection + script, variables).Select(static item => (Embedding)item.BaseObject)];

    private static string Body(ReceivedRequest request) => Encoding.UTF8.GetString(request.Body);

    private static string FirstMember(ReceivedRequest request)
    {
        using JsonDocument body = JsonDocument.Parse(request.Body);
        return body.RootElement.EnumerateObject().First().Name;
    }
}
