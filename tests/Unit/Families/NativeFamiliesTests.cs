using System.Collections.Generic;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Families;

public class NativeFamiliesTests
{
    [Theory]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0", "Claude")]
    [InlineData("global.anthropic.claude-opus-9-20290101-v1:0", "Claude")]
    [InlineData("us-gov.anthropic.claude-3-5-sonnet-20240620-v1:0", "Claude")]
    [InlineData("apac.amazon.nova-pro-v1:0", "Nova")]
    [InlineData("us.amazon.nova-2-lite-v1:0", "Nova")]
    [InlineData("amazon.nova-pro-v1:0:300k", "Nova")]
    [InlineData("amazon.titan-tg1-large", "Titan")]
    [InlineData("us.meta.llama4-maverick-17b-instruct-v1:0", "Llama")]
    [InlineData("meta.llama5-1t-instruct-v1:0", "Llama")]
    [InlineData("mistral.mixtral-8x7b-instruct-v0:1", "Mistral text")]
    [InlineData("mistral.mistral-large-2402-v1:0", "Mistral text")]
    [InlineData("mistral.mistral-large-3-675b-instruct", "Mistral chat")]
    [InlineData("cohere.command-r-v1:0", "Cohere Command R")]
    [InlineData("cohere.command-light-text-v14", "Cohere Command")]
    [InlineData("ai21.jamba-instruct-v1:0", "AI21 Jamba")]
    [InlineData("us.deepseek.r1-v1:0", "DeepSeek R1")]
    [InlineData("deepseek.v3.2", "DeepSeek V3")]
    [InlineData("openai.gpt-oss-safeguard-20b", "OpenAI gpt-oss")]
    [InlineData("qwen.qwen3-next-80b-a3b", "Qwen")]
    [InlineData("us.writer.palmyra-x4-v1:0", "Writer Palmyra")]
    [InlineData("arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0", "Claude")]
    [InlineData("arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.amazon.nova-lite-v1:0", "Nova")]
    public void Ids_profiles_and_ARNs_lead_to_the_family(string modelId, string family) =>
        Assert.Equal(family, NativeFamilies.For(modelId).Name);

    [Theory]
    [InlineData("amazon.nova-canvas-v1:0")]
    [InlineData("amazon.nova-2-multimodal-embeddings-v1:0")]
    [InlineData("amazon.titan-embed-text-v2:0")]
    [InlineData("stability.sd3-5-large-v1:0")]
    [InlineData("newcomer.model-v1:0")]
    public void An_unknown_model_is_told_the_families_and_the_way_out(string modelId)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => NativeFamilies.For(modelId));
        Assert.Equal("NativeFormatUnknown", error.Code);
        Assert.Contains("Claude", error.Message);
        Assert.Contains("Writer", error.Message);
        Assert.Contains("-Body", error.RecommendedAction);
    }

    [Theory]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.titan-text-lite-v1/abc")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:imported-model/abc123")]
    [InlineData("arn:aws:sagemaker:us-east-1:123456789012:endpoint/mine")]
    public void ARNs_that_hide_the_model_are_told_so(string modelId)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => NativeFamilies.For(modelId));
        Assert.Equal("NativeFormatUnknown", error.Code);
        Assert.Contains(modelId, error.Message);
        Assert.Contains("-Body", error.RecommendedAction);
    }

    [Theory]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0")]
    [InlineData("amazon.nova-lite-v1:0")]
    [InlineData("meta.llama3-8b-instruct-v1:0")]
    [InlineData("qwen.qwen3-32b-v1:0")]
    [InlineData("cohere.command-r-v1:0")]
    public void An_answer_of_another_format_is_no_empty_answer(string model)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => Native.Answer(model, """{"Output":{"__type":"UnknownOperation"},"Version":"1.0"}"""));
        Assert.Equal("ResponseUnreadable", error.Code);
    }

    [Fact]
    public void Additional_fields_replace_what_is_no_object()
    {
        InferenceRequest request = Native.Ask("qwen.qwen3-32b-v1:0", "Hi");
        request.MaxTokens = 5;
        request.AdditionalFields = new Dictionary<string, object?> { ["max_tokens"] = 7, ["seed"] = 1L, ["logit_bias"] = new object?[] { 1.5, null } };
        Native.AssertBody("""{"messages":[{"role":"user","content":"Hi"}],"max_tokens":7,"seed":1,"logit_bias":[1.5,null]}""", request);
    }
}
