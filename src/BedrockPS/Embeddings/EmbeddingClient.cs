using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Cost;
using BedrockPS.Errors;
using BedrockPS.Inference;
using BedrockPS.Parallelism;
using BedrockPS.Protocol;
using BedrockPS.Storage;

namespace BedrockPS.Embeddings;

/// <summary>Embeds inputs with one model, as many a call as its family takes.</summary>
internal sealed class EmbeddingClient
{
    private readonly MeteredBodyCaller _client;
    private readonly EmbeddingFamily _family;
    private readonly EmbeddingOptions _options;
    private readonly string _modelId;
    private readonly CallGate? _gate;

    /// <param name="client">Sends the bodies.</param>
    /// <param name="family">The model's family.</param>
    /// <param name="modelId">The model to call.</param>
    /// <param name="options">As the family's check gave them back.</param>
    /// <param name="gate">Where calls wait for their turn; null: each for itself.</param>
    public EmbeddingClient(
        MeteredBodyCaller client, EmbeddingFamily family, string modelId, EmbeddingOptions options, CallGate? gate = null)
    {
        _client = client;
        _family = family;
        _modelId = modelId;
        _options = options;
        _gate = gate;
    }

    /// <summary>
    /// One result an input, in their order. A batch that is refused for what is in it is halved until the inputs to blame stand alone;
    /// any other failure is every input's.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IReadOnlyList<EmbeddingResult>> EmbedAsync(
        IReadOnlyList<EmbeddingInput> inputs, CancellationToken cancellationToken)
    {
        List<EmbeddingResult> results = new(inputs.Count);
        await EmbedAsync(inputs, results, cancellationToken).ConfigureAwait(false);
        return results;
    }

    /// <summary>What one input alone asks, the part of the work done here included.</summary>
    public StoredRequest Describe(EmbeddingInput input) => new(
        _options.Normalize == true ? "EmbedNormalized" : "Embed",
        _modelId,
        JsonText.ToUtf8(writer => _family.WriteBody(writer, [input], _options)));

    private async Task EmbedAsync(IReadOnlyList<EmbeddingInput> inputs, List<EmbeddingResult> results, CancellationToken cancellationToken)
    {
        BedrockException? failure = null;
        try
        {
            await InvokeAsync(inputs, results, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            failure = exception;
        }

        if (failure is null)
        {
            return;
        }

        if (inputs.Count > 1 && IsAboutInputs(failure))
        {
            int half = inputs.Count / 2;
            await EmbedAsync(Slice(inputs, 0, half), results, cancellationToken).ConfigureAwait(false);
            await EmbedAsync(Slice(inputs, half, inputs.Count - half), results, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (EmbeddingInput input in inputs)
        {
            results.Add(new EmbeddingResult(input, failure));
        }
    }

    /// <summary>Refused for a text in the batch, as far as the service lets one tell; a wrong model is wrong for each of them.</summary>
    private static bool IsAboutInputs(BedrockException failure) =>
        failure.Code == "RequestTooLarge"
        || (failure.Code == "Validation"
            && !Advice.IsOnDemandRefused(failure)
            && failure.Message.IndexOf("model identifier", StringComparison.OrdinalIgnoreCase) < 0);

    private async Task InvokeAsync(IReadOnlyList<EmbeddingInput> inputs, List<EmbeddingResult> results, CancellationToken cancellationToken)
    {
        byte[] body = JsonText.ToUtf8(writer => _family.WriteBody(writer, inputs, _options));
        NativeResponse response = await SendAsync(new NativeBody(body), inputs, cancellationToken).ConfigureAwait(false);
        EmbeddingAnswer answer = Read(response);
        if (answer.Vectors.Count != inputs.Count)
        {
            throw answer.Refusal is string refusal
                ? new BedrockException("ModelError", refusal) { RequestId = response.RequestId }
                : Unreadable(response, $"it holds {answer.Vectors.Count} vectors for {inputs.Count} inputs", null);
        }

        // The service counts a call, not an input.
        int? tokens = inputs.Count == 1 ? answer.InputTokens ?? Counted(response.Usage) : null;
        for (int i = 0; i < inputs.Count; i++)
        {
            float[] vector = answer.Vectors[i];
            if (_options.Normalize == true && !_family.Normalizes)
            {
                Normalize(vector);
            }

            string type = _options.EmbeddingType ?? "float";
            results.Add(new EmbeddingResult(inputs[i], new Embedding(vector, response.Model, type, inputs[i].Source, tokens)
            {
                Cost = inputs.Count == 1 ? response.Cost : null,
                Currency = inputs.Count == 1 ? response.Currency : null,
            }));
        }
    }

    private Task<NativeResponse> SendAsync(NativeBody body, IReadOnlyList<EmbeddingInput> inputs, CancellationToken cancellationToken) =>
        _gate is null
            ? CallAsync(body, cancellationToken)
            : _gate.RunAsync(
                () => inputs.Sum(static input => TextTokens.Estimate(input.Text ?? "")),
                token => CallAsync(body, token),
                static response => Counted(response.Usage),
                cancellationToken);

    private Task<NativeResponse> CallAsync(NativeBody body, CancellationToken cancellationToken) =>
        _client.InvokeAsync(body, _modelId, new InferenceRequest(), output: 0, cancellationToken);

    private EmbeddingAnswer Read(NativeResponse response)
    {
        try
        {
            return _family.Read(response.Bytes, _options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unreadable(response, exception.Message, exception);
        }
    }

    private BedrockException Unreadable(NativeResponse response, string reason, Exception? cause) =>
        new("ResponseUnreadable", $"The answer of {_modelId} is not that of {_family.Name}: {reason}.", cause)
        {
            Service = "bedrock-runtime",
            Operation = "InvokeModel",
            RequestId = response.RequestId,
        };

    private static int? Counted(TokenUsage usage) => usage.InputTokens is > 0 and <= int.MaxValue ? (int)usage.InputTokens : null;

    private static void Normalize(float[] vector)
    {
        double square = 0;
        foreach (float number in vector)
        {
            square += (double)number * number;
        }

        // A zero vector has no direction to keep.
        if (square > 0)
        {
            double length = Math.Sqrt(square);
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] = (float)(vector[i] / length);
            }
        }
    }

    private static List<EmbeddingInput> Slice(IReadOnlyList<EmbeddingInput> inputs, int start, int count)
    {
        List<EmbeddingInput> slice = new(count);
        for (int i = 0; i < count; i++)
        {
            slice.Add(inputs[start + i]);
        }

        return slice;
    }
}
