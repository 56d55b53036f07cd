using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>What an account has one of: where it logs, how long it keeps data, its use case, resource policies, the guardrail it enforces.</summary>
internal sealed class AccountOperations
{
    private const string Service = "bedrock";

    /// <summary>Who is said to have changed what only one of many users can have changed.</summary>
    private static readonly string s_user = $"arn:aws:iam::{Arns.Account}:user/local";

    private readonly ConcurrentDictionary<string, Setting> _settings = new(StringComparer.Ordinal);
    private readonly ResourceDesk _desk;
    private readonly GuardrailOperations _guardrails;
    private readonly ResourceKind _enforced;

    public AccountOperations(ResourceDesk desk, GuardrailOperations guardrails, OperationTable table)
    {
        _desk = desk;
        _guardrails = guardrails;
        AddSetting(table, "logging", "ModelInvocationLoggingConfiguration");
        AddSetting(table, "retention", "AccountDataRetention");
        AddSetting(table, "use case", "UseCaseForModelAccess");
        foreach (string service in new[] { Service, "bedrock-agent" })
        {
            table.Add(service, "PutResourcePolicy", PutPolicy);
            table.Add(service, "GetResourcePolicy", call => Describe(call, FindPolicy(call)));
            table.Add(service, "DeleteResourcePolicy", DropPolicy);
        }

        _enforced = desk.Add(new ResourceKind(Service, "enforced-guardrail-configuration", "config")
        {
            List = "ListEnforcedGuardrailsConfiguration",
            Delete = "DeleteEnforcedGuardrailConfiguration",
            Quota = 1,
            Facts = static (_, facts) => facts["createdBy"] = facts["updatedBy"] = s_user,
        });
        table.Add(Service, "PutEnforcedGuardrailConfiguration", PutEnforced);
    }

    private void AddSetting(OperationTable table, string name, string noun)
    {
        table.Add(Service, "Put" + noun, call => Put(call, name, call.Input));
        table.Add(Service, "Get" + noun, call => Describe(call, Find(call, name)
            ?? (name == "use case" ? throw ServiceFault.NotFound("No use case has been given.") : Setting.Default)));
        if (name == "logging")
        {
            table.Add(Service, "Delete" + noun, call => Drop(call, name));
        }
    }

    private Answer PutEnforced(OperationCall call)
    {
        Dictionary<string, object?> given = call.Input.Map("guardrailInferenceConfig")!;
        string identifier = given.Text("guardrailIdentifier")!;
        GuardrailVersion guardrail = _guardrails.Find(call.Region, identifier, given.Text("guardrailVersion"))
            ?? throw ServiceFault.NotFound($"The guardrail '{identifier}' does not exist in version {given.Text("guardrailVersion")}.");
        Dictionary<string, object?> members = new(given)
        {
            ["guardrailArn"] = guardrail.Resource.Arn,
            ["guardrailId"] = guardrail.Resource.Id,
            ["owner"] = "ACCOUNT",
            ["inputTags"] = "HONOR",
        };
        Resource config = call.Input.Text("configId") is null ? _desk.Make(_enforced, call.Region, "", members) : _desk.Find(_enforced, call);
        config.Set(members);
        config.Updated = DateTimeOffset.UtcNow;
        return _desk.Describe(call, config);
    }

    private Answer PutPolicy(OperationCall call)
    {
        string arn = call.Input.Text("resourceArn")!;
        if (call.Operation.Errors.Contains("ResourceNotFoundException") && _desk.Store.FindByArn(arn) is null)
        {
            throw ServiceFault.NotFound($"The resource '{arn}' does not exist.");
        }

        CheckRevision(call);
        return Put(call, "policy " + arn, new(call.Input) { ["revisionId"] = ResourceId.Unique() });
    }

    private Answer DropPolicy(OperationCall call)
    {
        Setting policy = FindPolicy(call);
        CheckRevision(call);
        Drop(call, "policy " + call.Input.Text("resourceArn"));
        return Describe(call, policy);
    }

    private void CheckRevision(OperationCall call)
    {
        if (call.Input.Text("expectedRevisionId") is string expected
            && Find(call, "policy " + call.Input.Text("resourceArn"))?.Members.Text("revisionId") != expected)
        {
            throw ServiceFault.Conflict("The policy has another revision by now.");
        }
    }

    private Setting FindPolicy(OperationCall call)
    {
        string arn = call.Input.Text("resourceArn")!;
        return Find(call, "policy " + arn) ?? throw ServiceFault.NotFound($"The resource '{arn}' has no policy.");
    }

    private Answer Put(OperationCall call, string name, Dictionary<string, object?> members)
    {
        Setting setting = new(members);
        _settings[call.Region + " " + name] = setting;
        return Describe(call, setting);
    }

    private static Answer Describe(OperationCall call, Setting setting) =>
        Answer.Of(ShapeFiller.Fill(call.Operation.Output, setting.Members));

    private Setting? Find(OperationCall call, string name) =>
        _settings.TryGetValue(call.Region + " " + name, out Setting? setting) ? setting : null;

    private Answer Drop(OperationCall call, string name)
    {
        _settings.TryRemove(call.Region + " " + name, out _);
        return Answer.Of([]);
    }

    private sealed class Setting
    {
        /// <summary>What has never been set: no logging, and data kept as the service does by default.</summary>
        public static readonly Setting Default = new(new() { ["mode"] = "default" });

        public Setting(Dictionary<string, object?> members) =>
            Members = new(members) { ["updatedAt"] = DateTimeOffset.UtcNow };

        public Dictionary<string, object?> Members { get; }
    }
}
