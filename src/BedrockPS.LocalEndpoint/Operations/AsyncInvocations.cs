using System.Collections.Generic;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Invocations whose result is to be left in S3: videos, embeddings of long media. Nothing is written.</summary>
internal sealed class AsyncInvocations
{
    private const string Service = "bedrock-runtime";

    private static readonly HashSet<string> s_embedders = ["marengo", "marengo-3", "nova-embed"];

    private readonly ModelResolver _models;

    public AsyncInvocations(ResourceDesk desk, ModelResolver models)
    {
        _models = models;
        desk.Add(new ResourceKind(Service, "async-invoke", "invocation")
        {
            Create = "StartAsyncInvoke",
            Get = "GetAsyncInvoke",
            List = "ListAsyncInvokes",
            Course = new ResourceCourse("InProgress", "Completed") { Failed = "Failed" },
            Making = Prepare,
        });
    }

    private void Prepare(OperationCall call, Dictionary<string, object?> members)
    {
        CatalogueModel model = _models.ForInference(call.Input.Text("modelId")!, call.Region).Model;
        if (!CatalogueModel.Has(model.Output, "VIDEO") && !s_embedders.Contains(model.Family))
        {
            throw ServiceFault.Validation($"The model {model.Id} cannot be invoked asynchronously.");
        }

        members["modelArn"] = Arns.Make(call.Region, "", "foundation-model/" + model.Id);

        // An invocation has no name: it fails when the place of its result says so.
        members["description"] = call.Input.Map("outputDataConfig")?.Map("s3OutputDataConfig")?.Text("s3Uri");
    }
}
