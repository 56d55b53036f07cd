using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Inference.Families;

namespace BedrockPS.Inference;

/// <summary>Reads a guardrail's trace, Converse's or InvokeModel's, which name its two halves differently.</summary>
internal sealed class GuardrailTraceReader
{
    // Where each policy's assessment lists what it found, and which member names a finding.
    private static readonly (string Policy, string Member, string List, string Name)[] s_lists =
    [
        ("Topic", "topicPolicy", "topics", "name"),
        ("Content", "contentPolicy", "filters", "type"),
        ("Word", "wordPolicy", "customWords", "match"),
        ("Word", "wordPolicy", "managedWordLists", "type"),
        ("SensitiveInformation", "sensitiveInformationPolicy", "piiEntities", "type"),
        ("SensitiveInformation", "sensitiveInformationPolicy", "regexes", "name"),
        ("ContextualGrounding", "contextualGroundingPolicy", "filters", "type"),
    ];

    private readonly List<GuardrailFinding> _findings = [];
    private readonly List<PSObject> _assessments = [];

    /// <param name="trace">The member guardrail of a trace; an element of kind Undefined where there is none.</param>
    /// <param name="stopped">The answer itself says that a guardrail intervened.</param>
    /// <returns>Null when no guardrail had a part in the call.</returns>
    public static GuardrailOutcome? Read(JsonElement trace, bool stopped)
    {
        if (trace.ValueKind != JsonValueKind.Object)
        {
            return stopped ? new GuardrailOutcome(true, [], [], null) : null;
        }

        GuardrailTraceReader reader = new();
        reader.ReadHalf("Input", trace, "inputAssessment", "input");
        reader.ReadHalf("Output", trace, "outputAssessments", "outputs");
        return new GuardrailOutcome(stopped, [.. reader._findings], [.. reader._assessments], trace.Text("actionReason"u8));
    }

    /// <summary>What InvokeModel adds to an answer in the model's own format, a chunk of a stream included.</summary>
    public static GuardrailOutcome? OfBody(byte[] body)
    {
        if (body.AsSpan().IndexOf("\"amazon-bedrock-"u8) < 0)
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return OfBody(json.RootElement);
        }
        catch (JsonException)
        {
            // Not JSON: whatever it holds, it is no guardrail's word.
            return null;
        }
    }

    /// <inheritdoc cref="OfBody(byte[])"/>
    public static GuardrailOutcome? OfBody(JsonElement body) =>
        Read(body.At("amazon-bedrock-trace"u8).At("guardrail"u8), IsIntervention(body));

    /// <summary>The body says that a guardrail intervened.</summary>
    public static bool IsIntervention(JsonElement body) => body.Text("amazon-bedrock-guardrailAction"u8) == "INTERVENED";

    private void ReadHalf(string source, JsonElement trace, string converse, string native)
    {
        if (trace.TryGetProperty(converse, out JsonElement half) || trace.TryGetProperty(native, out half))
        {
            ReadGuardrails(source, half);
        }
    }

    /// <summary>A map from guardrail id to an assessment or several; InvokeModel lists such maps.</summary>
    private void ReadGuardrails(string source, JsonElement half)
    {
        if (half.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in half.EnumerateArray())
            {
                ReadGuardrails(source, item);
            }
        }
        else if (half.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty guardrail in half.EnumerateObject())
            {
                ReadAssessments(source, guardrail.Name, guardrail.Value);
            }
        }
    }

    private void ReadAssessments(string source, string guardrail, JsonElement assessment)
    {
        if (assessment.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in assessment.EnumerateArray())
            {
                ReadAssessments(source, guardrail, item);
            }

            return;
        }

        if (assessment.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        PSObject plain = PSObject.AsPSObject(JsonObjects.Convert(assessment)!);
        plain.Properties.Add(new PSNoteProperty("Guardrail", guardrail));
        plain.Properties.Add(new PSNoteProperty("Source", source));
        _assessments.Add(plain);
        foreach ((string policy, string member, string list, string name) in s_lists)
        {
            if (assessment.TryGetProperty(member, out JsonElement found) && found.ValueKind == JsonValueKind.Object
                && found.TryGetProperty(list, out JsonElement items) && items.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in items.EnumerateArray())
                {
                    Add(source, policy, name, item);
                }
            }
        }

        foreach (JsonElement finding in assessment.At("automatedReasoningPolicy"u8).Items("findings"u8))
        {
            foreach (JsonProperty kind in finding.EnumerateObject())
            {
                _findings.Add(new GuardrailFinding(source, "AutomatedReasoning", kind.Name) { Action = "NONE" });
            }
        }
    }

    private void Add(string source, string policy, string name, JsonElement item)
    {
        string called = item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
        JsonElement score = item.At("score"u8);
        _findings.Add(new GuardrailFinding(source, policy, called)
        {
            Action = item.Text("action"u8),
            Confidence = item.Text("confidence"u8),
            Score = score.ValueKind == JsonValueKind.Number ? score.GetDouble() : null,
            Match = item.Text("match"u8),
        });
    }
}
