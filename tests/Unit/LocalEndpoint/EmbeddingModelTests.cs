using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

public sealed class EmbeddingModelTests : IDisposable
{
    private readonly SigningClient _client = new();

    [Theory]
    [InlineData("amazon.titan-embed-text-v1", """{"inputText":"hello"}""", "embedding", 1536, false)]
    [InlineData("amazon.titan-embed-text-v2:0", """{"inputText":"hello"}""", "embedding", 1024, true)]
    [InlineData("amazon.titan-embed-text-v2:0", """{"inputText":"hello","dimensions":256,"normalize":true}""", "embedding", 256, true)]
    [InlineData("amazon.titan-embed-text-v2:0", """{"inputText":"hello","normalize":false}""", "embedding", 1024, false)]
    [InlineData("amazon.titan-embed-image-v1", """{"inputText":"hello","inputImage":"aGVsbG8gd29ybGQ=","embeddingConfig":{"outputEmbeddingLength":384}}""", "embedding", 384, true)]
    [InlineData("amazon.nova-2-multimodal-embeddings-v1:0", """{"taskType":"SINGLE_EMBEDDING","singleEmbeddingParams":{"embeddingPurpose":"GENERIC_INDEX","text":{"truncationMode":"END","value":"hello"}}}""", "embeddings/0/embedding", 3072, true)]
    [InlineData("cohere.embed-english-v3", """{"input_type":"search_query","texts":["hello"]}""", "embeddings/0", 1024, true)]
    [InlineData("cohere.embed-v4:0", """{"input_type":"search_query","texts":["hello"],"output_dimension":512,"embedding_types":["float","int8"]}""", "embeddings/float/0", 512, true)]
    [InlineData("cohere.embed-v4:0", """{"input_type":"search_document","inputs":[{"content":[{"type":"text","text":"hello"},{"type":"image_url","image_url":{"url":"data:image/png;base64,aGVsbG8gd29ybGQ="}}]}]}""", "embeddings/0", 1536, true)]
    [InlineData("twelvelabs.marengo-embed-2-7-v1:0", """{"inputType":"text","inputText":"hello"}""", "data/0/embedding", 1024, true)]
    [InlineData("twelvelabs.marengo-embed-3-0-v1:0", """{"inputType":"text","text":{"inputText":"hello"}}""", "data/0/embedding", 512, true)]
    public async Task Every_family_answers_with_its_dimension(string model, string body, string path, int dimension, bool unit)
    {
        float[] vector = await EmbedAsync(model, body, path);
        Assert.Equal(dimension, vector.Length);
        double length = Math.Sqrt(vector.Sum(static value => value * value));
        Assert.Equal(unit, Math.Abs(length - 1) < 0.001);
    }

    [Fact]
    public async Task Similar_texts_are_near_and_others_are_not()
    {
        float[] cats = await TitanAsync("Cats are small animals that sleep all day");
        float[] kittens = await TitanAsync("A cat is a small animal and sleeps most of the day");
        float[] database = await TitanAsync("Provisioned throughput for relational databases");
        Assert.True(Cosine(cats, kittens) > 0.4, Cosine(cats, kittens).ToString());
        Assert.True(Cosine(cats, database) < 0.2, Cosine(cats, database).ToString());
        Assert.Equal(1, Cosine(cats, await TitanAsync("Cats are small animals that sleep all day")), 4);
    }

    [Theory]
    [InlineData("amazon.titan-embed-text-v2:0", """{"inputText":"x","dimensions":300}""", "dimensions")]
    [InlineData("amazon.titan-embed-text-v2:0", """{"inputText":""}""", "inputText")]
    [InlineData("amazon.titan-embed-text-v2:0", """{"inputText":"x","embeddingTypes":["double"]}""", "embeddingTypes")]
    [InlineData("amazon.titan-embed-text-v1", """{"inputText":"x","dimensions":256}""", "dimensions")]
    [InlineData("cohere.embed-english-v3", """{"texts":["x"]}""", "input_type")]
    [InlineData("cohere.embed-english-v3", """{"texts":["x"],"input_type":"other"}""", "input_type")]
    [InlineData("cohere.embed-english-v3", """{"texts":["x"],"input_type":"search_query","output_dimension":512}""", "output_dimension")]
    [InlineData("amazon.titan-embed-image-v1", """{}""", "inputText")]
    [InlineData("amazon.nova-2-multimodal-embeddings-v1:0", """{"taskType":"SEGMENTED_EMBEDDING"}""", "taskType")]
    [InlineData("cohere.rerank-v3-5:0", """{"query":"x","documents":["y"],"api_version":1}""", "api_version")]
    public async Task What_a_family_does_not_take_is_refused(string model, string body, string named)
    {
        HttpResponseMessage response = await _client.PostAsync($"/model/{Uri.EscapeDataString(model)}/invoke", body);
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(response));
        Assert.Contains(named, (await SigningClient.ReadAsync(response)).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData(96, 200)]
    [InlineData(97, 400)]
    public async Task Cohere_takes_96_texts_in_order(int count, int status)
    {
        string texts = string.Join(",", Enumerable.Range(0, count).Select(static i => $"\"text number {i}\""));
        HttpResponseMessage response = await _client.PostAsync(
            "/model/cohere.embed-english-v3/invoke", $$"""{"input_type":"search_document","texts":[{{texts}}]}""");
        Assert.Equal(status, (int)response.StatusCode);
        if (status == 200)
        {
            JsonElement answer = await SigningClient.ReadAsync(response);
            Assert.Equal(count, answer.GetProperty("embeddings").GetArrayLength());
            Assert.Equal($"text number {count - 1}", answer.GetProperty("texts")[count - 1].GetString());
        }
    }

    [Fact]
    public async Task Quantized_vectors_say_the_same_as_floats()
    {
        JsonElement embeddings = (await _client.PostJsonAsync(
            "/model/cohere.embed-v4%3A0/invoke",
            """{"input_type":"search_query","texts":["hello there"],"output_dimension":256,"embedding_types":["float","int8","ubinary"]}"""))
            .GetProperty("embeddings");
        float[] floats = Floats(embeddings.GetProperty("float")[0]);
        float[] bytes = Floats(embeddings.GetProperty("int8")[0]);
        float[] bits = Floats(embeddings.GetProperty("ubinary")[0]);
        Assert.Equal((256, 256, 32), (floats.Length, bytes.Length, bits.Length));
        Assert.All(Enumerable.Range(0, 256), i => Assert.Equal(floats[i] * 127, bytes[i], 0.51f));
        Assert.All(Enumerable.Range(0, 256), i => Assert.Equal(floats[i] > 0, ((int)bits[i / 8] >> (7 - (i % 8)) & 1) == 1));
    }

    [Fact]
    public async Task Rerank_puts_the_fitting_document_first()
    {
        JsonElement results = (await _client.PostJsonAsync(
            "/model/cohere.rerank-v3-5%3A0/invoke",
            """{"query":"sleeping cats","documents":["database tuning","the cats are sleeping","weather"],"top_n":2,"api_version":2}"""))
            .GetProperty("results");
        Assert.Equal(2, results.GetArrayLength());
        Assert.Equal(1, results[0].GetProperty("index").GetInt32());
        Assert.True(results[0].GetProperty("relevance_score").GetDouble() > results[1].GetProperty("relevance_score").GetDouble());
    }

    private Task<float[]> TitanAsync(string text) =>
        EmbedAsync("amazon.titan-embed-text-v2:0", $$"""{"inputText":"{{text}}"}""", "embedding");

    private async Task<float[]> EmbedAsync(string model, string body, string path)
    {
        HttpResponseMessage response = await _client.PostAsync($"/model/{Uri.EscapeDataString(model)}/invoke", body);
        JsonElement json = await SigningClient.ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, json.ToString());
        foreach (string step in path.Split('/'))
        {
            json = json.ValueKind == JsonValueKind.Array ? json[int.Parse(step)] : json.GetProperty(step);
        }

        return Floats(json);
    }

    private static float[] Floats(JsonElement list) => [.. list.EnumerateArray().Select(static value => value.GetSingle())];

    private static double Cosine(float[] left, float[] right) =>
        left.Zip(right, static (a, b) => (double)a * b).Sum()
        / Math.Sqrt(left.Sum(static a => (double)a * a) * right.Sum(static b => (double)b * b));

    public void Dispose() => _client.Dispose();
}
