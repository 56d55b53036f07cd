using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.AgentRuntime;

/// <summary>Agents made for the call.</summary>
public sealed class InlineAgentTests : IClassFixture<AgentEndpoint>
{
    private const string Instruction = "-Instruction 'You answer questions about orders and nothing else.'";

    private readonly AgentEndpoint _endpoint;

    public InlineAgentTests(AgentEndpoint endpoint) => _endpoint = endpoint;

    private JsonNode Sent => _endpoint.Body("InvokeInlineAgent");

    [Fact]
    public void Commands_become_functions_the_agent_has_run()
    {
        AgentResponse response = Ask(
            """{{call Find-Order {"State":"sent","Count":2}}}""",
            """-Tool @{ Name = 'Find-Order'; Description = 'Finds orders'; ScriptBlock = { param([Parameter(Mandatory)] [ValidateSet('sent','open')] [string] $State, [int] $Count = 1, [string[]] $Tag, [hashtable] $More) "$State $Count" } } -ToolApproval All""");
        Assert.Contains("sent 2", response.Text);
        Assert.Null(response.AgentId);
        JsonNode group = Sent["actionGroups"]!.AsArray().Single()!;
        Assert.Equal("RETURN_CONTROL", (string?)group["actionGroupExecutor"]!["customControl"]);
        JsonNode function = group["functionSchema"]!["functions"]![0]!;
        Assert.Equal("Find-Order", (string?)function["name"]);
        Assert.Equal("Finds orders", (string?)function["description"]);
        JsonNode parameters = function["parameters"]!;
        Assert.True((bool)parameters["State"]!["required"]!);
        Assert.Equal("One of: sent, open.", (string?)parameters["State"]!["description"]);
        Assert.Equal(["string", "integer", "array", "string"], new[] { "State", "Count", "Tag", "More" }.Select(name => (string?)parameters[name]!["type"]));
        Assert.Equal("A JSON object.", (string?)parameters["More"]!["description"]);
    }

    [Fact]
    public void What_it_may_use_goes_along()
    {
        AgentResponse response = Ask(
            "What does an embedding vector mean? {{file a.csv 1}}",
            "-CodeInterpreter -UserInput -KnowledgeBase @{ knowledgeBaseId = 'LOCALKB001'; description = 'On Bedrock' } -Guardrail abcdefgh1234:1 "
            + "-IdleSessionTtl 600 -AgentName helper -ActionGroup @{ actionGroupName = 'Mine'; actionGroupExecutor = @{ customControl = 'RETURN_CONTROL' }; "
            + "functionSchema = @{ functions = @(@{ name = 'f' }) } } -PromptOverride @{ promptConfigurations = @() } -AgentCollaboration SUPERVISOR "
            + "-CollaboratorConfiguration @{ collaboratorName = 'x'; collaboratorInstruction = 'Ask x.' }");
        Assert.Single(response.Citations);
        Assert.Equal("a.csv", Assert.Single(response.Files).Name);
        Assert.Equal(["Mine", "CodeInterpreter", "UserInput"], Sent["actionGroups"]!.AsArray().Select(static group => (string?)group!["actionGroupName"]));
        Assert.Equal("abcdefgh1234", (string?)Sent["guardrailConfiguration"]!["guardrailIdentifier"]);
        Assert.Equal(600, (int)Sent["idleSessionTTLInSeconds"]!);
        Assert.Equal("x", (string?)Sent["collaboratorConfigurations"]![0]!["collaboratorName"]);
    }

    [Fact]
    public void It_streams_and_its_session_is_gone_on_from()
    {
        Assert.Contains(_endpoint.Run($"Invoke-BRInlineAgent hello {Instruction} -Stream -Trace"), static item => item.BaseObject is AnswerChunk { Kind: AnswerChunkKind.Trace });
        string text = _endpoint.One($"Invoke-BRInlineAgent 'I am Ada' {Instruction} | Invoke-BRInlineAgent 'Who?' {Instruction}").ToString();
        Assert.Contains("Earlier you wrote \"I am Ada\"", text);
    }

    [Fact]
    public void A_collaborator_that_is_named_does_its_part_and_its_steps_bear_its_name()
    {
        AgentResponse response = Ask(
            "Let billing say what is due.",
            "-Trace -AgentCollaboration SUPERVISOR -Collaborator @{ agentName = 'billing'; foundationModel = 'amazon.nova-micro-v1:0'; instruction = 'You know what each of the customers has to pay.' } "
            + "-CollaboratorConfiguration @{ collaboratorName = 'billing'; collaboratorInstruction = 'Ask about payments.' }");
        Assert.Equal(["Collaborator", "ModelInput", "ModelOutput", "CollaboratorResult"], response.Traces.Skip(2).Take(4).Select(static trace => trace.Step));
        Assert.Equal([null, "billing", "billing", null], response.Traces.Skip(2).Take(4).Select(static trace => trace.Collaborator));
        Assert.StartsWith("billing: ", response.Traces[2].Text);
        Assert.Equal(response.Traces.Sum(static trace => trace.Usage?.OutputTokens ?? 0), response.Usage!.OutputTokens);
    }

    [Theory]
    [InlineData("Invoke-BRInlineAgent hi -Instruction 'too short'", "ParameterInvalid")]
    [InlineData("Invoke-BRInlineAgent hi nosuchmodel " + Instruction, "ModelNotFound")]
    [InlineData("Invoke-BRInlineAgent hi " + Instruction + " -Tool nosuch", "ToolNotFound")]
    [InlineData("Invoke-BRInlineAgent hi " + Instruction + " -KnowledgeBase @{ knowledgeBaseId = 'NOSUCHBASE'; description = 'x' }", "ResourceNotFound")]
    public void What_cannot_be_made_is_one_error(string script, string code) =>
        Assert.Equal(code, _endpoint.Error(script).FullyQualifiedErrorId.Split(',')[0]);

    private AgentResponse Ask(string prompt, string parameters) =>
        (AgentResponse)_endpoint.One($"Invoke-BRInlineAgent $prompt {Instruction} {parameters}", ("prompt", prompt)).BaseObject;
}
