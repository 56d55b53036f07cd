using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Caching;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Converse;
using BedrockPS.Local.Embeddings;
using BedrockPS.Local.Families;
using BedrockPS.Local.Faults;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Http;
using BedrockPS.Local.Images;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Inference: Converse and InvokeModel, whole and streamed, and the count of tokens.</summary>
internal sealed class RuntimeOperations
{
    private const string Service = "bedrock-runtime";

    /// <summary>The service's own limit for a native body.</summary>
    private const int MaxNativeBody = 25_000_000;

    private readonly ITextModel _texts;
    private readonly ModelResolver _models;
    private readonly GuardrailOperations _guardrails;
    private readonly PromptOperations _prompts;
    private readonly InferenceDesk _desk = new();

    public RuntimeOperations(ITextModel texts, ModelResolver models, GuardrailOperations guardrails, PromptOperations prompts)
    {
        _prompts = prompts;
        _texts = texts;
        _models = models;
        _guardrails = guardrails;
    }

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "Converse", ConverseAsync);
        table.Add(Service, "ConverseStream", ConverseStream);
        table.Add(Service, "InvokeModel", InvokeAsync);
        table.Add(Service, "InvokeModelWithResponseStream", InvokeStream);
        table.Add(Service, "CountTokens", CountTokens);
    }

    private CatalogueModel ModelOf(OperationCall call) => _models.ForInference(call.Input.Text("modelId") ?? "", call.Region).Model;

    /// <summary>The conversation of a request: its own, or that of the stored prompt it names.</summary>
    private Conversation ReadConverse(OperationCall call)
    {
        string id = call.Input.Text("modelId") ?? "";
        if (Arns.Resource(id)?.StartsWith("prompt/", StringComparison.Ordinal) != true)
        {
            return call.Input.Get("promptVariables") is null
                ? ConverseParser.Parse(call.Input, ModelOf(call))
                : throw ServiceFault.Validation("promptVariables can only be specified with a prompt's ARN as modelId.");
        }

        Dictionary<string, object?> variant = PromptMessages.VariantOf(_prompts.Find(call.Region, id));
        CatalogueModel model = _models.ForInference(variant.Text("modelId") ?? "", call.Region).Model;
        return ConverseParser.Parse(PromptMessages.Merge(variant, call.Input), model);
    }

    private async Task<Answer> ConverseAsync(OperationCall call, CancellationToken cancellationToken)
    {
        Conversation conversation = ReadConverse(call);
        ITextModel texts = GuardedModelOf(call);
        Reservation reservation = _desk.Admit(conversation, call, () => call.Input);
        WholeAnswer answer = new();
        await texts.AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
        reservation.Settle(InferenceDesk.Used(conversation.Model, answer.Completion));
        call.Completion = answer.Completion;
        ByteBuffer body = ConverseAnswer.Write(answer, call);
        return Answer.Json(body.Array.AsMemory(0, body.Length));
    }

    private Answer ConverseStream(OperationCall call)
    {
        Conversation conversation = ReadConverse(call);
        CheckStreams(conversation.Model);
        ITextModel texts = GuardedModelOf(call);
        Reservation reservation = _desk.Admit(conversation, call, () => call.Input);
        return StreamOf(texts, conversation, reservation, output => new ConverseStreamSink(output, call));
    }

    private async Task<Answer> InvokeAsync(OperationCall call, CancellationToken cancellationToken)
    {
        CatalogueModel model = ModelOf(call);
        using JsonDocument document = ParseBody(call.Request.Body);
        ByteBuffer body = new(1024);
        using Utf8JsonWriter json = new(body, JsonText.WriterOptions);
        Completion completion;
        if (EmbeddingModels.Find(model.Family) is EmbeddingModel embedding)
        {
            Reservation reservation = InferenceDesk.Admit(model, call);
            completion = new Completion { InputTokens = embedding.Answer(document.RootElement, model, json, call) };
            reservation.Settle(completion.InputTokens);
        }
        else if (ImageModels.Find(model.Family) is ImageModel images)
        {
            Reservation reservation = InferenceDesk.Admit(model, call);
            images.Answer(document.RootElement, model, json);
            completion = new Completion();
            reservation.Settle(0);
        }
        else
        {
            completion = await InvokeTextAsync(document.RootElement, model, json, call, cancellationToken).ConfigureAwait(false);
        }

        json.Flush();
        call.Completion = completion;
        Answer answer = Answer.Json(body.Array.AsMemory(0, body.Length))
            .With("X-Amzn-Bedrock-Input-Token-Count", Text(completion.InputTokens))
            .With("X-Amzn-Bedrock-Output-Token-Count", Text(completion.OutputTokens))
            .With("X-Amzn-Bedrock-Invocation-Latency", call.ElapsedMs.ToString(CultureInfo.InvariantCulture));
        if (completion.Cache != CacheUse.None)
        {
            answer.With("X-Amzn-Bedrock-Cache-Read-Input-Token-Count", Text(completion.Cache.Read))
                .With("X-Amzn-Bedrock-Cache-Write-Input-Token-Count", Text(completion.Cache.Written));
        }

        return WithDelivery(answer, call);
    }

    private async Task<Completion> InvokeTextAsync(
        JsonElement body, CatalogueModel model, Utf8JsonWriter json, OperationCall call, CancellationToken cancellationToken)
    {
        TextFamily family = FamilyOf(model);
        Conversation conversation = family.Parse(body, model);
        ConversationRules.CheckLimits(conversation);
        ITextModel texts = GuardedModelOf(call);
        Reservation reservation = _desk.Admit(conversation, call, body);
        WholeAnswer answer = new();
        await texts.AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
        reservation.Settle(InferenceDesk.Used(model, answer.Completion));
        json.WriteStartObject();
        family.WriteAnswer(json, answer, conversation, call);
        InvocationMetrics.WriteGuardrail(json, call);
        json.WriteEndObject();
        return answer.Completion;
    }

    private Answer InvokeStream(OperationCall call)
    {
        CatalogueModel model = ModelOf(call);
        CheckStreams(model);
        using JsonDocument document = ParseBody(call.Request.Body);
        TextFamily family = FamilyOf(model);
        Conversation conversation = family.Parse(document.RootElement, model);
        ConversationRules.CheckLimits(conversation);
        ITextModel texts = GuardedModelOf(call);
        Reservation reservation = _desk.Admit(conversation, call, document.RootElement);
        Answer answer = StreamOf(texts, conversation, reservation, output => family.OpenStream(output, conversation, call))
            .With("X-Amzn-Bedrock-Content-Type", "application/json");
        return WithDelivery(answer, call);
    }

    private static Answer StreamOf(
        ITextModel texts, Conversation conversation, Reservation reservation, Func<EventOutput, AnswerSink> openSink) =>
        Answer.Stream(async (output, token) =>
        {
            TallySink sink = new(openSink(output));
            await texts.AnswerAsync(conversation, sink, token).ConfigureAwait(false);
            reservation.Settle(InferenceDesk.Used(conversation.Model, sink.Completion ?? new Completion()));
        });

    /// <summary>Latency and tier, as the request had them.</summary>
    private static Answer WithDelivery(Answer answer, OperationCall call)
    {
        if (call.Input.Text("performanceConfigLatency") is string latency)
        {
            answer.With("X-Amzn-Bedrock-PerformanceConfig-Latency", latency);
        }

        return DeliveryRules.TierOf(call.Input) is string tier ? answer.With("X-Amzn-Bedrock-Service-Tier", tier) : answer;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Answer CountTokens(OperationCall call)
    {
        ModelTarget target = _models.Find(call.Input.Text("modelId") ?? "", call.Region)
            ?? throw ServiceFault.Validation("The provided model identifier is invalid.");
        CatalogueModel model = target.Model;

        // Only the model itself can count: the service refuses the profile it wants for inference.
        if (!target.IsBare || !model.Can("tokens"))
        {
            throw ServiceFault.Validation("The provided model doesn't support counting tokens.");
        }

        Dictionary<string, object?> input = call.Input.Map("input") ?? [];
        Conversation conversation;
        if (input.Map("converse") is Dictionary<string, object?> converse)
        {
            conversation = ConverseParser.Parse(converse, model);
        }
        else
        {
            byte[] body = input.Map("invokeModel")?.Get("body") as byte[]
                ?? throw ServiceFault.Validation("input: one of converse and invokeModel is required");
            using JsonDocument document = ParseBody(body);
            conversation = FamilyOf(model).Parse(document.RootElement, model);
        }

        return Answer.Of(new() { ["inputTokens"] = (long)conversation.InputTokens });
    }

    /// <summary>The model, behind the guardrail the request names in its body or its headers.</summary>
    private ITextModel GuardedModelOf(OperationCall call)
    {
        Dictionary<string, object?> config = call.Input.Map("guardrailConfig") ?? call.Input;
        string? id = config.Text("guardrailIdentifier");
        if (id is null)
        {
            return _texts;
        }

        GuardrailVersion guardrail = _guardrails.Find(call.Region, id, config.Text("guardrailVersion"))
            ?? throw ServiceFault.Validation("The guardrail identifier or version provided in the request does not exist.");
        call.Guardrail = new GuardrailRun(guardrail, config.Text("trace"));
        return new GuardedModel(_texts, guardrail.Config, call.Guardrail, config.Text("streamProcessingMode") == "async");
    }

    private static TextFamily FamilyOf(CatalogueModel model) =>
        TextFamilies.Find(model.Family)
        ?? throw new ServiceFault(501, "NotImplementedException", $"The local endpoint does not simulate InvokeModel of {model.Id}.");

    private static JsonDocument ParseBody(byte[] body)
    {
        if (body.Length > MaxNativeBody)
        {
            throw ServiceFault.Validation($"The body has {body.Length} bytes; at most {MaxNativeBody} are allowed.");
        }

        try
        {
            JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw ServiceFault.Validation("Malformed input request: expected type: JSONObject. Send a JSON object as the body.");
        }
        catch (JsonException)
        {
            throw ServiceFault.Validation("Malformed input request: the body is not valid JSON.");
        }
    }

    private static void CheckStreams(CatalogueModel model)
    {
        if (!model.Streams)
        {
            throw ServiceFault.Validation($"The model {model.Id} is unsupported for streaming.");
        }
    }
}
