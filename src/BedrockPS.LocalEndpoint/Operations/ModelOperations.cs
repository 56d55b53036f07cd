using System;
using System.Collections.Generic;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>The foundation models there are.</summary>
internal sealed class ModelOperations
{
    private const string Service = "bedrock";

    private readonly ModelResolver _models;

    public ModelOperations(ModelResolver models, OperationTable table)
    {
        _models = models;
        table.Add(Service, "ListFoundationModels", ListModels);
        table.Add(Service, "GetFoundationModel", GetModel);
    }

    private static Answer ListModels(OperationCall call)
    {
        string? provider = call.Input.Text("byProvider");
        string? output = call.Input.Text("byOutputModality");
        string? inference = call.Input.Text("byInferenceType");
        string? customization = call.Input.Text("byCustomizationType");
        List<object?> models = [];
        foreach (CatalogueModel model in ModelCatalogue.Models)
        {
            if ((provider is null || string.Equals(model.Provider, provider, StringComparison.OrdinalIgnoreCase))
                && (output is null || CatalogueModel.Has(model.Output, output))
                && (inference is null || CatalogueModel.Has(model.Inference, inference))
                && (customization is null || CatalogueModel.Has(model.Customizations, customization)))
            {
                models.Add(Describe(model, call.Region));
            }
        }

        return Answer.Of(new() { ["modelSummaries"] = models });
    }

    private Answer GetModel(OperationCall call) =>
        Answer.Of(new() { ["modelDetails"] = Describe(_models.Foundation(call, "modelIdentifier"), call.Region) });

    private static Dictionary<string, object?> Describe(CatalogueModel model, string region) => new()
    {
        ["modelArn"] = Arns.Make(region, "", "foundation-model/" + model.Id),
        ["modelId"] = model.Id,
        ["modelName"] = model.Name,
        ["providerName"] = model.Provider,
        ["inputModalities"] = new List<object?>(model.Input),
        ["outputModalities"] = new List<object?>(model.Output),
        ["responseStreamingSupported"] = model.Streams,
        ["customizationsSupported"] = new List<object?>(model.Customizations),
        ["inferenceTypesSupported"] = new List<object?>(model.Inference),
        ["modelLifecycle"] = new Dictionary<string, object?> { ["status"] = model.Lifecycle },
    };
}
