using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Converse;
using BedrockPS.Local.Embeddings;
using BedrockPS.Local.Families;
using BedrockPS.Local.Faults;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Http;
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

    public RuntimeOperations(ITextModel texts, ModelResolver models, GuardrailOperations guardrails)
    {
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

    private async Task<Answer> ConverseAsync(OperationCall call, CancellationToken cancellationToken)
    {
        Conversation conversation = Prepare(ConverseParser.Parse(call.Input, ModelOf(call)), call);
        WholeAnswer answer = new();
        await GuardedModelOf(call).AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
        ByteBuffer body = ConverseAnswer.Write(answer, call);
        return Answer.Json(body.Array.AsMemory(0, body.Length));
    }

    private Answer ConverseStream(OperationCall call)
    {
        Conversation conversation = Prepare(ConverseParser.Parse(call.Input, ModelOf(call)), call);
        CheckStreams(conversation.Model);
        ITextModel texts = GuardedModelOf(call);
        return Answer.Stream((output, token) => texts.AnswerAsync(conversation, new ConverseStreamSink(output, call), token));
    }

    private async Task<Answer> InvokeAsync(OperationCall call, CancellationToken cancellationToken)
    {
        CatalogueModel model = ModelOf(call);
        using JsonDocument document = ParseBody(call.Request.Body);
        ByteBuffer body = new(1024);
        using Utf8JsonWriter json = new(body, JsonText.WriterOptions);
        int input, output = 0;
        if (EmbeddingModels.Find(model.Family) is EmbeddingModel embedding)
        {
            input = embedding.Answer(document.RootElement, model, json, call);
        }
        else
        {
            TextFamily family = FamilyOf(model);
            Conversation conversation = family.Parse(document.RootElement, model);
            ConversationRules.CheckLimits(conversation);
            Prepare(conversation, call);
            WholeAnswer answer = new();
            await GuardedModelOf(call).AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
            json.WriteStartObject();
            family.WriteAnswer(json, answer, conversation, call);
            InvocationMetrics.WriteGuardrail(json, call);
            json.WriteEndObject();
            (input, output) = (answer.Completion.InputTokens, answer.Completion.OutputTokens);
        }

        json.Flush();
        return Answer.Json(body.Array.AsMemory(0, body.Length))
            .With("X-Amzn-Bedrock-Input-Token-Count", input.ToString(CultureInfo.InvariantCulture))
            .With("X-Amzn-Bedrock-Output-Token-Count", output.ToString(CultureInfo.InvariantCulture))
            .With("X-Amzn-Bedrock-Invocation-Latency", call.ElapsedMs.ToString(CultureInfo.InvariantCulture));
    }

    private Answer InvokeStream(OperationCall call)
    {
        CatalogueModel model = ModelOf(call);
        CheckStreams(model);
        using JsonDocument document = ParseBody(call.Request.Body);
        TextFamily family = FamilyOf(model);
        Conversation conversation = family.Parse(document.RootElement, model);
        ConversationRules.CheckLimits(conversation);
        Prepare(conversation, call);
        ITextModel texts = GuardedModelOf(call);
        return Answer.Stream((output, token) => texts.AnswerAsync(conversation, family.OpenStream(output, conversation, call), token))
            .With("X-Amzn-Bedrock-Content-Type", "application/json");
    }

    private Answer CountTokens(OperationCall call)
    {
        // Tokens can be counted for a model that inference needs a profile for.
        CatalogueModel model = _models.Find(call.Input.Text("modelId") ?? "", call.Region)?.Model
            ?? throw ServiceFault.Validation("The provided model identifier is invalid.");
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

    /// <summary>What concerns every inference, once its request has been found good.</summary>
    private static Conversation Prepare(Conversation conversation, OperationCall call)
    {
        if (conversation.IsForcedAnswer && call.Faults.Spoil(call.Operation.Name, call.Entry.Model) is FaultRule rule)
        {
            conversation.Spoil = rule.Kind == FaultKind.BadJson ? Spoil.BadJson : Spoil.Misfit;
            call.Entry.Fault ??= rule.Text;
        }

        return conversation;
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

        string? trace = config.Text("trace");
        bool isTraced = trace is not null && !trace.Equals("disabled", StringComparison.OrdinalIgnoreCase);
        GuardrailVersion guardrail = _guardrails.Find(call.Region, id, config.Text("guardrailVersion"))
            ?? throw ServiceFault.Validation("The guardrail identifier or version provided in the request does not exist.");
        call.Guardrail = new GuardrailRun(guardrail.Resource, isTraced);
        return new GuardedModel(_texts, guardrail.Config, call.Guardrail);
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
