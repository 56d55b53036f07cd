using System.Collections.Generic;
using BedrockPS.Models;

namespace BedrockPS.Resources;

/// <content>Guardrails.</content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType Guardrail = new("Guardrail", "bedrock")
    {
        List = "ListGuardrails",
        Get = "GetGuardrail",
        Create = "CreateGuardrail",
        Update = "UpdateGuardrail",
        Delete = "DeleteGuardrail",
        Id = ["guardrailId", "id"],
        Arn = ["guardrailArn", "arn"],
        Same = [["version", "guardrailVersion"]],
        ArnKind = "guardrail",
        Columns = "Name 40, GuardrailId 14, Version 7, Status 10, UpdatedAt",
        States = new ResourceStates
        {
            Busy = ["CREATING", "UPDATING", "VERSIONING", "DELETING"],
            Failed = ["FAILED"],
            Reason = ["statusReasons"],
        },
        ToInput = static members =>
        {
            // The profile is shown with its id and ARN, and taken as either.
            if (members.TryGetValue("crossRegionDetails", out object? details) && details is IReadOnlyDictionary<string, object?> profile)
            {
                members["crossRegionConfig"] = new Dictionary<string, object?> { ["guardrailProfileIdentifier"] = profile.Text("guardrailProfileArn") };
            }

            members["kmsKeyId"] = members.TryGetValue("kmsKeyArn", out object? key) ? key : null;
        },
    };

    public static readonly ResourceType EnforcedGuardrail = new("EnforcedGuardrail", "bedrock")
    {
        List = "ListEnforcedGuardrailsConfiguration",
        Update = "PutEnforcedGuardrailConfiguration",
        Delete = "DeleteEnforcedGuardrailConfiguration",
        Id = ["configId"],
        NameMember = ["guardrailId"],
        Columns = "ConfigId 14, GuardrailId 14, GuardrailVersion 16, Owner 8, UpdatedAt 26, UpdatedBy",
    };

    private static IEnumerable<ResourceType> Guardrails() => [EnforcedGuardrail, Guardrail];
}
