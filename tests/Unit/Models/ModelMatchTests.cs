using System.Linq;
using BedrockPS.Models;
using Xunit;

namespace BedrockPS.Unit.Models;

public class ModelMatchTests
{
    private static readonly Model[] s_models =
    [
        Entry("amazon.nova-lite-v1:0", "Nova Lite"),
        Entry("amazon.nova-lite-v1:0:24k", "Nova Lite", "PROVISIONED"),
        Entry("amazon.nova-2-lite-v1:0", "Nova 2 Lite"),
        Entry("anthropic.claude-3-5-sonnet-20240620-v1:0", "Claude 3.5 Sonnet"),
        Entry("anthropic.claude-3-5-sonnet-20241022-v2:0", "Claude 3.5 Sonnet v2"),
        Entry("anthropic.claude-sonnet-4-20250514-v1:0", "Claude Sonnet 4"),
        Entry("anthropic.claude-sonnet-4-5-20250929-v1:0", "Claude Sonnet 4.5"),
        Entry("meta.llama3-70b-instruct-v1:0", "Llama 3 70B Instruct"),
        Entry("openai.gpt-oss-120b-1:0", "gpt-oss-120b"),
        Entry("qwen.qwen3-235b-a22b-2507-v1:0", "Qwen3 235B A22B 2507"),
    ];

    [Theory]
    [InlineData("日本")]
    [InlineData("ü")]
    [InlineData("-")]
    [InlineData("")]
    public void A_name_without_a_letter_of_ids_fits_none(string name) => Assert.Empty(ModelResolver.Match(s_models, name));

    [Theory]
    [InlineData("gpt-oss-120b", "openai.gpt-oss-120b-1:0")]
    [InlineData("qwen3-235b-a22b", "qwen.qwen3-235b-a22b-2507-v1:0")]
    [InlineData("nova-lite", "amazon.nova-lite-v1:0")]
    [InlineData("Nova Lite", "amazon.nova-lite-v1:0")]
    [InlineData("nova-2-lite", "amazon.nova-2-lite-v1:0")]
    [InlineData("claude-sonnet-4", "anthropic.claude-sonnet-4-20250514-v1:0")]
    [InlineData("claude-sonnet-4.5", "anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("Claude 3.5 Sonnet v2", "anthropic.claude-3-5-sonnet-20241022-v2:0")]
    [InlineData("llama3-70b", "meta.llama3-70b-instruct-v1:0")]
    [InlineData("70b", "meta.llama3-70b-instruct-v1:0")]
    public void A_short_name_fits_one_model(string name, string id) =>
        Assert.Equal([id], ModelResolver.Match(s_models, name).Select(model => model.Id));

    [Fact]
    public void A_name_that_two_models_answer_to_gives_both()
    {
        Assert.Equal(2, ModelResolver.Match(s_models, "claude-sonnet").Count);
        Assert.Empty(ModelResolver.Match(s_models, "gpt-9"));
    }

    [Theory]
    [InlineData("amazon.nova-lite-v1:0", true)]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1:0", true)]
    [InlineData("us-gov.amazon.titan-text-express-v1", true)]
    [InlineData("ai21.jamba-1-5-large-v1:0", true)]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc", true)]
    [InlineData("claude-3.5-sonnet", false)]
    [InlineData("nova-lite", false)]
    public void Full_ids_are_told_from_short_names(string name, bool full) => Assert.Equal(full, ModelResolver.IsFullId(name));

    private static Model Entry(string id, string name, string inferenceType = "ON_DEMAND") =>
        new() { Id = id, Name = name, OutputModality = ["TEXT"], InferenceType = [inferenceType] };
}
