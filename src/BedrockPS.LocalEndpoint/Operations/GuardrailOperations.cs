using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Guardrails: made, changed, versioned, listed, and applied to texts.</summary>
internal sealed class GuardrailOperations
{
    private const string Service = "bedrock";
    private const string Kind = "guardrail";

    /// <summary>Each member of the configuration, the same member of the description, and how the list inside is renamed.</summary>
    private static readonly (string Config, string Policy, string[] Lists)[] s_policies =
    [
        ("topicPolicyConfig", "topicPolicy", ["topicsConfig", "topics"]),
        ("contentPolicyConfig", "contentPolicy", ["filtersConfig", "filters"]),
        ("wordPolicyConfig", "wordPolicy", ["wordsConfig", "words", "managedWordListsConfig", "managedWordLists"]),
        ("sensitiveInformationPolicyConfig", "sensitiveInformationPolicy", ["piiEntitiesConfig", "piiEntities", "regexesConfig", "regexes"]),
        ("contextualGroundingPolicyConfig", "contextualGroundingPolicy", ["filtersConfig", "filters"]),
    ];

    private readonly ResourceStore _store;

    public GuardrailOperations(ResourceStore store) => _store = store;

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "CreateGuardrail", Create);
        table.Add(Service, "GetGuardrail", Get);
        table.Add(Service, "ListGuardrails", List);
        table.Add(Service, "UpdateGuardrail", Update);
        table.Add(Service, "CreateGuardrailVersion", CreateVersion);
        table.Add(Service, "DeleteGuardrail", Delete);
        table.Add("bedrock-runtime", "ApplyGuardrail", Apply);
    }

    /// <param name="region">Where it was made.</param>
    /// <param name="identifier">Id or ARN.</param>
    /// <param name="version">DRAFT or a number; null is the draft.</param>
    public GuardrailVersion? Find(string region, string identifier, string? version)
    {
        Resource? guardrail = _store.Find(region, Kind, identifier);
        Dictionary<string, object?>? config = guardrail?.Members.Map(version ?? "DRAFT");
        return config is null ? null : new GuardrailVersion(guardrail!, version ?? "DRAFT", config);
    }

    private Answer Create(OperationCall call)
    {
        Resource guardrail = _store.Add(call, Kind, call.Input.Text("name")!, 12);
        guardrail.Members["DRAFT"] = call.Input;
        return Answer.Of(Identity(guardrail, "DRAFT", "createdAt", guardrail.Created));
    }

    private Answer Update(OperationCall call)
    {
        Resource guardrail = _store.Get(call, Kind, "guardrailIdentifier");
        guardrail.Members = new Dictionary<string, object?>(guardrail.Members) { ["DRAFT"] = call.Input };
        guardrail.Name = call.Input.Text("name")!;
        guardrail.Updated = DateTimeOffset.UtcNow;
        return Answer.Of(Identity(guardrail, "DRAFT", "updatedAt", guardrail.Updated));
    }

    private Answer CreateVersion(OperationCall call)
    {
        Resource guardrail = _store.Get(call, Kind, "guardrailIdentifier");
        string version = guardrail.Members.Count.ToString(CultureInfo.InvariantCulture);
        guardrail.Members = new Dictionary<string, object?>(guardrail.Members) { [version] = guardrail.Members["DRAFT"] };
        return Answer.Of(new() { ["guardrailId"] = guardrail.Id, ["version"] = version });
    }

    private Answer Delete(OperationCall call)
    {
        Resource guardrail = _store.Get(call, Kind, "guardrailIdentifier");
        if (call.Input.Text("guardrailVersion") is string version)
        {
            Dictionary<string, object?> rest = new(guardrail.Members);
            if (version == "DRAFT" || !rest.Remove(version))
            {
                throw ServiceFault.NotFound($"The guardrail '{guardrail.Id}' has no version '{version}' that can be deleted.");
            }

            guardrail.Members = rest;
        }
        else
        {
            _store.Remove(guardrail);
        }

        return Answer.Of([]);
    }

    private Answer Get(OperationCall call)
    {
        Resource guardrail = _store.Get(call, Kind, "guardrailIdentifier");
        GuardrailVersion version = Find(call.Region, guardrail.Id, call.Input.Text("guardrailVersion"))
            ?? throw ServiceFault.NotFound($"The guardrail '{guardrail.Id}' has no version '{call.Input.Text("guardrailVersion")}'.");
        Dictionary<string, object?> members = ResourceLists.Pick(
            version.Config, "name", "description", "blockedInputMessaging", "blockedOutputsMessaging");
        members["guardrailId"] = guardrail.Id;
        members["guardrailArn"] = guardrail.Arn;
        members["version"] = version.Version;
        members["status"] = "READY";
        members["createdAt"] = guardrail.Created;
        members["updatedAt"] = guardrail.Updated;
        foreach ((string config, string policy, string[] lists) in s_policies)
        {
            if (version.Config.Map(config) is Dictionary<string, object?> given)
            {
                members[policy] = Rename(given, lists);
            }
        }

        return Answer.Of(members);
    }

    private Answer List(OperationCall call)
    {
        // With an identifier, the versions of that guardrail; without one, the drafts of all.
        if (call.Input.Text("guardrailIdentifier") is not null)
        {
            Resource guardrail = _store.Get(call, Kind, "guardrailIdentifier");
            return Pages.Of(call, "guardrails", guardrail.Members.Keys.Select(version => (object?)Summary(guardrail, version)).ToList());
        }

        return ResourceLists.Of(call, "guardrails", _store.List(call.Region, Kind), static guardrail => Summary(guardrail, "DRAFT"));
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
        bool blocks = false, intervenes = false;
        int characters = 0;
        foreach (Dictionary<string, object?> content in call.Input.Maps("content"))
        {
            string text = content.Map("text")?.Text("text") ?? "";
            GuardrailVerdict verdict = rules.Check(text, isInput);
            characters += text.Length;
            blocks |= verdict.Blocks;
            intervenes |= verdict.Intervenes;
            outputs.Add(new Dictionary<string, object?> { ["text"] = verdict.Text });
            assessments.Add(verdict.ToAssessment());
        }

        if (blocks)
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

    private static Dictionary<string, object?> Identity(Resource guardrail, string version, string timeKey, DateTimeOffset time) => new()
    {
        ["guardrailId"] = guardrail.Id,
        ["guardrailArn"] = guardrail.Arn,
        ["version"] = version,
        [timeKey] = time,
    };

    private static Dictionary<string, object?> Summary(Resource guardrail, string version)
    {
        Dictionary<string, object?> summary = ResourceLists.Pick(guardrail.Members.Map(version)!, "name", "description");
        summary["id"] = guardrail.Id;
        summary["arn"] = guardrail.Arn;
        summary["status"] = "READY";
        summary["version"] = version;
        summary["createdAt"] = guardrail.Created;
        summary["updatedAt"] = guardrail.Updated;
        return summary;
    }

    private static Dictionary<string, object?> Rename(Dictionary<string, object?> config, string[] lists)
    {
        Dictionary<string, object?> policy = [];
        for (int i = 0; i < lists.Length; i += 2)
        {
            if (config.Get(lists[i]) is object items)
            {
                policy[lists[i + 1]] = items;
            }
        }

        if (config.Get("tierConfig") is object tier)
        {
            policy["tier"] = tier;
        }

        return policy;
    }
}
