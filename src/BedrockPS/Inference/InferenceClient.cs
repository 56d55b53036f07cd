using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Errors;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>Asks a model, through Converse or in its family's own format, whole or streamed.</summary>
internal sealed class InferenceClient : IModelCaller
{
    private readonly ApiClient _api;
    private readonly Action<string> _warn;

    /// <param name="api">Where and as whom.</param>
    /// <param name="warn">Told once when a model can be called through an inference profile only; may run on any thread.</param>
    public InferenceClient(ApiClient api, Action<string> warn)
    {
        _api = api;
        _warn = warn;
    }

    /// <summary>Build the family's InvokeModel body instead of a Converse body.</summary>
    public bool Native { get; set; }

    /// <summary>Let the answers "too many requests" and "not now" be errors at once: a gate before this client waits for them.</summary>
    public bool LeavesBusy { get; set; }

    /// <summary>Let "on-demand throughput isn't supported" be an error.</summary>
    public bool NoProfileFallback { get; set; }

    public Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        WithFallbackAsync(
            request.ModelId,
            async modelId =>
            {
                await (request.Calling?.Invoke(modelId) ?? Task.CompletedTask).ConfigureAwait(false);
                return await (Native
                    ? InvokeNativeAsync(request, modelId, cancellationToken)
                    : ConverseAsync(request, modelId, cancellationToken)).ConfigureAwait(false);
            },
            cancellationToken);

    public Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        WithFallbackAsync(
            request.ModelId,
            async modelId =>
            {
                await (request.Calling?.Invoke(modelId) ?? Task.CompletedTask).ConfigureAwait(false);
                return await (Native
                    ? StreamNativeAsync(request, modelId, cancellationToken)
                    : ConverseStreamAsync(request, modelId, cancellationToken)).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>The request <see cref="InvokeAsync"/> would send, before an inference profile may take the model's place.</summary>
    /// <remarks>A guardrail's way with streams is a setting too, and stands in the body of a stream alone.</remarks>
    public EngineRequest Describe(InferenceRequest request) => Native
        ? NativeRequest("InvokeModel", "invoke", request.ModelId, new NativeBody(NativeFamilies.For(request.ModelId).ToBody(request, streaming: false)), request)
        : ConverseRequest(request.Guardrail?.StreamMode is null ? "Converse" : "ConverseStream", "converse", request.ModelId, request);

    /// <summary>A body of the caller's own, byte for byte, and the model's own answer.</summary>
    public Task<NativeResponse> InvokeBodyAsync(NativeBody body, string modelId, CancellationToken cancellationToken) =>
        InvokeBodyAsync(body, modelId, new InferenceRequest(), cancellationToken);

    /// <summary>A body of the caller's own, byte for byte, and the model's own answer.</summary>
    /// <param name="body">Sent as it is.</param>
    /// <param name="modelId">Model to ask.</param>
    /// <param name="delivery">How the call is to be served, guarded and filed; the rest of it is not looked at.</param>
    public Task<NativeResponse> InvokeBodyAsync(NativeBody body, string modelId, InferenceRequest delivery, CancellationToken cancellationToken) =>
        WithFallbackAsync(
            modelId,
            async id =>
            {
                await (body.Calling?.Invoke(id) ?? Task.CompletedTask).ConfigureAwait(false);
                Stopwatch watch = Stopwatch.StartNew();
                EngineRequest http = NativeRequest("InvokeModel", "invoke", id, body, delivery);
                using EngineResponse answer = await _api.SendAsync(http, cancellationToken).ConfigureAwait(false);
                byte[] bytes = await ReadBodyAsync(http, answer, cancellationToken).ConfigureAwait(false);
                return NativeResponse.Read(bytes, answer.Headers, id, answer.RequestId, watch.Elapsed);
            },
            cancellationToken);

    /// <summary>The same, streamed.</summary>
    public Task<NativeBodyStream> StreamBodyAsync(NativeBody body, string modelId, InferenceRequest delivery, CancellationToken cancellationToken) =>
        WithFallbackAsync(
            modelId,
            async id =>
            {
                await (body.Calling?.Invoke(id) ?? Task.CompletedTask).ConfigureAwait(false);
                EngineRequest http = NativeRequest("InvokeModelWithResponseStream", "invoke-with-response-stream", id, body, delivery);
                return new NativeBodyStream(await _api.SendAsync(http, cancellationToken).ConfigureAwait(false), id);
            },
            cancellationToken);

    private async Task<ModelResponse> ConverseAsync(InferenceRequest request, string modelId, CancellationToken cancellationToken)
    {
        EngineRequest http = ConverseRequest("Converse", "converse", modelId, request);
        using EngineResponse answer = await _api.SendAsync(http, cancellationToken).ConfigureAwait(false);
        byte[] body = await ReadBodyAsync(http, answer, cancellationToken).ConfigureAwait(false);
        return Parse(http, answer.RequestId, () => ConverseResponseReader.Read(body, modelId, answer.RequestId));
    }

    private async Task<ModelStream> ConverseStreamAsync(InferenceRequest request, string modelId, CancellationToken cancellationToken)
    {
        EngineRequest http = ConverseRequest("ConverseStream", "converse-stream", modelId, request);
        return new ConverseModelStream(await _api.SendAsync(http, cancellationToken).ConfigureAwait(false), modelId);
    }

    private async Task<ModelResponse> InvokeNativeAsync(InferenceRequest request, string modelId, CancellationToken cancellationToken)
    {
        NativeFamily family = NativeFamilies.For(modelId);
        byte[] body = JsonText.ToUtf8(writer => family.WriteBody(writer, request, streaming: false));
        Stopwatch watch = Stopwatch.StartNew();
        EngineRequest http = NativeRequest("InvokeModel", "invoke", modelId, new NativeBody(body), request);
        using EngineResponse answer = await _api.SendAsync(http, cancellationToken).ConfigureAwait(false);
        byte[] bytes = await ReadBodyAsync(http, answer, cancellationToken).ConfigureAwait(false);
        return Parse(http, answer.RequestId, () =>
        {
            ModelResponse response = new() { Model = modelId, RequestId = answer.RequestId };
            response.Raw = System.Text.Encoding.UTF8.GetString(bytes);
            using JsonDocument document = JsonDocument.Parse(bytes);
            family.ReadAnswer(document.RootElement, response);
            ResponseHeaders.Apply(answer.Headers, response);
            if (response.Latency == default)
            {
                response.Latency = watch.Elapsed;
            }

            return response;
        });
    }

    private async Task<ModelStream> StreamNativeAsync(InferenceRequest request, string modelId, CancellationToken cancellationToken)
    {
        NativeFamily family = NativeFamilies.For(modelId);
        byte[] body = JsonText.ToUtf8(writer => family.WriteBody(writer, request, streaming: true));
        EngineRequest http =
            NativeRequest("InvokeModelWithResponseStream", "invoke-with-response-stream", modelId, new NativeBody(body), request);
        return new NativeStream(await _api.SendAsync(http, cancellationToken).ConfigureAwait(false), family, modelId);
    }

    private EngineRequest ConverseRequest(string operation, string verb, string modelId, InferenceRequest request)
    {
        EngineRequest http = NewRequest(operation, verb, modelId);
        http.Body = JsonText.ToUtf8(writer => ConverseRequestWriter.Write(writer, request, streaming: operation == "ConverseStream"));
        http.Headers["Content-Type"] = "application/json";
        return http;
    }

    private EngineRequest NativeRequest(string operation, string verb, string modelId, NativeBody body, InferenceRequest delivery)
    {
        if (body.Bytes.Length > NativeBody.MaxLength)
        {
            throw new BedrockException(
                "RequestTooLarge",
                string.Format(CultureInfo.InvariantCulture, "The body has {0:N0} bytes; the service takes at most {1:N0}.", body.Bytes.Length, NativeBody.MaxLength))
            {
                Service = "bedrock-runtime",
                Operation = operation,
            };
        }

        EngineRequest http = NewRequest(operation, verb, modelId);
        http.Body = body.Bytes;
        http.Headers["Content-Type"] = body.ContentType;
        DeliveryWriter.AddHeaders(http, delivery);
        http.Headers[operation == "InvokeModel" ? "Accept" : "X-Amzn-Bedrock-Accept"] = body.Accept;
        return http;
    }

    private EngineRequest NewRequest(string operation, string verb, string modelId)
    {
        EngineRequest http = new("bedrock-runtime", operation, "POST", "/model/{modelId}/" + verb) { LeavesBusy = LeavesBusy };
        http.PathParameters["modelId"] = modelId;
        return http;
    }

    /// <summary>Calls; when the service wants an inference profile for this model, finds one, says so once, and calls again.</summary>
    private async Task<T> WithFallbackAsync<T>(string modelId, Func<string, Task<T>> call, CancellationToken cancellationToken)
    {
        string? known = NoProfileFallback ? null : ProfileFallback.Known(_api.Settings, modelId);
        try
        {
            return await call(known ?? modelId).ConfigureAwait(false);
        }
        catch (BedrockException refusal) when (!NoProfileFallback && known is null && Advice.IsOnDemandRefused(refusal))
        {
            string? profile;
            try
            {
                profile = await ProfileFallback.FindAsync(_api, modelId, cancellationToken).ConfigureAwait(false);
            }
            catch (BedrockException)
            {
                // The lists may be denied to this role; what the user asked for failed for the first reason.
                throw refusal;
            }

            if (profile is null)
            {
                throw;
            }

            _warn($"{modelId} can be called through an inference profile only: using {profile}. Give -Model {profile} to choose it yourself.");
            return await call(profile).ConfigureAwait(false);
        }
    }

    private static async Task<byte[]> ReadBodyAsync(EngineRequest http, EngineResponse answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            throw StreamErrors.FromEngine(http.Operation, exception, answer.RequestId);
        }
    }

    private static ModelResponse Parse(EngineRequest http, string? requestId, Func<ModelResponse> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (JsonText.IsUnreadable(exception))
        {
            throw new BedrockException("ResponseUnreadable", $"The answer of {http.Operation} is not the JSON that was expected: {exception.Message}", exception)
            {
                Service = http.Service,
                Operation = http.Operation,
                RequestId = requestId,
            };
        }
    }
}
