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

    private static IEnumerable<ResourceType> Models() => [InferenceProfile, CustomModel, ImportedModel, PromptRouter];
}
