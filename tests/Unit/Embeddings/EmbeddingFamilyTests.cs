using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json.Nodes;
using BedrockPS.Embeddings;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Embeddings;

public class EmbeddingFamilyTests
{
    private static readonly EmbeddingImage s_image = EmbeddingImage.From([0x89, 0x50, 0x4E, 0x47, 1, 2]);

    private const string Image64 = "iVBORwEC";

    public static TheoryData<string, string> TextBodies => new()
    {
        { "amazon.titan-embed-text-v1", """{"inputText":"hi"}""" },
        { "amazon.titan-embed-g1-text-02", """{"inputText":"hi"}""" },
        { "amazon.titan-embed-text-v2:0", """{"inputText":"hi"}""" },
        { "amazon.titan-embed-image-v1", """{"inputText":"hi"}""" },
        {
            "amazon.nova-2-multimodal-embeddings-v1:0",
            """
            {"schemaVersion":"nova-multimodal-embed-v1","taskType":"SINGLE_EMBEDDING","singleEmbeddingParams":{
              "embeddingPurpose":"GENERIC_INDEX","text":{"truncationMode":"NONE","value":"hi"}}}
            """
        },
        { "cohere.embed-english-v3", """{"texts":["hi"],"input_type":"search_document"}""" },
        { "cohere.embed-multilingual-v3", """{"texts":["hi"],"input_type":"search_document"}""" },
        { "us.cohere.embed-v4:0", """{"texts":["hi"],"input_type":"search_document"}""" },
        { "us.twelvelabs.marengo-embed-2-7-v1:0", """{"inputType":"text","inputText":"hi","textTruncate":"none"}""" },
        { "twelvelabs.marengo-embed-3-0-v1:0", """{"inputType":"text","text":{"inputText":"hi"}}""" },
    };

    public static TheoryData<string, string> ImageBodies => new()
    {
        { "amazon.titan-embed-image-v1", $$"""{"inputImage":"{{Image64}}"}""" },
        {
            "amazon.nova-2-multimodal-embeddings-v1:0",
            $$$$$"""
            {"schemaVersion":"nova-multimodal-embed-v1","taskType":"SINGLE_EMBEDDING","singleEmbeddingParams":{
              "embeddingPurpose":"GENERIC_INDEX","image":{"format":"png","source":{"bytes":"{{{{{Image64}}}}}"}}}}
            """
        },
        { "cohere.embed-english-v3", $$"""{"images":["data:image/png;base64,{{Image64}}"],"input_type":"image"}""" },
        { "cohere.embed-v4:0", $$"""{"images":["data:image/png;base64,{{Image64}}"],"input_type":"search_document"}""" },
        { "twelvelabs.marengo-embed-2-7-v1:0", $$$"""{"inputType":"image","mediaSource":{"base64String":"{{{Image64}}}"}}""" },
        { "twelvelabs.marengo-embed-3-0-v1:0", $$$$"""{"inputType":"image","image":{"mediaSource":{"base64String":"{{{{Image64}}}}"}}}""" },
    };

    public static TheoryData<string, string> MixedBodies => new()
    {
        { "amazon.titan-embed-image-v1", $$"""{"inputText":"hi","inputImage":"{{Image64}}"}""" },
        {
            "cohere.embed-v4:0",
            $$$"""
            {"input_type":"search_document","inputs":[{"content":[{"type":"text","text":"hi"},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Image64}}}"} }]}]}
            """
        },
        {
            "twelvelabs.marengo-embed-3-0-v1:0",
            $$$$"""{"inputType":"text_image","text_image":{"inputText":"hi","mediaSource":{"base64String":"{{{{Image64}}}}"}}}"""
        },
    };

    public static TheoryData<string, string?, string, int?> Answers => new()
    {
        { "amazon.titan-embed-text-v1", null, """{"embedding":[0.5,-1],"inputTextTokenCount":4}""", 4 },
        { "amazon.titan-embed-text-v2:0", null, """{"embedding":[0.5,-1],"embeddingsByType":{"float":[0.5,-1]},"inputTextTokenCount":4}""", 4 },
        { "amazon.titan-embed-text-v2:0", "float", """{"embeddingsByType":{"float":[0.5,-1]},"inputTextTokenCount":4}""", 4 },
        { "amazon.titan-embed-text-v2:0", "binary", """{"embeddingsByType":{"float":[3],"binary":[0.5,-1]},"inputTextTokenCount":4}""", 4 },
        { "amazon.titan-embed-image-v1", null, """{"embedding":[0.5,-1],"inputTextTokenCount":4,"message":null}""", 4 },
        { "amazon.nova-2-multimodal-embeddings-v1:0", null, """{"embeddings":[{"embeddingType":"TEXT","embedding":[0.5,-1]}]}""", null },
        { "cohere.embed-english-v3", null, """{"embeddings":[[0.5,-1]],"id":"i","response_type":"embeddings_floats","texts":["hi"]}""", null },
        { "cohere.embed-v4:0", null, """{"embeddings":{"float":[[0.5,-1]]},"id":"i","response_type":"embeddings_by_type"}""", null },
        { "cohere.embed-v4:0", "int8", """{"embeddings":{"float":[[3]],"int8":[[0.5,-1]]},"id":"i"}""", null },
        { "twelvelabs.marengo-embed-2-7-v1:0", null, """{"data":[{"embedding":[0.5,-1],"embeddingOption":null,"startSec":0}]}""", null },
        { "twelvelabs.marengo-embed-3-0-v1:0", null, """{"data":{"embedding":[0.5,-1]}}""", null },
    };

    [Theory]
    [MemberData(nameof(TextBodies))]
    public void Texts_take_the_familys_form(string model, string body) => AssertBody(body, model, new EmbeddingInput("hi", null, null));

    [Theory]
    [MemberData(nameof(ImageBodies))]
    public void Images_take_the_familys_form(string model, string body) => AssertBody(body, model, new EmbeddingInput(null, s_image, null));

    [Theory]
    [MemberData(nameof(MixedBodies))]
    public void Text_and_image_may_be_embedded_as_one(string model, string body) =>
        AssertBody(body, model, new EmbeddingInput("hi", s_image, null));

    [Fact]
    public void Titan_options_are_written()
    {
        EmbeddingOptions options = new() { Dimension = 256, Normalize = false, EmbeddingType = "BINARY" };
        AssertBody(
            """{"inputText":"hi","dimensions":256,"normalize":false,"embeddingTypes":["binary"]}""",
            "amazon.titan-embed-text-v2:0", new EmbeddingInput("hi", null, null), options);
        AssertBody(
            """{"inputText":"hi","embeddingConfig":{"outputEmbeddingLength":384}}""",
            "amazon.titan-embed-image-v1", new EmbeddingInput("hi", null, null), new EmbeddingOptions { Dimension = 384 });
    }

    [Fact]
    public void Cohere_options_are_written()
    {
        EmbeddingOptions options = new() { Dimension = 512, InputType = "Search_Query", EmbeddingType = "int8" };
        AssertBody(
            """{"texts":["hi"],"input_type":"search_query","embedding_types":["int8"],"output_dimension":512}""",
            "cohere.embed-v4:0", new EmbeddingInput("hi", null, null), options);
        AssertBody(
            """{"texts":["hi"],"input_type":"search_document"}""",
            "cohere.embed-english-v3", new EmbeddingInput("hi", null, null), new EmbeddingOptions { Dimension = 1024 });
    }

    [Theory]
    [InlineData("search_query", "GENERIC_RETRIEVAL")]
    [InlineData("clustering", "CLUSTERING")]
    [InlineData("document_retrieval", "DOCUMENT_RETRIEVAL")]
    public void Nova_knows_the_others_words_and_its_own(string inputType, string purpose) => AssertBody(
        $$$"""
        {"schemaVersion":"nova-multimodal-embed-v1","taskType":"SINGLE_EMBEDDING","singleEmbeddingParams":{
          "embeddingPurpose":"{{{purpose}}}","embeddingDimension":3072,"text":{"truncationMode":"NONE","value":"hi"} } }
        """,
        "us.amazon.nova-2-multimodal-embeddings-v1:0",
        new EmbeddingInput("hi", null, null),
        new EmbeddingOptions { InputType = inputType, Dimension = 3072 });

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answers_are_read(string model, string? type, string json, int? tokens)
    {
        EmbeddingFamily family = EmbeddingFamilies.For(model);
        EmbeddingAnswer answer = family.Read(Encoding.UTF8.GetBytes(json), family.Check(new EmbeddingOptions { EmbeddingType = type }));
        Assert.Equal([0.5f, -1f], Assert.Single(answer.Vectors));
        Assert.Equal(tokens, answer.InputTokens);
    }

    [Theory]
    [InlineData("amazon.titan-embed-text-v1", "1536")]
    [InlineData("amazon.titan-embed-text-v2:0", "256, 512, 1024")]
    [InlineData("amazon.titan-embed-image-v1", "256, 384, 1024")]
    [InlineData("amazon.nova-2-multimodal-embeddings-v1:0", "256, 384, 1024, 3072")]
    [InlineData("cohere.embed-english-v3", "1024")]
    [InlineData("cohere.embed-v4:0", "256, 512, 1024, 1536")]
    [InlineData("twelvelabs.marengo-embed-2-7-v1:0", "1024")]
    [InlineData("twelvelabs.marengo-embed-3-0-v1:0", "512")]
    public void A_wrong_dimension_is_told_the_valid_ones(string model, string valid)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => EmbeddingFamilies.For(model).Check(new EmbeddingOptions { Dimension = 300 }));
        Assert.Equal("ParameterInvalid", error.Code);
        Assert.EndsWith($"Valid: {valid}.", error.Message);
    }

    [Fact]
    public void Options_without_a_place_are_refused_instead_of_dropped()
    {
        AssertRefused("amazon.titan-embed-text-v2:0", new EmbeddingOptions { EmbeddingType = "int8" }, "float, binary");
        AssertRefused("amazon.titan-embed-text-v2:0", new EmbeddingOptions { InputType = "search_query" }, "-InputType");
        AssertRefused("cohere.embed-english-v3", new EmbeddingOptions { InputType = "poetry" }, "search_document");
        AssertRefused("cohere.embed-v4:0", new EmbeddingOptions { EmbeddingType = "int8", Normalize = true }, "int8");
    }

    [Fact]
    public void Inputs_the_model_cannot_take_are_refused()
    {
        AssertRefused("amazon.titan-embed-text-v2:0", new EmbeddingInput("", null, null), "EmptyInput");
        AssertRefused("cohere.embed-v4:0", new EmbeddingInput("  \n", null, null), "EmptyInput");
        AssertRefused("amazon.titan-embed-text-v2:0", new EmbeddingInput(null, s_image, null), "ParameterInvalid");
        AssertRefused("cohere.embed-english-v3", new EmbeddingInput("hi", s_image, null), "ParameterInvalid");
    }

    [Theory]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc")]
    public void An_unknown_model_is_told_the_way_out(string model)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => EmbeddingFamilies.For(model));
        Assert.Equal("EmbeddingModelUnknown", error.Code);
        Assert.Contains("-Body", error.RecommendedAction);
    }

    [Fact]
    public void Images_are_known_by_their_bytes()
    {
        Assert.Equal("jpeg", EmbeddingImage.From([0xFF, 0xD8, 0xFF, 0xE0]).Format);
        Assert.Equal("gif", EmbeddingImage.From([.. "GIF89a"u8]).Format);
        Assert.Equal("webp", EmbeddingImage.From([.. "RIFF....WEBPVP8 "u8]).Format);
        Assert.Equal("FileUnsupported", Assert.Throws<BedrockException>(() => EmbeddingImage.From([.. "%PDF-1.7"u8])).Code);
    }

    [Fact]
    public void An_embedding_prints_short()
    {
        Assert.Equal("[0.5, -0.25, 0.125, … 5]", new Embedding([0.5f, -0.25f, 0.125f, 1f, 1f], "m").ToString());
        Assert.Equal("[1, 2]", new Embedding([1f, 2f], "m").ToString());
    }

    private static void AssertBody(string expected, string model, EmbeddingInput input, EmbeddingOptions? options = null)
    {
        EmbeddingFamily family = EmbeddingFamilies.For(model);
        EmbeddingOptions own = family.Check(options ?? new EmbeddingOptions());
        family.Check(input);
        string actual = Encoding.UTF8.GetString(JsonText.ToUtf8(writer => family.WriteBody(writer, [input], own)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}\nbut got {actual}");
    }

    private static void AssertRefused(string model, EmbeddingOptions options, string hint)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => EmbeddingFamilies.For(model).Check(options));
        Assert.Equal("ParameterInvalid", error.Code);
        Assert.Contains(hint, error.Message + error.RecommendedAction);
    }

    private static void AssertRefused(string model, EmbeddingInput input, string code) =>
        Assert.Equal(code, Assert.Throws<BedrockException>(() => EmbeddingFamilies.For(model).Check(input)).Code);
}
