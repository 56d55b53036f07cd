using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Storage;

public sealed class StopWarningTests
{
    [Theory]
    [InlineData("max_tokens", "-MaxTokens")]
    [InlineData("model_context_window_exceeded", "Rewind")]
    [InlineData("content_filtered", "filter")]
    [InlineData("malformed_tool_use", "tools")]
    public void An_answer_that_is_not_whole_says_what_to_do(string reason, string what)
    {
        string? warning = StopWarning.For(new ModelResponse { StopReason = reason, Model = "m" });
        Assert.Contains(what, warning);
        Assert.Contains(reason, warning);
    }

    [Theory]
    [InlineData("end_turn")]
    [InlineData("stop_sequence")]
    [InlineData("tool_use")]
    [InlineData("guardrail_intervened")]
    [InlineData("something_new")]
    [InlineData(null)]
    public void Others_say_nothing(string? reason) => Assert.Null(StopWarning.For(new ModelResponse { StopReason = reason }));
}
