using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Async;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Storage;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Invocations whose result is left in S3: videos, embeddings of long media.</summary>
internal sealed class AsyncOperations
{
    private const string Service = "bedrock-runtime";

    private readonly ModelResolver _models;
    private readonly IObjectStore _store;
    private readonly WorkDesk _work;

    public AsyncOperations(ResourceDesk desk, ModelResolver models, IObjectStore store, WorkDesk work)
    {
        _models = models;
        _store = store;
        _work = work;
        desk.Add(new ResourceKind(Service, "async-invoke", "invocation")
        {
            Create = "StartAsyncInvoke",
            Get = "GetAsyncInvoke",
            List = "ListAsyncInvokes",
            Course = new ResourceCourse("InProgress", "Completed") { Failed = "Failed" },
            Making = Prepare,
            Made = Begin,
            Facts = static (invocation, facts) => facts["outputDataConfig"] = OutputOf(invocation),
        });
    }

    private void Prepare(OperationCall call, Dictionary<string, object?> members)
    {
        CatalogueModel model = ModelOf(call);
        ReadJob(call, model);
        S3Address.Parse(UriOf(call));
        members["modelArn"] = Arns.Make(call.Region, "", "foundation-model/" + model.Id);

        // An invocation has no name: it fails when the place of its result says so.
        members["description"] = UriOf(call);
    }

    private void Begin(OperationCall call, Resource invocation)
    {
        if (invocation.Work is not null || Progress.IsMadeToFail(invocation))
        {
            return;
        }

        AsyncJob job = ReadJob(call, ModelOf(call));
        S3Address place = S3Address.Parse(UriOf(call));
        S3Address folder = place with { Key = place.Folder + invocation.Id + "/" };
        _work.Begin(invocation, cancellationToken => RunAsync(invocation, job, folder, cancellationToken));
    }

    private async Task<WorkOutcome> RunAsync(Resource invocation, AsyncJob job, S3Address folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = await job.WriteAsync(_store, folder, cancellationToken).ConfigureAwait(false);
        await _store.WriteJsonAsync(
            folder.Bucket,
            folder.Key + "manifest.json",
            json =>
            {
                json.WriteStartObject();
                json.WriteString("invocationArn", invocation.Arn);
                json.WriteStartArray("files");
                foreach (string file in files)
                {
                    json.WriteStringValue(folder + file);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            },
            cancellationToken).ConfigureAwait(false);
        return WorkOutcome.Success;
    }

    private CatalogueModel ModelOf(OperationCall call) => _models.ForInference(call.Input.Text("modelId")!, call.Region).Model;

    /// <summary>The place the service tells of is that of this invocation, and no more the one it was given.</summary>
    private static Dictionary<string, object?> OutputOf(Resource invocation)
    {
        Dictionary<string, object?> s3 = new(invocation.Members.Map("outputDataConfig")!.Map("s3OutputDataConfig")!);
        S3Address place = S3Address.Parse(s3.Text("s3Uri"));
        s3["s3Uri"] = (place with { Key = place.Folder + invocation.Id }).ToString();
        return new() { ["s3OutputDataConfig"] = s3 };
    }

    private static AsyncJob ReadJob(OperationCall call, CatalogueModel model)
    {
        using JsonDocument input = JsonDocument.Parse(JsonText.BytesOf(call.Input.Get("modelInput")));
        return input.RootElement.ValueKind == JsonValueKind.Object
            ? AsyncJob.Of(model, input.RootElement)
            : throw ServiceFault.Validation("modelInput: expected an object");
    }

    private static string? UriOf(OperationCall call) => call.Input.Map("outputDataConfig")?.Map("s3OutputDataConfig")?.Text("s3Uri");
}
