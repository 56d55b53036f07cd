using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>Images, documents, videos and sounds: which model takes which, and how many.</summary>
public sealed class AttachmentTests : IDisposable
{
    private const string Image = """{"image":{"format":"png","source":{"bytes":"iVBORw0KGgo="}}}""";
    private const string Document = """{"document":{"format":"pdf","name":"Report 1","source":{"bytes":"JVBERi0="}}}""";
    private const string Video = """{"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://bucket/clip.mp4"}}}}""";
    private const string Audio = """{"audio":{"format":"mp3","source":{"bytes":"SUQz"}}}""";
    private const string Text = """{"text":"Look"}""";

    private readonly SigningClient _client = new();

    [Theory]
    [InlineData("amazon.nova-lite-v1%3A0", Image, "png image of 8 bytes")]
    [InlineData("amazon.nova-lite-v1%3A0", Video, "mp4 video at s3://bucket/clip.mp4")]
    [InlineData("amazon.nova-lite-v1%3A0", Document, "pdf document 'Report 1' of 5 bytes")]
    [InlineData("mistral.voxtral-small-24b-2507", Audio, "mp3 audio of 3 bytes")]
    [InlineData("meta.llama3-8b-instruct-v1%3A0", Image, "!image")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1%3A0", Video, "!video")]
    [InlineData("amazon.nova-lite-v1%3A0", Audio, "!audio")]
    [InlineData("amazon.nova-micro-v1%3A0", Document, "!document")]
    public async Task A_model_takes_what_it_takes(string model, string block, string expected)
    {
        HttpResponseMessage response = await _client.PostAsync($"/model/{model}/converse", Body(Text, block));
        string answer = (await SigningClient.ReadAsync(response)).ToString();
        Assert.Equal(!expected.StartsWith('!'), response.IsSuccessStatusCode);
        Assert.Contains(expected.StartsWith('!') ? $"doesn't support the {expected[1..]} content block" : expected, answer);
    }

    [Theory]
    [InlineData(Image, "anthropic.claude-3-haiku-20240307-v1%3A0", 20, true)]
    [InlineData(Image, "anthropic.claude-3-haiku-20240307-v1%3A0", 21, false)]
    [InlineData(Image, "amazon.nova-lite-v1%3A0", 21, true)]
    [InlineData(Document, "amazon.nova-lite-v1%3A0", 5, true)]
    [InlineData(Document, "amazon.nova-lite-v1%3A0", 6, false)]
    public async Task There_is_a_most_of_each(string block, string model, int count, bool isTaken)
    {
        HttpResponseMessage response = await _client.PostAsync(
            $"/model/{model}/converse", Body([Text, .. Enumerable.Repeat(block, count)]));
        Assert.Equal(isTaken, response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("Report 1 (final) [b]-2", true)]
    [InlineData("report.pdf", false)]
    [InlineData("two  spaces", false)]
    public async Task A_document_needs_a_plain_name(string name, bool isTaken)
    {
        HttpResponseMessage response = await _client.PostAsync(
            "/model/amazon.nova-lite-v1%3A0/converse", Body(Text, Document.Replace("Report 1", name)));
        Assert.Equal(isTaken, response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_document_needs_a_text_beside_it() =>
        Assert.Equal("400 ValidationException", SigningClient.ErrorOf(await _client.PostAsync("/model/amazon.nova-lite-v1%3A0/converse", Body(Document))));

    [Theory]
    [InlineData(Image, "anthropic.claude-3-haiku-20240307-v1%3A0", false)]
    [InlineData(Image, "amazon.nova-lite-v1%3A0", true)]
    [InlineData(Document, "anthropic.claude-3-haiku-20240307-v1%3A0", false)]
    [InlineData(Document, "us.anthropic.claude-sonnet-4-20250514-v1%3A0", true)]
    public async Task Large_ones_only_some_models_take(string block, string model, bool isTaken)
    {
        string large = block.Replace("iVBORw0KGgo=", "BYTES").Replace("JVBERi0=", "BYTES").Replace("BYTES", Convert.ToBase64String(new byte[5_000_000]));
        HttpResponseMessage response = await _client.PostAsync($"/model/{model}/converse", Body(Text, large));
        Assert.Equal(isTaken, response.IsSuccessStatusCode);
    }

    private static string Body(params IEnumerable<string> blocks) =>
        $$"""{"messages":[{"role":"user","content":[{{string.Join(",", blocks)}}]}]}""";

    public void Dispose() => _client.Dispose();
}
