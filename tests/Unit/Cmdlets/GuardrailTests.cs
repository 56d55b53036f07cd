using System;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class GuardrailTests : EndpointSession
{
    private const string Arn = "arn:aws:bedrock:us-east-1:111122223333:guardrail/abcd1234efgh";

    private readonly string _guardrail;

    public GuardrailTests() => _guardrail = Shell.Run("""
        (Invoke-BRApi bedrock CreateGuardrail @{
            name = 'g'; blockedInputMessaging = 'Not that.'; blockedOutputsMessaging = 'Not said.'
            wordPolicyConfig = @{ wordsConfig = @(@{ text = 'stocks' }) }
            topicPolicyConfig = @{ topicsConfig = @(@{ name = 'Gambling'; definition = 'betting'; examples = @('poker'); type = 'DENY' }) }
            sensitiveInformationPolicyConfig = @{ piiEntitiesConfig = @(@{ type = 'EMAIL'; action = 'ANONYMIZE' }) }
        }).guardrailId
        """).Single().ToString();

    [Theory]
    [InlineData("abcd1234efgh", "abcd1234efgh", "DRAFT")]
    [InlineData("abcd1234efgh:3", "abcd1234efgh", "3")]
    [InlineData("abcd1234efgh:draft", "abcd1234efgh", "DRAFT")]
    [InlineData(Arn, Arn, "DRAFT")]
    [InlineData(Arn + ":12", Arn, "12")]
    public void An_id_or_an_ARN_takes_a_version_after_a_colon(string given, string id, string version)
    {
        Shell.Run($"Invoke-BRModel x -Model {Nova} -Guardrail {given} -GuardrailTrace ENABLED_FULL -ErrorAction SilentlyContinue");
        Assert.Equal(
            $$"""{"guardrailIdentifier":"{{id}}","guardrailVersion":"{{version}}","trace":"enabled_full"}""",
            JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!["guardrailConfig"]!.ToJsonString());
    }

    [Theory]
    [InlineData("-Guardrail 'My guardrail'")]
    [InlineData("-Guardrail abcd1234efgh:0")]
    [InlineData("-Guardrail abcd1234efgh:latest")]
    [InlineData("-Guardrail abcd1234efgh:")]
    [InlineData("-Guardrail arn:aws:bedrock:us-east-1:1:guardrail/abc")]
    [InlineData("-Guardrail abcd1234efgh -GuardrailTrace on")]
    [InlineData("-Guardrail abcd1234efgh -GuardrailStreamMode never")]
    [InlineData("-GuardrailTrace enabled")]
    [InlineData("-GuardrailStreamMode async")]
    public void What_names_no_guardrail_is_refused_before_anything_is_sent(string parameters)
    {
        int before = Endpoint.GetRequest().Count;
        Shell.Run($"Invoke-BRModel x -Model {Nova} {parameters}");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("ParameterInvalid", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(before, Endpoint.GetRequest().Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Stream")]
    [InlineData("-Native")]
    [InlineData("-Native -Stream")]
    public void An_intervention_is_a_warning_and_a_property_and_says_why_with_a_trace(string way)
    {
        ModelResponse response = Response($"Invoke-BRModel 'Shall I go for Gambling?' -Model {Nova} -Guardrail {_guardrail} -GuardrailTrace enabled {way}");
        Assert.Equal("guardrail_intervened", response.StopReason);
        Assert.Equal("Not that.", response.Text);
        GuardrailOutcome outcome = response.Guardrail!;
        Assert.True(outcome.Intervened);
        Assert.Equal("GUARDRAIL_INTERVENED", outcome.Action);
        Assert.Equal(["Topic"], outcome.Policy);
        GuardrailFinding finding = Assert.Single(outcome.Finding, finding => finding.Intervened);
        Assert.Equal(("Input", "Topic", "Gambling", "BLOCKED"), (finding.Source, finding.Policy, finding.Name, finding.Action));
        PSObject assessment = Assert.Single(outcome.Assessment, assessment => (string)assessment.Properties["Source"].Value == "Input");
        Assert.Equal(_guardrail, assessment.Properties["Guardrail"].Value);
        Assert.Equal("A guardrail intervened: Topic policy 'Gambling' blocked the input.", Assert.Single(Shell.Warnings));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Stream")]
    [InlineData("-Native")]
    [InlineData("-Native -Stream")]
    public void Without_a_trace_it_is_not_silent_either(string way)
    {
        ModelResponse response = Response($"Invoke-BRModel 'Which stocks?' -Model {Nova} -Guardrail {_guardrail} {way}");
        Assert.True(response.Guardrail!.Intervened);
        Assert.Empty(response.Guardrail.Finding);
        Assert.Contains("-GuardrailTrace enabled", Assert.Single(Shell.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_were_found_are_in_the_trace_and_in_no_warning()
    {
        ModelResponse response = Response($"Invoke-BRModel 'Which stocks?' -Model {Nova} -Guardrail {_guardrail} -GuardrailTrace enabled");
        Assert.Equal("stocks", Assert.Single(response.Guardrail!.Finding, finding => finding.Intervened).Match);
        Assert.Equal("A guardrail intervened: Word policy blocked the input.", Assert.Single(Shell.Warnings));
    }

    [Fact]
    public void A_masked_answer_is_an_intervention_too()
    {
        ModelResponse response = Response($"Invoke-BRModel 'Write to ann@example.com' -Model {Nova} -Guardrail {_guardrail} -GuardrailTrace enabled");
        Assert.DoesNotContain("ann@example.com", response.Text, StringComparison.Ordinal);
        Assert.Contains(response.Guardrail!.Finding, finding => finding is { Policy: "SensitiveInformation", Name: "EMAIL", Action: "ANONYMIZED" });
        Assert.Contains("SensitiveInformation policy 'EMAIL' masked the", Assert.Single(Shell.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guardrail_that_finds_nothing_says_nothing()
    {
        ModelResponse response = Response($"Invoke-BRModel 'The weather?' -Model {Nova} -Guardrail {_guardrail}");
        Assert.Null(response.Guardrail);
        Assert.False(Response($"Invoke-BRModel 'The weather?' -Model {Nova} -Guardrail {_guardrail} -GuardrailTrace enabled").Guardrail!.Intervened);
        Assert.Empty(Shell.Warnings);
    }

    [Fact]
    public void A_body_of_the_callers_own_passes_through_it_too()
    {
        const string Body = "@{ messages = @(@{ role = 'user'; content = @(@{ text = 'Which stocks?' }) }) }";
        NativeResponse response = Shell.One<NativeResponse>($"Invoke-BRModel -Model {Nova} -Body {Body} -Guardrail {_guardrail} -GuardrailTrace enabled");
        Assert.Equal(["Word"], response.Guardrail!.Policy);
        Assert.Single(Shell.Warnings);
        Shell.Run($"$null = Invoke-BRModel -Model {Nova} -Body {Body} -Guardrail {_guardrail} -Stream");
        Assert.Single(Shell.Warnings);
    }

    [Fact]
    public void The_stream_mode_is_a_streams_alone()
    {
        Response($"Invoke-BRModel x -Model {Nova} -Guardrail {_guardrail} -GuardrailStreamMode Async");
        Assert.Null(JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!["guardrailConfig"]!["streamProcessingMode"]);
        Response($"Invoke-BRModel x -Model {Nova} -Guardrail {_guardrail} -GuardrailStreamMode Async -Stream");
        Assert.Equal("async", JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!["guardrailConfig"]!["streamProcessingMode"]!.GetValue<string>());
        Response($"Invoke-BRModel x -Model {Nova} -Guardrail {_guardrail} -GuardrailStreamMode Async -Stream -Native");
        Assert.Equal("ASYNCHRONOUS", JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!["amazon-bedrock-guardrailConfig"]!["streamProcessingMode"]!.GetValue<string>());
    }

    [Fact]
    public void A_chat_keeps_its_guardrail_and_a_turn_may_trace_it()
    {
        Shell.Run($"$chat = Start-BRChat -Model {Nova} -Guardrail {_guardrail}:DRAFT");
        Assert.Equal(_guardrail + ":DRAFT", Shell.One<Chat>("$chat").Guardrail);
        ModelResponse response = Response("Send-BRMessage 'Which stocks?' -Chat $chat -GuardrailTrace enabled");
        Assert.Equal(["Word"], response.Guardrail!.Policy);
        Assert.Single(Shell.Warnings);
    }

    private ModelResponse Response(string script)
    {
        object last = Shell.Run(script).Last().BaseObject;
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        return last as ModelResponse ?? ((StreamChunk)last).Response!;
    }
}
