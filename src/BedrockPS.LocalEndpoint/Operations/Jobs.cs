using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Batches;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Storage;

namespace BedrockPS.Local.Operations;

/// <summary>
/// Jobs that make nothing but results in S3: batch inference, which really runs, and evaluations and prompt optimization, which
/// write nothing here.
/// </summary>
internal sealed class Jobs
{
    private const string Service = "bedrock";
    private const int DefaultTimeoutHours = 24;

    private static readonly ResourceCourse s_course =
        new("InProgress", "Completed") { Failed = "Failed", Stopped = "Stopped", Leaving = "Deleting" };

    private readonly ResourceDesk _desk;
    private readonly ModelResolver _models;
    private readonly OperationTable _table;
    private readonly IObjectStore _store;
    private readonly WorkDesk _work;

    public Jobs(ResourceDesk desk, ModelResolver models, OperationTable table, IObjectStore store, WorkDesk work)
    {
        _table = table;
        _store = store;
        _work = work;
        _desk = desk;
        _models = models;
        desk.Add(new ResourceKind(Service, "model-invocation-job", "job")
        {
            Create = "CreateModelInvocationJob",
            Get = "GetModelInvocationJob",
            List = "ListModelInvocationJobs",
            Stop = "StopModelInvocationJob",
            Course = new ResourceCourse("Submitted", "Validating", "Scheduled", "InProgress", "Completed")
            {
                Failed = "Failed",
                Stopped = "Stopped",
            },
            Making = PrepareBatch,
            Made = BeginBatch,
            Facts = static (job, facts) => facts["jobExpirationTime"] = job.Created.AddHours(job.Members.Number("timeoutDurationInHours")!.Value),
        });
        ResourceKind evaluation = desk.Add(new ResourceKind(Service, "evaluation-job", "job")
        {
            Create = "CreateEvaluationJob",
            Get = "GetEvaluationJob",
            List = "ListEvaluationJobs",
            Stop = "StopEvaluationJob",
            Course = s_course,
            Facts = DescribeEvaluation,
        });
        ResourceKind optimization = desk.Add(new ResourceKind(Service, "advanced-prompt-optimization-job", "job")
        {
            Create = "CreateAdvancedPromptOptimizationJob",
            Get = "GetAdvancedPromptOptimizationJob",
            List = "ListAdvancedPromptOptimizationJobs",
            Stop = "StopAdvancedPromptOptimizationJob",
            Course = s_course,
        });
        table.Add(Service, "BatchDeleteEvaluationJob", call => BatchDelete(call, evaluation, "evaluationJobs"));
        table.Add(Service, "BatchDeleteAdvancedPromptOptimizationJob", call => BatchDelete(call, optimization, "advancedPromptOptimizationJobs"));
    }

    private void PrepareBatch(OperationCall call, Dictionary<string, object?> members)
    {
        _models.ForInference(call.Input.Text("modelId")!, call.Region);
        members["timeoutDurationInHours"] = call.Input.Get("timeoutDurationInHours") ?? (long)DefaultTimeoutHours;
        members["modelInvocationType"] = call.Input.Get("modelInvocationType") ?? "InvokeModel";
    }

    private void BeginBatch(OperationCall call, Resource job)
    {
        if (job.Work is null && !Progress.IsMadeToFail(job))
        {
            _work.Begin(job, new BatchWorker(_table, _store, job).RunAsync);
        }
    }

    private static void DescribeEvaluation(Resource job, Dictionary<string, object?> facts)
    {
        Dictionary<string, object?> evaluation = job.Members.Map("evaluationConfig") ?? [];
        Dictionary<string, object?> inference = job.Members.Map("inferenceConfig") ?? [];
        Dictionary<string, object?> config = evaluation.Map("automated") ?? evaluation.Map("human") ?? [];
        List<object?> models = Texts(inference.Maps("models").Select(static model => model.Map("bedrockModel")?.Text("modelIdentifier")));
        List<object?> bases = Texts(inference.Maps("ragConfigs").Select(KnowledgeBaseOf));
        facts["jobType"] = evaluation.ContainsKey("human") ? "Human" : "Automated";
        facts["applicationType"] =
            job.Members.Get("applicationType") ?? (inference.ContainsKey("ragConfigs") ? "RagEvaluation" : "ModelEvaluation");
        facts["evaluationTaskTypes"] = Texts(config.Maps("datasetMetricConfigs").Select(static data => data.Text("taskType")).Distinct());
        facts["modelIdentifiers"] = models;
        facts["ragIdentifiers"] = bases;
        facts["evaluatorModelIdentifiers"] = Texts(
            (config.Map("evaluatorModelConfig") ?? []).Maps("bedrockEvaluatorModels").Select(static model => model.Text("modelIdentifier")));
        facts["inferenceConfigSummary"] = models.Count > 0
            ? Summary("modelConfigSummary", "bedrockModelIdentifiers", models)
            : Summary("ragConfigSummary", "bedrockKnowledgeBaseIdentifiers", bases);
    }

    private static string? KnowledgeBaseOf(Dictionary<string, object?> rag)
    {
        Dictionary<string, object?>? knowledge = rag.Map("knowledgeBaseConfig");
        return (knowledge?.Map("retrieveConfig") ?? knowledge?.Map("retrieveAndGenerateConfig")?.Map("knowledgeBaseConfiguration"))
            ?.Text("knowledgeBaseId");
    }

    private Answer BatchDelete(OperationCall call, ResourceKind kind, string result)
    {
        List<object?> deleted = [];
        List<object?> errors = [];
        foreach (string identifier in call.Input.Texts("jobIdentifiers"))
        {
            Resource? job = _desk.Store.Find(call.Region, kind.Name, identifier);
            (string Code, string Message)? error = job is null ? ("ResourceNotFoundException", $"The {kind.Title} does not exist.")
                : Progress.IsUnderWay(job) ? ("ConflictException", $"The {kind.Title} is in progress: stop it first.")
                : null;
            if (error is (string code, string message))
            {
                errors.Add(new Dictionary<string, object?> { ["jobIdentifier"] = identifier, ["code"] = code, ["message"] = message });
                continue;
            }

            _desk.Remove(call, job!);
            deleted.Add(new Dictionary<string, object?> { ["jobIdentifier"] = identifier, ["jobStatus"] = kind.Course!.Leaving });
        }

        return Answer.Of(new() { ["errors"] = errors, [result] = deleted });
    }

    private static Dictionary<string, object?> Summary(string member, string list, List<object?> identifiers) =>
        new() { [member] = new Dictionary<string, object?> { [list] = identifiers } };

    private static List<object?> Texts(IEnumerable<string?> texts) => texts.Where(static text => text is not null).Cast<object?>().ToList();
}
