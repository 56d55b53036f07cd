using System.Collections.Generic;
using System.Linq;
using BedrockPS.Models;

namespace BedrockPS.Resources;

/// <content>
/// Models of an account's own, and what stands in front of models. Whatever can be called carries modelId: what a call names it by.
/// </content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType InferenceProfile = new("InferenceProfile", "bedrock")
    {
        IsModel = true,
        List = "ListInferenceProfiles",
        Get = "GetInferenceProfile",
        Create = "CreateInferenceProfile",
        Delete = "DeleteInferenceProfile",
        Id = ["inferenceProfileId"],
        Arn = ["inferenceProfileArn"],
        NameMember = ["inferenceProfileName"],
        Kinds = ("typeEquals", ["SYSTEM_DEFINED", "APPLICATION"]),
        ArnKind = "application-inference-profile",
        Columns = "InferenceProfileName 34, InferenceProfileId 46, Type 14, FoundationModelId",
        ToInput = static members => members["modelSource"] = new Dictionary<string, object?> { ["copyFrom"] = SourceOf(members) },
        Complete = static members =>
        {
            // The id of an application profile names it to the control plane alone; calls take its ARN.
            bool isSystem = members.Text("type") == "SYSTEM_DEFINED";
            members["modelId"] = members.Text(isSystem ? "inferenceProfileId" : "inferenceProfileArn");
            members["foundationModelId"] = members.Maps("models").Select(static model => (object?)ModelReader.IdOf(model.Text("modelArn"))).Distinct().ToList();
        },
    };

    public static readonly ResourceType CustomModel = new("CustomModel", "bedrock")
    {
        IsModel = true,
        List = "ListCustomModels",
        Get = "GetCustomModel",
        Create = "CreateCustomModel",
        Delete = "DeleteCustomModel",
        Id = ["modelArn"],
        Arn = ["modelArn"],
        NameMember = ["modelName"],
        ArnKind = "custom-model",
        Columns = "ModelName 30, CustomizationType 24, ModelStatus 11, CreationTime 28, ModelArn",
        States = new ResourceStates { Member = "modelStatus", Busy = ["Creating"], Failed = ["Failed"] },
    };

    public static readonly ResourceType ImportedModel = new("ImportedModel", "bedrock")
    {
        IsModel = true,
        List = "ListImportedModels",
        Get = "GetImportedModel",
        Delete = "DeleteImportedModel",
        Id = ["modelArn"],
        Arn = ["modelArn"],
        NameMember = ["modelName"],
        ArnKind = "imported-model",
        Columns = "ModelName 30, ModelArchitecture 20, InstructSupported 17, CreationTime 28, ModelArn",
    };

    public static readonly ResourceType PromptRouter = new("PromptRouter", "bedrock")
    {
        IsModel = true,
        List = "ListPromptRouters",
        Get = "GetPromptRouter",
        Create = "CreatePromptRouter",
        Delete = "DeletePromptRouter",
        Id = ["promptRouterArn"],
        Arn = ["promptRouterArn"],
        NameMember = ["promptRouterName"],
        ArnKind = "prompt-router",
        Columns = "PromptRouterName 36, Type 8, Status 10, UpdatedAt 28, PromptRouterArn",
    };

    /// <summary>What an application profile was made of: the model, or where there are several regions, the system's profile.</summary>
    private static string SourceOf(IReadOnlyDictionary<string, object?> profile)
    {
        string[] models = [.. profile.Maps("models").Select(static model => model.Text("modelArn"))];
        if (models.Length <= 1)
        {
            return models.FirstOrDefault() ?? "";
        }

        // arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/id; us-, eu- and other regions have profiles of that name.
        string[] own = profile.Text("inferenceProfileArn").Split(':');
        string geography = own.Length > 4 ? own[3].Split('-')[0] : "";
        return own.Length > 4
            ? $"{string.Join(":", own.Take(5))}:inference-profile/{(geography == "ap" ? "apac" : geography)}.{ModelReader.IdOf(models[0])}"
            : "";
    }

    private static IEnumerable<ResourceType> Models() => [InferenceProfile, CustomModel, ImportedModel, PromptRouter];
}
