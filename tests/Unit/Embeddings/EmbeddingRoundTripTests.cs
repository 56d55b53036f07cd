using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local;
using BedrockPS.LocalEndpoints;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Embeddings;

/// <summary>Every embedding family against the local endpoint.</summary>
public sealed class EmbeddingRoundTripTests : IDisposable
{
    private static readonly byte[] s_png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    private readonly LocalEndpointServer _server = LocalEndpointServer.Start(new LocalEndpointOptions());
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("amazon.titan-embed-text-v1", 1536)]
    [InlineData("amazon.titan-embed-text-v2:0", 1024)]
    [InlineData("amazon.titan-embed-image-v1", 1024)]
    [InlineData("amazon.nova-2-multimodal-embeddings-v1:0", 3072)]
    [InlineData("cohere.embed-english-v3", 1024)]
    [InlineData("cohere.embed-v4:0", 1536)]
    [InlineData("us.twelvelabs.marengo-embed-2-7-v1:0", 1024)]
    [InlineData("us.twelvelabs.marengo-embed-3-0-v1:0", 512)]
    public void Similar_texts_lie_near(string model, int dimension)
    {
        List<Embedding> embeddings = Run(
            $"'the cat sat on the mat', 'a cat sat on a mat', 'quarterly revenue grew sharply' | Get-BREmbedding -Model {model}");
        Assert.All(embeddings, embedding => Assert.Equal(dimension, embedding.Dimension));
        Assert.True(Cosine(embeddings[0], embeddings[1]) > Cosine(embeddings[0], embeddings[2]));
    }

    [Theory]
    [InlineData("amazon.titan-embed-text-v2:0", 256)]
    [InlineData("amazon.titan-embed-image-v1", 384)]
    [InlineData("amazon.nova-2-multimodal-embeddings-v1:0", 256)]
    [InlineData("cohere.embed-v4:0", 512)]
    public void Dimensions_may_be_chosen(string model, int dimension) =>
        Assert.Equal(dimension, Assert.Single(Run($"Get-BREmbedding 'hi' {model} -Dimension {dimension}")).Dimension);

    [Theory]
    [InlineData("amazon.titan-embed-image-v1")]
    [InlineData("amazon.nova-2-multimodal-embeddings-v1:0")]
    [InlineData("cohere.embed-english-v3")]
    [InlineData("cohere.embed-v4:0")]
    [InlineData("us.twelvelabs.marengo-embed-2-7-v1:0")]
    [InlineData("us.twelvelabs.marengo-embed-3-0-v1:0")]
    public void Images_are_embedded(string model) =>
        Assert.NotEmpty(Assert.Single(Run($"Get-BREmbedding -Image $png -Model {model}", ("png", s_png))).Vector);

    [Theory]
    [InlineData("amazon.titan-embed-text-v2:0", "binary", 1024)]
    [InlineData("cohere.embed-english-v3", "int8", 1024)]
    [InlineData("cohere.embed-english-v3", "ubinary", 128)]
    public void Types_may_be_chosen(string model, string type, int length)
    {
        Embedding embedding = Assert.Single(Run($"Get-BREmbedding 'hi' {model} -EmbeddingType {type}"));
        Assert.Equal((type, length), (embedding.EmbeddingType, embedding.Dimension));
        Assert.All(embedding.Vector, static number => Assert.Equal(MathF.Round(number), number));
    }

    [Fact]
    public void Many_texts_come_back_in_order()
    {
        List<Embedding> embeddings = Run("1..250 | ForEach-Object { \"text number $_\" } | Get-BREmbedding -Model cohere.embed-english-v3");
        Assert.Equal(Enumerable.Range(1, 250).Select(static i => $"text number {i}"), embeddings.Select(static e => e.InputObject));
        Embedding alone = Assert.Single(Run("Get-BREmbedding 'text number 200' cohere.embed-english-v3"));
        Assert.Equal(alone.Vector, embeddings[199].Vector);
    }

    private static double Cosine(Embedding a, Embedding b)
    {
        double dot = a.Vector.Zip(b.Vector, static (x, y) => (double)x * y).Sum();
        return dot / Math.Sqrt(a.Vector.Sum(static x => (double)x * x) * b.Vector.Sum(static x => (double)x * x));
    }

    private List<Embedding> Run(string script, params (string Name, object? Value)[] variables)
    {
        string connection = $"-EndpointUrl {_server.Url} -Region us-east-1 -AccessKey {_server.AccessKey} -SecretKey {_server.SecretKey}";
        List<Embedding> embeddings =
            [.. _shell.Run($"{script} {connection}", variables).Select(static item => (Embedding)item.BaseObject)];
        Assert.Equal("", string.Join("\n", _shell.Errors));
        return embeddings;
    }
}
