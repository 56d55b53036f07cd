using System;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Cost;

/// <summary>Counts every call and its cost, and lets none be sent that a budget might not hold.</summary>
internal sealed class MeteredCaller : IModelCaller
{
    private readonly IModelCaller _inner;
    private readonly Meter _meter;

    public MeteredCaller(IModelCaller inner, Meter meter)
    {
        _inner = inner;
        _meter = meter;
    }

    public async Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        using MeteredCall call = await _meter.BeginAsync(request, isStream: false, cancellationToken).ConfigureAwait(false);
        ModelResponse response;
        try
        {
            response = await _inner.InvokeAsync(Guarded(request, call, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            throw;
        }

        Settle(call, response);
        return response;
    }

    public async Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        MeteredCall call = await _meter.BeginAsync(request, isStream: true, cancellationToken).ConfigureAwait(false);
        try
        {
            ModelStream stream = await _inner.StreamAsync(Guarded(request, call, cancellationToken), cancellationToken).ConfigureAwait(false);

            // One left early is settled by the most it could have cost.
            return new WatchedStream(stream, response => Settle(call, response), call);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            throw;
        }
    }

    /// <summary>Puts a call's cost onto its response.</summary>
    public static void Settle(MeteredCall call, ModelResponse response)
    {
        CallCost? cost = call.Complete(response.Model, response.Usage, response.ServiceTier);
        response.Cost = cost?.Amount;
        response.Currency = cost?.Currency;
    }

    private static InferenceRequest Guarded(InferenceRequest request, MeteredCall call, CancellationToken cancellationToken)
    {
        InferenceRequest guarded = request.Clone();
        guarded.Calling = modelId => call.CallingAsync(modelId, cancellationToken);
        return guarded;
    }
}
