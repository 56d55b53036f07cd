using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Protocol;

public class RouteTableTests
{
    [Theory]
    [InlineData("POST", "/model/anthropic.claude-3-5-haiku-20241022-v1%3A0/converse", "Converse", "anthropic.claude-3-5-haiku-20241022-v1:0")]
    [InlineData("POST", "/model/amazon.nova-lite-v1:0/converse-stream?x=1", "ConverseStream", "amazon.nova-lite-v1:0")]
    [InlineData(
        "POST",
        "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.amazon.nova-lite-v1%3A0/invoke",
        "InvokeModel",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0")]
    [InlineData("post", "/model/arn:aws:bedrock:us-east-1:1:prompt%2fABC/invoke", "InvokeModel", "arn:aws:bedrock:us-east-1:1:prompt/ABC")]
    public void Labels_are_decoded(string method, string path, string operation, string modelId)
    {
        RouteMatch match = Assert.IsType<RouteMatch>(RouteTable.All.Find(method, path));
        Assert.Equal((operation, modelId), (match.Operation.Name, match.Labels["modelId"]));
    }

    [Theory]
    [InlineData("POST", "/agents/ABC/", "PrepareAgent")]
    [InlineData("POST", "/agents/ABC", "InvokeInlineAgent")]
    [InlineData("POST", "/flows/validate-definition", "ValidateFlowDefinition")]
    [InlineData("POST", "/flows/ABC/", "PrepareFlow")]
    [InlineData("POST", "/agents/", "ListAgents")]
    [InlineData("POST", "/agents", "ListAgents")]
    [InlineData("GET", "/foundation-models", "ListFoundationModels")]
    [InlineData("GET", "/foundation-models/", "ListFoundationModels")]
    public void Slashes_at_the_end_decide_between_equals_only(string method, string path, string operation) =>
        Assert.Equal(operation, RouteTable.All.Find(method, path)!.Operation.Name);

    [Theory]
    [InlineData("GET", "agent%2FABCDEFGHIJ", null, "bedrock-agent")]
    [InlineData("POST", "session%2F3f2504e0", null, "bedrock-agent-runtime")]
    [InlineData("DELETE", "agent-alias%2FA%2FB", null, "bedrock-agent")]
    [InlineData("GET", "agent%2FABCDEFGHIJ", "bedrock-agent-runtime", "bedrock-agent-runtime")]
    public void Tags_of_two_services_are_told_apart(string method, string resource, string? service, string expected)
    {
        RouteMatch match = RouteTable.All.Find(method, $"/tags/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3A{resource}", service)!;
        Assert.Equal(expected, match.Operation.Service.Name);
    }

    [Theory]
    [InlineData("GET", "/model/x/converse")]
    [InlineData("POST", "/model//converse")]
    [InlineData("POST", "/model/x/chat")]
    [InlineData("POST", "/")]
    [InlineData("POST", "")]
    public void What_no_operation_has_is_not_found(string method, string path) => Assert.Null(RouteTable.All.Find(method, path));
}
