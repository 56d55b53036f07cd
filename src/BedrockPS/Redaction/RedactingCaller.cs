using System;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Redaction;

/// <summary>
/// Replaces secrets in what goes out and puts them back into what comes in. What lies behind this step (stores, the wire) never sees
/// them. Each request has its own names for its own secrets; nothing is kept between requests.
/// </summary>
internal sealed class RedactingCaller : IModelCaller
{
    private readonly IModelCaller _next;
    private readonly Action<string> _log;
    private readonly Action _tellUnsearched;

    /// <param name="next">The next step on the way to the model.</param>
    /// <param name="log">Told how many secrets of which kinds were replaced; may run on any thread.</param>
    /// <param name="tellUnsearched">Told when a request carries what cannot be searched; may run on any thread.</param>
    public RedactingCaller(IModelCaller next, Action<string> log, Action tellUnsearched)
    {
        _next = next;
        _log = log;
        _tellUnsearched = tellUnsearched;
    }

    public Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken) => request.Redaction is RedactionSettings settings
        ? InvokeRedactedAsync(request, settings, cancellationToken)
        : _next.InvokeAsync(request, cancellationToken);

    public Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken) => request.Redaction is RedactionSettings settings
        ? StreamRedactedAsync(request, settings, cancellationToken)
        : _next.StreamAsync(request, cancellationToken);

    private async Task<ModelResponse> InvokeRedactedAsync(InferenceRequest request, RedactionSettings settings, CancellationToken cancellationToken)
    {
        (InferenceRequest redacted, SecretMap map) = Redact(request, settings, cancellationToken);
        ModelResponse response = await _next.InvokeAsync(redacted, cancellationToken).ConfigureAwait(false);
        new ResponseRestorer(map, IsJson(request)).Restore(response);
        return response;
    }

    private async Task<ModelStream> StreamRedactedAsync(InferenceRequest request, RedactionSettings settings, CancellationToken cancellationToken)
    {
        (InferenceRequest redacted, SecretMap map) = Redact(request, settings, cancellationToken);
        ModelStream stream = await _next.StreamAsync(redacted, cancellationToken).ConfigureAwait(false);
        return map.Count == 0 ? stream : new RedactedStream(stream, map, new ResponseRestorer(map, IsJson(request)));
    }

    /// <summary>The answer's text is JSON, whether the service sees to that or the prompt asks for it.</summary>
    private static bool IsJson(InferenceRequest request) => (request.OutputSchema ?? (object?)request.Structure) is not null;

    private (InferenceRequest Redacted, SecretMap Map) Redact(
        InferenceRequest request, RedactionSettings settings, CancellationToken cancellationToken)
    {
        RequestRedactor redactor = new(request, settings, cancellationToken);
        InferenceRequest redacted = redactor.Redact();
        _log(redactor.Map.Count == 0
            ? "Redaction found no secrets in the request."
            : $"Redaction replaced {redactor.Map.Count} secrets before sending: {redactor.Map.Summary}.");
        if (redactor.HasUnsearched)
        {
            _tellUnsearched();
        }

        return (redacted, redactor.Map);
    }
}
