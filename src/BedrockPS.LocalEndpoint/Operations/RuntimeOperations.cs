using System;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Converse;
using BedrockPS.Local.Embeddings;
using BedrockPS.Local.Families;
using BedrockPS.Local.Http;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Inference: Converse and InvokeModel, whole and streamed.</summary>
internal sealed class RuntimeOperations
{
    private const string Service = "bedrock-runtime";

    /// <summary>The service's own limit for a native body.</summary>
    private const int MaxNativeBody = 25_000_000;

    private readonly ITextModel _texts;

    public RuntimeOperations(ITextModel texts) => _texts = texts;

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "Converse", ConverseAsync);
        table.Add(Service, "ConverseStream", ConverseStream);
        table.Add(Service, "InvokeModel", InvokeAsync);
        table.Add(Service, "InvokeModelWithResponseStream", InvokeStream);
    }

    private static ModelTarget TargetOf(OperationCall call) => ModelTargets.ForInference(call.Input.Text("modelId") ?? "", call.Region);

    private async Task<Answer> ConverseAsync(OperationCall call, CancellationToken cancellationToken)
    {
        Conversation conversation = ConverseParser.Parse(call.Input, TargetOf(call).Model);
        WholeAnswer answer = new();
        await _texts.AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
        ByteBuffer body = ConverseAnswer.Write(answer, call, null);
        return Answer.Json(body.Array.AsMemory(0, body.Length));
    }

    private Answer ConverseStream(OperationCall call)
    {
        Conversation conversation = ConverseParser.Parse(call.Input, TargetOf(call).Model);
        if (!conversation.Model.Streams)
        {
            throw NotStreaming(conversation.Model);
        }

        return Answer.Stream((output, token) => _texts.AnswerAsync(conversation, new ConverseStreamSink(output, call), token));
    }

    private async Task<Answer> InvokeAsync(OperationCall call, CancellationToken cancellationToken)
    {
        CatalogueModel model = TargetOf(call).Model;
        using JsonDocument document = ParseBody(call);
        ByteBuffer body = new(1024);
        if (EmbeddingModels.Find(model.Family) is EmbeddingModel embedding)
        {
            using Utf8JsonWriter writer = new(body, JsonText.WriterOptions);
            int tokens = embedding.Answer(document.RootElement, model, writer, call);
            writer.Flush();
            return WithCounts(Answer.Json(body.Array.AsMemory(0, body.Length)), call, tokens, 0);
        }

        TextFamily family = FamilyOf(model);
        Conversation conversation = family.Parse(document.RootElement, model);
        ConversationRules.CheckLimits(conversation);
        WholeAnswer answer = new();
        await _texts.AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
        using (Utf8JsonWriter json = new(body, JsonText.WriterOptions))
        {
            family.WriteAnswer(json, answer, conversation, call);
        }

        return WithCounts(
            Answer.Json(body.Array.AsMemory(0, body.Length)), call, answer.Completion.InputTokens, answer.Completion.OutputTokens);
    }

    private Answer InvokeStream(OperationCall call)
    {
        CatalogueModel model = TargetOf(call).Model;
        if (!model.Streams)
        {
            throw NotStreaming(model);
        }

        using JsonDocument document = ParseBody(call);
        TextFamily family = FamilyOf(model);
        Conversation conversation = family.Parse(document.RootElement, model);
        ConversationRules.CheckLimits(conversation);
        return Answer.Stream((output, token) => _texts.AnswerAsync(conversation, family.OpenStream(output, conversation, call), token))
            .With("X-Amzn-Bedrock-Content-Type", "application/json");
    }

    private static TextFamily FamilyOf(CatalogueModel model) =>
        TextFamilies.Find(model.Family)
        ?? throw new ServiceFault(501, "NotImplementedException", $"The local endpoint does not simulate InvokeModel of {model.Id}.");

    private static JsonDocument ParseBody(OperationCall call)
    {
        byte[] body = call.Request.Body;
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

    private static Answer WithCounts(Answer answer, OperationCall call, int input, int output) => answer
        .With("X-Amzn-Bedrock-Input-Token-Count", input.ToString(CultureInfo.InvariantCulture))
        .With("X-Amzn-Bedrock-Output-Token-Count", output.ToString(CultureInfo.InvariantCulture))
        .With("X-Amzn-Bedrock-Invocation-Latency", call.ElapsedMs.ToString(CultureInfo.InvariantCulture));

    private static ServiceFault NotStreaming(CatalogueModel model) =>
        ServiceFault.Validation($"The model {model.Id} is unsupported for streaming.");
}
