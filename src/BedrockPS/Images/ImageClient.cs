using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Cost;
using BedrockPS.Inference;
using BedrockPS.Parallelism;

namespace BedrockPS.Images;

/// <summary>Has a model make pictures, in as many calls as its family needs.</summary>
internal sealed class ImageClient
{
    private readonly MeteredBodyCaller _caller;
    private readonly ImageFamily _family;
    private readonly string _modelId;
    private readonly CallGate? _gate;

    /// <param name="caller">Sends the bodies.</param>
    /// <param name="family">The model's family.</param>
    /// <param name="modelId">The model to call.</param>
    /// <param name="gate">Where calls wait for their turn; null: each for itself.</param>
    public ImageClient(MeteredBodyCaller caller, ImageFamily family, string modelId, CallGate? gate = null)
    {
        _caller = caller;
        _family = family;
        _modelId = modelId;
        _gate = gate;
    }

    /// <summary>The bodies of an order, so that what is wrong with it shows before anything is sent.</summary>
    /// <exception cref="BedrockException">ParameterInvalid.</exception>
    public static IReadOnlyList<(ImageRequest Request, NativeBody Body)> Compose(ImageFamily family, ImageRequest request)
    {
        List<(ImageRequest, NativeBody)> calls = [];
        int most = request.Task == ImageTask.RemoveBackground ? 1 : family.MostPerCall;
        for (int done = 0; done < request.Count; done += most)
        {
            ImageRequest part = request.Count <= most
                ? request
                : request.With(Math.Min(most, request.Count - done), SeedOf(family, request, done));
            calls.Add((part, new NativeBody(family.WriteBody(part)) { Images = Math.Max(1, part.Count) }));
        }

        return calls;
    }

    /// <summary>Calls with one seed would make one set of pictures again and again.</summary>
    private static long? SeedOf(ImageFamily family, ImageRequest request, int done) =>
        request.Task == ImageTask.RemoveBackground || (request.Seed is null && done == 0) ? request.Seed : (request.Seed ?? family.DefaultSeed) + done;

    /// <summary>One result a picture that was asked for. What failed in one call does not keep the others from being made.</summary>
    public async Task<List<ImageResult>> MakeAsync(
        IReadOnlyList<(ImageRequest Request, NativeBody Body)> calls, CancellationToken cancellationToken)
    {
        List<ImageResult> results = [];
        foreach ((ImageRequest request, NativeBody body) in calls)
        {
            try
            {
                NativeResponse response = await SendAsync(body, cancellationToken).ConfigureAwait(false);
                Read(response, request, results);
            }
            catch (BedrockException exception)
            {
                results.Add(new ImageResult(Translate(exception)));
                if (exception.EndsPipeline)
                {
                    break;
                }
            }
        }

        return results;
    }

    private Task<NativeResponse> SendAsync(NativeBody body, CancellationToken cancellationToken) => _gate is null
        ? CallAsync(body, cancellationToken)
        : _gate.RunAsync(static () => 0, token => CallAsync(body, token), static _ => null, cancellationToken);

    private Task<NativeResponse> CallAsync(NativeBody body, CancellationToken cancellationToken) =>
        _caller.InvokeAsync(body, _modelId, new InferenceRequest(), output: 0, cancellationToken);

    private void Read(NativeResponse response, ImageRequest request, List<ImageResult> results)
    {
        ImageAnswer answer;
        try
        {
            answer = ImageAnswer.Read(response.Bytes);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unreadable(response, exception.Message, exception);
        }

        if (answer.Parts.Count == 0 && answer.Error is null)
        {
            throw Unreadable(response, "it holds no picture", null);
        }

        foreach (ImageAnswer.Part part in answer.Parts)
        {
            results.Add(part.IsGood
                ? new ImageResult(NewImage(part, request, response))
                : new ImageResult(Refused(part.Reason ?? answer.Error ?? "The picture is missing.", response)));
        }

        // Titan and Nova leave out what their filter took, and say so once.
        for (int missing = answer.Parts.Count; answer.Error is not null && missing < Math.Max(1, request.Count); missing++)
        {
            results.Add(new ImageResult(Refused(answer.Error, response)));
        }
    }

    private static Image NewImage(ImageAnswer.Part part, ImageRequest request, NativeResponse response) => new(part.Bytes!, response.Model)
    {
        Seed = part.Seed ?? request.Seed,
        FinishReason = part.Reason,
        Prompt = request.Prompt,
        Task = request.Task.ToString(),
        Cost = request.Count > 0 ? response.Cost / request.Count : null,
        Currency = response.Currency,
    };

    private BedrockException Refused(string reason, NativeResponse response)
    {
        bool isFiltered = reason.IndexOf("filter", StringComparison.OrdinalIgnoreCase) >= 0
            || reason.IndexOf("moderation", StringComparison.OrdinalIgnoreCase) >= 0
            || reason.IndexOf("policy", StringComparison.OrdinalIgnoreCase) >= 0
            || reason.IndexOf("blocked", StringComparison.OrdinalIgnoreCase) >= 0;
        return new BedrockException(isFiltered ? "ContentFiltered" : "ModelError", $"{_family.Name} delivers no picture: {reason}")
        {
            Service = "bedrock-runtime",
            Operation = "InvokeModel",
            RequestId = response.RequestId,
        };
    }

    /// <summary>A prompt that is filtered before anything is made comes back as a request that is wrong.</summary>
    private static BedrockException Translate(BedrockException exception) =>
        exception.Code == "Validation" && exception.Message.IndexOf("content filter", StringComparison.OrdinalIgnoreCase) >= 0
            ? new BedrockException("ContentFiltered", exception.Message, exception)
            {
                Service = exception.Service,
                Operation = exception.Operation,
                RequestId = exception.RequestId,
            }
            : exception;

    private BedrockException Unreadable(NativeResponse response, string reason, Exception? cause) =>
        new("ResponseUnreadable", $"The answer of {_modelId} is not that of {_family.Name}: {reason}.", cause)
        {
            Service = "bedrock-runtime",
            Operation = "InvokeModel",
            RequestId = response.RequestId,
        };
}
