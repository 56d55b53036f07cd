using System.Text;
using BedrockPS.Batches;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Batches;

public sealed class BatchTemplateTests
{
    private static readonly string[] s_texts = ["plain", "\"'\\/\b\f\n\r\t", "\ud83d\ude00 ÄÖÜ \u2028", "{\"a\":[1,2]}", new string('x', 5000)];

    [Theory]
    [InlineData("")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0")]
    [InlineData("amazon.nova-lite-v1:0")]
    [InlineData("amazon.titan-text-lite-v1")]
    [InlineData("meta.llama3-8b-instruct-v1:0")]
    [InlineData("mistral.mistral-7b-instruct-v0:2")]
    [InlineData("mistral.mistral-large-2407-v1:0")]
    [InlineData("cohere.command-r-v1:0")]
    [InlineData("cohere.command-text-v14")]
    [InlineData("ai21.jamba-1-5-mini-v1:0")]
    [InlineData("deepseek.r1-v1:0")]
    [InlineData("openai.gpt-oss-20b-1:0")]
    [InlineData("qwen.qwen3-32b-v1:0")]
    [InlineData("writer.palmyra-x4-v1:0")]
    public void What_a_template_writes_is_what_the_builder_writes(string native)
    {
        byte[] Build(InferenceRequest request) => native.Length == 0
            ? JsonText.ToUtf8(writer => ConverseRequestWriter.Write(writer, request))
            : NativeFamilies.For(native).ToBody(request, streaming: false);

        BatchTemplate? template = BatchTemplate.From(Request("the first input"), Build);
        Assert.NotNull(template);
        using BatchText text = new();
        foreach (string input in s_texts)
        {
            ByteBuffer made = new();
            text.Set(input);
            template.Write(made, text.Inner);
            Assert.Equal(Encoding.UTF8.GetString(Build(Request(input))), made.ToString());
        }
    }

    [Fact]
    public void A_format_that_changes_its_text_has_no_template() =>
        Assert.Null(BatchTemplate.From(Request("a"), request => Encoding.UTF8.GetBytes($"{{\"prompt\":\"{request.Messages[0].Content[^1].Text!.Trim()}\"}}")));

    private static InferenceRequest Request(string input) => new()
    {
        System = "Be brief.",
        MaxTokens = 50,
        Messages = [new Message("user", [ContentBlock.FromText("Which team?"), ContentBlock.FromText(input)])],
    };
}
