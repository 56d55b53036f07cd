using System.Collections.Generic;
using System.Text;
using BedrockPS.AgentRuntime;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.AgentRuntime;

/// <summary>Events of the service's that the local endpoint does not send, and those of a service to come.</summary>
public sealed class AgentEventTests
{
    [Theory]
    [InlineData("""{"guardrailTrace":{"action":"INTERVENED","traceId":"g-1"}}""", "Guardrail", "Intervened", "")]
    [InlineData("""{"failureTrace":{"failureReason":"The function timed out.","traceId":"f-1"}}""", "Failure", "Failure", "The function timed out.")]
    [InlineData("""{"customOrchestrationTrace":{"traceId":"c-1","event":{"text":"next"}}}""", "CustomOrchestration", "Event", "next")]
    [InlineData("""{"routingClassifierTrace":{"observation":{"type":"REPROMPT","repromptResponse":{"source":"PARSER","text":"Again."}}}}""", "RoutingClassifier", "Reprompt", "Again.")]
    [InlineData("""{"orchestrationTrace":{"invocationInput":{"invocationType":"ACTION_GROUP","actionGroupInvocationInput":{"actionGroupName":"Stock","verb":"put","apiPath":"/stock","requestBody":{"content":{"application/json":[{"name":"n","type":"integer","value":"3"}]}}}}}}""", "Orchestration", "ActionGroup", "Stock: put /stock(n: 3)")]
    [InlineData("""{"laterTrace":{"newStep":{"text":"new"}}}""", "Later", "NewStep", "new")]
    [InlineData("""{"orchestrationTrace":{"observation":{"type":"LATER"}}}""", "Orchestration", "Observation", "")]
    [InlineData("""{}""", "", "", "")]
    public void A_trace_is_read_whatever_it_tells(string trace, string kind, string step, string text)
    {
        AgentTrace read = AgentTraceReader.Read(Parse($$"""{"collaboratorName":"helper","trace":{{trace}}}"""), null);
        Assert.Equal((kind, step, text, "helper"), (read.Kind, read.Step, read.Text, read.Collaborator));
    }

    [Theory]
    [InlineData("string", "7", "\"7\"")]
    [InlineData("integer", "7", "7")]
    [InlineData("integer", "seven", "\"seven\"")]
    [InlineData("number", "1.5", "1.5")]
    [InlineData("boolean", "True", "true")]
    [InlineData("boolean", "maybe", "\"maybe\"")]
    [InlineData("array", "[1,2]", "[1,2]")]
    [InlineData("array", "[a, b]", """["a","b"]""")]
    [InlineData("array", "[]", "[]")]
    [InlineData("object", """{"a":1}""", """{"a":1}""")]
    [InlineData("object", "a=1", "\"a=1\"")]
    public void A_parameter_s_text_becomes_a_value_of_its_type(string type, string value, string json)
    {
        Dictionary<string, object?> payload = new()
        {
            ["invocationId"] = "i",
            ["invocationInputs"] = new List<object?>
            {
                new Dictionary<string, object?>
                {
                    ["functionInvocationInput"] = new Dictionary<string, object?>
                    {
                        ["actionGroup"] = "g",
                        ["function"] = "f",
                        ["parameters"] = new List<object?> { new Dictionary<string, object?> { ["name"] = "p", ["type"] = type, ["value"] = value } },
                    },
                },
                new Dictionary<string, object?> { ["laterInvocationInput"] = new Dictionary<string, object?>() },
            },
        };
        Assert.Equal($$"""{"p":{{json}}}""", Assert.Single(AgentInvocationReader.Read(payload).Invocations).InputJson);
    }

    [Theory]
    [InlineData("report.csv", "report.csv")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\evil.exe", "evil.exe")]
    [InlineData("C:evil", "C_evil")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("NUL", "_NUL")]
    [InlineData("a\u0000b\nc", "a_b_c")]
    [InlineData("...", "file")]
    [InlineData("", "file")]
    [InlineData("dir/", "file")]
    [InlineData("trailing. . ", "trailing")]
    public void A_name_is_made_fit_for_a_folder(string name, string safe) => Assert.Equal(safe, OutFolder.SafeName(name));

    private static Dictionary<string, object?> Parse(string json) => (Dictionary<string, object?>)JsonText.Parse(Encoding.UTF8.GetBytes(json))!;
}
