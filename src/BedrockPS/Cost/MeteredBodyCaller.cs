using System;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Cost;

/// <summary>Counts and guards calls with a body in the model's own format.</summary>
internal sealed class MeteredBodyCaller
{
    private readonly InferenceClient _client;
    private readonly Meter _meter;

    public MeteredBodyCaller(InferenceClient client, Meter meter)
    {
        _client = client;
        _meter = meter;
    }

    /// <param name="body">The body.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="delivery">Tier, latency and guardrail of the call.</param>
    /// <param name="output">Tokens of the answer at most, 0 for an embedding; null: what the body says.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<NativeResponse> InvokeAsync(
        NativeBody body, string modelId, InferenceRequest delivery, long? output, CancellationToken cancellationToken)
    {
        using MeteredCall call = await _meter.BeginAsync(body, modelId, delivery, output, isStream: false, cancellationToken).ConfigureAwait(false);
        NativeResponse response;
        try
        {
            body.Calling = id => call.CallingAsync(id, cancellationToken);
            response = await _client.InvokeBodyAsync(body, modelId, delivery, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            throw;
        }

        CallCost? cost = call.Complete(response.Model, response.Usage);
        response.Cost = cost?.Amount;
        response.Currency = cost?.Currency;
        return response;
    }

    /// <summary>Dispose what it gives: that settles the call.</summary>
    public async Task<NativeBodyStream> StreamAsync(NativeBody body, string modelId, InferenceRequest delivery, CancellationToken cancellationToken)
    {
        MeteredCall call = await _meter.BeginAsync(body, modelId, delivery, null, isStream: true, cancellationToken).ConfigureAwait(false);
        try
        {
            body.Calling = id => call.CallingAsync(id, cancellationToken);
            NativeBodyStream stream = await _client.StreamBodyAsync(body, modelId, delivery, cancellationToken).ConfigureAwait(false);
            stream.Call = call;
            return stream;
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            throw;
        }
    }
}
