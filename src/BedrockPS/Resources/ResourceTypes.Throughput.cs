using System.Collections.Generic;
using BedrockPS.Models;

namespace BedrockPS.Resources;

/// <content>Capacity: what is bought, deployed or hosted for calls of a model. Each carries modelId, what a call names it by.</content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType ProvisionedThroughput = new("ProvisionedThroughput", "bedrock")
    {
        IsModel = true,
        List = "ListProvisionedModelThroughputs",
        Get = "GetProvisionedModelThroughput",
        Create = "CreateProvisionedModelThroughput",
        Update = "UpdateProvisionedModelThroughput",
        Delete = "DeleteProvisionedModelThroughput",
        Id = ["provisionedModelArn", "provisionedModelId"],
        Arn = ["provisionedModelArn"],
        NameMember = ["provisionedModelName"],
        ArnKind = "provisioned-model",
        Columns = "ProvisionedModelName 30, Status 10, ModelUnits 10, CommitmentDuration 18, CommitmentExpirationTime 28, ModelArn",
        States = new ResourceStates { Busy = ["Creating", "Updating"], Failed = ["Failed"] },
    };

    public static readonly ResourceType CustomModelDeployment = new("CustomModelDeployment", "bedrock")
    {
        IsModel = true,
        List = "ListCustomModelDeployments",
        Get = "GetCustomModelDeployment",
        Create = "CreateCustomModelDeployment",
        Update = "UpdateCustomModelDeployment",
        Delete = "DeleteCustomModelDeployment",
        Id = ["customModelDeploymentArn"],
        Arn = ["customModelDeploymentArn"],
        NameMember = ["modelDeploymentName", "customModelDeploymentName"],
        ArnKind = "custom-model-deployment",
        Columns = "ModelDeploymentName 36, Status 10, CreatedAt 28, ModelArn",
        States = new ResourceStates { Busy = ["Creating"], Failed = ["Failed"] },
    };

    public static readonly ResourceType MarketplaceEndpoint = new("MarketplaceEndpoint", "bedrock")
    {
        IsModel = true,
        List = "ListMarketplaceModelEndpoints",
        Get = "GetMarketplaceModelEndpoint",
        Create = "CreateMarketplaceModelEndpoint",
        Update = "UpdateMarketplaceModelEndpoint",
        Delete = "DeleteMarketplaceModelEndpoint",
        Id = ["endpointArn"],
        Arn = ["endpointArn"],
        NameMember = ["endpointName"],
        Columns = "EndpointName 30, Status 21, EndpointStatus 14, UpdatedAt 28, ModelSourceIdentifier",
        States = new ResourceStates
        {
            // The endpoint is SageMaker's, and so are these words.
            Member = "endpointStatus",
            Busy = ["Creating", "Updating", "SystemUpdating", "RollingBack", "Deleting"],
            Failed = ["Failed", "OutOfService", "UpdateRollbackFailed"],
            Reason = ["endpointStatusMessage", "statusMessage"],
        },
        Complete = static members => members["endpointName"] = ModelReader.IdOf(members.Text("endpointArn")),
    };

    private static IEnumerable<ResourceType> Throughput() => [ProvisionedThroughput, CustomModelDeployment, MarketplaceEndpoint];
}
