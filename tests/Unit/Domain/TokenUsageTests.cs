using Xunit;

namespace BedrockPS.Unit.Domain;

public class TokenUsageTests
{
    [Fact]
    public void Adding_sums_every_counter()
    {
        TokenUsage sum = new() { InputTokens = 1, OutputTokens = 2, TotalTokens = 3 };
        sum.Add(new TokenUsage { InputTokens = 10, OutputTokens = 20, TotalTokens = 30, CacheReadInputTokens = 4, CacheWriteInputTokens = 5 });
        Assert.Equal((11, 22, 33, 4, 5), (sum.InputTokens, sum.OutputTokens, sum.TotalTokens, sum.CacheReadInputTokens, sum.CacheWriteInputTokens));
    }
}
