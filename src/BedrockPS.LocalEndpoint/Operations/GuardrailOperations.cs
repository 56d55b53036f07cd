using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Guardrails: made, changed, versioned, listed, and applied to texts.</summary>
internal sealed class GuardrailOperations
{
    private const string Kind = "guardrail";

    private readonly ResourceStore _store;

    public GuardrailOperations(ResourceDesk desk, OperationTable table)
    {
        _store = desk.Store;
        desk.Add(new ResourceKind("bedrock", Kind, Kind)
        {
            Create = "CreateGuardrail",
            Get = "GetGuardrail",
            List = "ListGuardrails",
            Update = "UpdateGuardrail",
            Delete = "DeleteGuardrail",
            Versions = new VersionOperations("guardrailVersion") { Create = "CreateGuardrailVersion" },
            Identifier = "guardrailIdentifier",
            Course = new ResourceCourse("READY"),
            Quota = 100,
            Renames = new() { ["kmsKeyId"] = "kmsKeyArn" },
            Facts = DescribeRegions,
        });
        table.Add("bedrock-runtime", "ApplyGuardrail", Apply);
        table.Add("bedrock-runtime", "InvokeGuardrailChecks", GuardrailChecks.Check);
    }

    /// <param name="region">Where it was made.</param>
    /// <param name="identifier">Id or ARN.</param>
    /// <param name="version">DRAFT or a number; null is the draft.</param>
    public GuardrailVersion? Find(string region, string identifier, string? version)
    {
        Resource? guardrail = _store.Find(region, Kind, identifier);
        Dictionary<string, object?>? config = version is null or ResourceVersion.Draft
            ? guardrail?.Members
            : guardrail?.FindVersion(version)?.Members;
        return config is null ? null : new GuardrailVersion(guardrail!, version ?? ResourceVersion.Draft, config);
    }

    private Answer Apply(OperationCall call)
    {
        string id = call.Input.Text("guardrailIdentifier") ?? "";
        GuardrailVersion guardrail = Find(call.Region, id, call.Input.Text("guardrailVersion"))
            ?? throw ServiceFault.NotFound("The guardrail identifier or version provided in the request does not exist.");
        bool isInput = call.Input.Text("source") == "INPUT";
        GuardrailRules rules = new(guardrail.Config);
        List<object?> outputs = [];
        List<object?> assessments = [];
        bool isBlocked = false, intervenes = false;
        int characters = 0;
        List<Dictionary<string, object?>> blocks = [.. call.Input.Maps("content")];
        foreach (Dictionary<string, object?> content in blocks.Where(static block => !GroundingCheck.IsReference(block)))
        {
            string text = content.Map("text")?.Text("text") ?? "";
            GuardrailVerdict verdict = rules.Check(text, isInput);
            characters += text.Length;
            isBlocked |= verdict.Blocks;
            intervenes |= verdict.Intervenes;
            outputs.Add(new Dictionary<string, object?> { ["text"] = verdict.Text });
            assessments.Add(verdict.ToAssessment());
        }

        if (!isInput && GroundingCheck.Assess(guardrail.Config, blocks) is Dictionary<string, object?> grounding)
        {
            assessments.Add(new Dictionary<string, object?> { ["contextualGroundingPolicy"] = grounding });
            bool isLow = grounding.Maps("filters").Any(static filter => filter.Text("action") == "BLOCKED");
            isBlocked |= isLow;
            intervenes |= isLow;
        }

        if (isBlocked)
        {
            string message = guardrail.Config.Text(isInput ? "blockedInputMessaging" : "blockedOutputsMessaging") ?? "";
            outputs = [new Dictionary<string, object?> { ["text"] = message }];
        }

        return Answer.Of(new()
        {
            ["usage"] = GuardrailUsage.Of(guardrail.Config, characters),
            ["action"] = intervenes ? "GUARDRAIL_INTERVENED" : "NONE",
            ["actionReason"] = intervenes ? "Guardrail intervened." : "No action.",
            ["outputs"] = intervenes ? outputs : [],
            ["assessments"] = assessments,
            ["guardrailCoverage"] = GuardrailUsage.Coverage(characters),
        });
    }

    /// <summary>A guardrail that works across regions tells of the profile it was configured with.</summary>
    private static void DescribeRegions(Resource guardrail, Dictionary<string, object?> facts)
    {
        if (guardrail.Members.Map("crossRegionConfig")?.Text("guardrailProfileIdentifier") is string profile)
        {
            string id = profile.Substring(profile.LastIndexOf('/') + 1);
            facts["crossRegionDetails"] = new Dictionary<string, object?>
            {
                ["guardrailProfileId"] = id,
                ["guardrailProfileArn"] = Arns.Make(guardrail.Region, Arns.Account, "guardrail-profile/" + id),
            };
        }
    }
}
