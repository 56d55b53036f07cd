using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Tools;

public sealed class ToolNativeTests : ToolSession
{
    [Theory]
    [InlineData("amazon.nova-lite-v1:0")]
    [InlineData("anthropic.claude-3-5-sonnet-20240620-v1:0")]
    [InlineData("mistral.mistral-large-2407-v1:0")]
    public void Families_with_tools_of_their_own_call_them(string model)
    {
        string[] outputs = [.. new[] { "", "-Stream" }.Select(stream =>
        {
            Shell.Run($"$r = Invoke-BRModel $prompt -Model {model} -Native -Tool Get-Thing {stream}; $global:last = @($r)[-1]", ("prompt", """{{call Get-Thing {"Name":"a"}}}"""));
            Assert.Empty(Shell.Errors);
            return Shell.One<string>("if ($global:last.Response) { $global:last.Response.ToolCalls[0].Output } else { $global:last.ToolCalls[0].Output }");
        })];
        Assert.All(outputs, static output => Assert.Equal("a", JsonNode.Parse(output)!["output"]!["Name"]!.GetValue<string>()));
    }

    [Fact]
    public void Others_say_that_they_take_none()
    {
        Shell.Run("Invoke-BRModel hi -Model amazon.titan-text-express-v1 -Native -Tool Get-Thing");
        Assert.Equal("ParameterInvalid", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("any", "{\"type\":\"any\"}")]
    [InlineData("Get-Thing", "{\"type\":\"tool\",\"name\":\"Get-Thing\"}")]
    public void A_choice_is_said_in_the_familys_words(string choice, string expected)
    {
        Shell.Run($"Invoke-BRModel hi -Model anthropic.claude-3-5-sonnet-20240620-v1:0 -Native -Tool Get-Thing -ToolChoice {choice}");
        Assert.Empty(Shell.Errors);
        Assert.Equal(expected, Sent(2)["tool_choice"]!.ToJsonString());
    }
}
