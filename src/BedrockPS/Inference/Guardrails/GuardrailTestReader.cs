using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Api;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>Reads what ApplyGuardrail and InvokeGuardrailChecks answer.</summary>
internal static class GuardrailTestReader
{
    // Which member of an answer each check's results stand in, and which member of a result tells what was found.
    private static readonly (string Policy, string Member, string Name, string Score)[] s_checks =
    [
        ("Content", "contentFilter", "category", "severityScore"),
        ("PromptAttack", "promptAttack", "category", "severityScore"),
        ("SensitiveInformation", "sensitiveInformation", "type", "confidenceScore"),
    ];

    /// <param name="answer">ApplyGuardrail's.</param>
    /// <param name="test">What was asked.</param>
    public static GuardrailTestResult OfGuardrail(IReadOnlyDictionary<string, object?> answer, GuardrailTestInput test)
    {
        // The same assessments that a trace of an inference call has; one reader knows them.
        Dictionary<string, object?> trace = new()
        {
            [test.IsInput ? "inputAssessment" : "outputAssessments"] = new Dictionary<string, object?>
            {
                [test.Guardrail!] = answer.TryGetValue("assessments", out object? assessments) ? assessments : null,
            },
            ["actionReason"] = answer.TryGetValue("actionReason", out object? reason) ? reason : null,
        };
        using JsonDocument json = JsonDocument.Parse(JsonText.BytesOf(trace));
        bool intervened = answer.Text("action") == "GUARDRAIL_INTERVENED";
        string outputs = string.Join("\n", answer.Maps("outputs").Select(static output => output.Text("text")));
        OperationDescription operation = ServiceDescription.Get("bedrock-runtime").GetOperation("ApplyGuardrail");
        return new GuardrailTestResult(test, GuardrailTraceReader.Read(json.RootElement, intervened)!)
        {
            Output = intervened || outputs.Length > 0 ? outputs : test.Text,
            Usage = Part(operation, answer, "usage"),
            Coverage = Part(operation, answer, "guardrailCoverage"),
        };
    }

    /// <param name="answer">InvokeGuardrailChecks'.</param>
    /// <param name="test">What was asked.</param>
    public static GuardrailTestResult OfChecks(IReadOnlyDictionary<string, object?> answer, GuardrailTestInput test)
    {
        List<GuardrailFinding> findings = [];
        string source = test.IsInput ? "Input" : "Output";
        foreach ((string policy, string member, string name, string score) in s_checks)
        {
            foreach (IReadOnlyDictionary<string, object?> result in answer.Map("results").Map(member).Maps("results"))
            {
                findings.Add(new GuardrailFinding(source, policy, result.Text(name))
                {
                    Action = "NONE",
                    Score = result.TryGetValue(score, out object? value) ? Convert.ToDouble(value) : null,
                    Match = Excerpt(test.Text ?? "", result),
                });
            }
        }

        OperationDescription operation = ServiceDescription.Get("bedrock-runtime").GetOperation("InvokeGuardrailChecks");
        PSObject[] assessments = Part(operation, answer, "results") is PSObject results ? [results] : [];
        return new GuardrailTestResult(test, new GuardrailOutcome(false, [.. findings], assessments, null))
        {
            Output = test.Text,
            Usage = Part(operation, answer, "usage"),
        };
    }

    private static PSObject? Part(OperationDescription operation, IReadOnlyDictionary<string, object?> answer, string member) =>
        answer.TryGetValue(member, out object? value) ? ResourceObject.Value(value, operation.Output!.FindMember(member)!.Shape) as PSObject : null;

    private static string? Excerpt(string text, IReadOnlyDictionary<string, object?> result)
    {
        if (!result.TryGetValue("beginOffset", out object? first) || !result.TryGetValue("endOffset", out object? last))
        {
            return null;
        }

        int begin = Convert.ToInt32(first);
        int end = Convert.ToInt32(last);
        return begin >= 0 && begin < end && end <= text.Length ? text.Substring(begin, end - begin) : null;
    }
}
