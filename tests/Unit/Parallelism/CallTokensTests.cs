using BedrockPS.Inference;
using BedrockPS.Parallelism;
using Xunit;

namespace BedrockPS.Unit.Parallelism;

public sealed class CallTokensTests
{
    [Fact]
    public void A_call_reserves_its_input_and_the_whole_of_max_tokens()
    {
        InferenceRequest request = new() { MaxTokens = 500, Messages = [new Message("user", "hello")] };
        long small = CallTokens.Reserved(request);
        Assert.InRange(small, 501, 520);
        request.System = string.Concat(System.Linq.Enumerable.Repeat("some words ", 300));
        Assert.InRange(CallTokens.Reserved(request), small + 400, small + 1600);
        request.AdditionalFields = new System.Collections.Generic.Dictionary<string, object?> { ["max_tokens"] = 5000 };
        Assert.True(CallTokens.Reserved(request) > 5400);
    }

    [Fact]
    public void Without_max_tokens_the_reservation_is_not_known()
    {
        BedrockException error = Assert.Throws<BedrockException>(() => CallTokens.Reserved(new InferenceRequest()));
        Assert.Equal("MaxTokensNeeded", error.Code);
    }

    [Theory]
    [InlineData("amazon.nova-lite-v1:0", 132)]
    [InlineData("anthropic.claude-3-5-sonnet-20240620-v1:0", 132)]
    [InlineData("us.anthropic.claude-3-7-sonnet-20250219-v1:0", 172)]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1:0", 172)]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-1-20250805-v1:0", 172)]
    public void What_counts_in_the_end_is_new_input_and_output_of_newer_Claude_models_fivefold(string model, long tokens)
    {
        TokenUsage usage = new() { InputTokens = 102, CacheReadInputTokens = 1000, CacheWriteInputTokens = 20, OutputTokens = 10 };
        Assert.Equal(tokens, CallTokens.Used(model, usage));
    }
}
