using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Engine.S3;
using BedrockPS.Errors;
using BedrockPS.S3;

namespace BedrockPS.Protocol;

/// <summary>
/// Calls operations of the four services on one connection. All failures are <see cref="BedrockException"/>, apart from
/// OperationCanceledException when the caller's token was cancelled.
/// </summary>
internal sealed class ApiClient
{
    private readonly EngineClient _engine;
    private S3Client? _s3;

    /// <param name="settings">Where and as whom.</param>
    /// <param name="options">Time-outs and the log of this caller.</param>
    public ApiClient(ConnectionSettings settings, CallOptions options)
    {
        Settings = settings;
        Options = options;
        try
        {
            _engine = EngineClient.For(settings);
        }
        catch (EngineException exception)
        {
            throw ServiceErrors.From(exception, null, null, settings.ProfileName);
        }
    }

    public ConnectionSettings Settings { get; }

    public CallOptions Options { get; }

    /// <summary>The operation asked for last; null before the first. For telling what is waited for.</summary>
    public string? LastOperation { get; private set; }

    /// <summary>S3 on the same connection.</summary>
    public S3Client S3 => _s3 ??= new S3Client(new S3Store(_engine), Settings.ProfileName, Options.IdleTimeout);

    /// <summary>Region the requests go to.</summary>
    /// <exception cref="BedrockException">NoRegion and its like.</exception>
    public string Region
    {
        get
        {
            try
            {
                return _engine.ResolveRegion();
            }
            catch (EngineException exception)
            {
                throw ServiceErrors.From(exception, null, null, Settings.ProfileName);
            }
        }
    }

    /// <summary>The URL requests go to instead of the region's endpoint; null when none was configured.</summary>
    /// <exception cref="BedrockException">EndpointInvalid, ProfileNotFound or ProfileInvalid.</exception>
    public string? ConfiguredEndpoint(string service)
    {
        try
        {
            return _engine.ConfiguredEndpoint(service);
        }
        catch (EngineException exception)
        {
            throw ServiceErrors.From(exception, service, null, Settings.ProfileName);
        }
    }

    /// <summary>Validates, sends and reads one operation's answer.</summary>
    public async Task<Dictionary<string, object?>> CallAsync(
        string service, string operation, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken) =>
        (await CallWithAnswerAsync(service, operation, parameters, cancellationToken).ConfigureAwait(false)).Values;

    /// <summary>Like <see cref="CallAsync"/>, with request id and headers.</summary>
    public async Task<ApiAnswer> CallWithAnswerAsync(
        string service, string operation, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        OperationDescription description = ServiceDescription.Get(service).GetOperation(operation);
        EngineRequest request = Write(description, parameters);
        using EngineResponse response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            Dictionary<string, object?> values =
                await ResponseReader.ReadAsync(description, response, cancellationToken).ConfigureAwait(false);
            return new ApiAnswer(values, response.RequestId, response.StatusCode, response.Attempts, response.Headers);
        }
        catch (EngineException exception)
        {
            throw Translate(exception, request, response.RequestId);
        }
    }

    /// <summary>Pages of a paged operation, lazily; a token that repeats ends it with PagingLoop.</summary>
    public async IAsyncEnumerable<Dictionary<string, object?>> CallPagesAsync(
        string service,
        string operation,
        IReadOnlyDictionary<string, object?> parameters,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OperationDescription description = ServiceDescription.Get(service).GetOperation(operation);
        PagingDescription? paging = description.Paging;
        Dictionary<string, object?> next = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, object?> parameter in parameters)
        {
            next[parameter.Key] = parameter.Value;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        while (true)
        {
            Dictionary<string, object?> page = await CallAsync(service, operation, next, cancellationToken).ConfigureAwait(false);
            yield return page;
            if (paging is null
                || !page.TryGetValue(paging.OutputToken, out object? token)
                || token is null or "")
            {
                yield break;
            }

            string text = Convert.ToString(token, CultureInfo.InvariantCulture)!;
            if (!seen.Add(text))
            {
                throw new BedrockException(
                    "PagingLoop",
                    $"{description.Name} gave the same page token twice after {seen.Count + 1} pages; listing ends here so as not to run for ever.")
                {
                    Service = description.Service.Name,
                    Operation = description.Name,
                };
            }

            next[paging.InputToken] = token;
        }
    }

    /// <summary>Starts an operation that answers with an event stream. Dispose what it gives.</summary>
    public async Task<ApiEventStream> CallStreamAsync(
        string service, string operation, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        OperationDescription description = ServiceDescription.Get(service).GetOperation(operation);
        EngineRequest request = Write(description, parameters);
        EngineResponse response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new ApiEventStream(
            description,
            response,
            ResponseReader.ReadHeaders(description, response.StatusCode, response.Headers),
            Settings.ProfileName);
    }

#if NET
    /// <summary>Begins an operation that sends an event stream while it answers with another. Dispose what it gives.</summary>
    /// <param name="service">Service's name.</param>
    /// <param name="operation">Operation's name.</param>
    /// <param name="parameters">All members but the stream, which the call is given event by event.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BedrockException">ParameterInvalid.</exception>
    public ApiDuplex OpenDuplex(
        string service, string operation, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        OperationDescription description = ServiceDescription.Get(service).GetOperation(operation);
        Dictionary<string, object?> members = [];
        foreach (KeyValuePair<string, object?> parameter in parameters)
        {
            members[parameter.Key] = parameter.Value;
        }

        // It is required, and comes by and by.
        members[description.InputStream!.Name] = Array.Empty<object?>();
        EngineRequest request = Complete(Write(description, members));
        return new ApiDuplex(description, _engine.OpenDuplex(request, cancellationToken), Settings.ProfileName);
    }
#endif

    /// <summary>Sends a request made elsewhere; only success comes back, the body unread.</summary>
    public async Task<EngineResponse> SendAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        Complete(request);
        try
        {
            EngineResponse response = await _engine.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return MayBePage(response) ? await WithoutPageAsync(request, response, cancellationToken).ConfigureAwait(false) : response;
        }
        catch (EngineException exception)
        {
            throw Translate(exception, request, null);
        }
    }

    private static bool MayBePage(EngineResponse response) =>
        response.Headers.TryGetValue("Content-Type", out string? type) && type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// No operation answers with a page: it is of whoever sits in between, such as a hotel's network that wants a sign-in. Servers that stand
    /// in for the service may call JSON a page, so that the body has the last word.
    /// </summary>
    private static async Task<EngineResponse> WithoutPageAsync(EngineRequest request, EngineResponse response, CancellationToken cancellationToken)
    {
        byte[] body;
        using (response)
        {
            body = await response.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        }

        int first = Array.FindIndex(body, static value => value > (byte)' ');
        if (first < 0 || body[first] != (byte)'<')
        {
            return new EngineResponse(response.StatusCode, response.Headers, new MemoryStream(body), response.Attempts, null);
        }

        throw new BedrockException("ResponseUnreadable", $"{request.Operation} was answered with status {response.StatusCode} and a page for people: {Excerpt.Of(body)}")
        {
            Service = request.Service,
            Operation = request.Operation,
            StatusCode = response.StatusCode,
            RequestId = response.RequestId,
        };
    }

    /// <summary>Fetches what a pre-signed URL of an answer leads to.</summary>
    /// <param name="url">As the service gave it.</param>
    /// <param name="target">Takes the bytes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task DownloadAsync(string url, System.IO.Stream target, CancellationToken cancellationToken)
    {
        try
        {
            await _engine.DownloadAsync(url, target, Options.IdleTimeout ?? TimeSpan.FromHours(1), cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            throw ServiceErrors.From(exception, null, null, Settings.ProfileName);
        }
    }

    private EngineRequest Complete(EngineRequest request)
    {
        LastOperation = request.Operation;
        request.Timeout ??= Options.Timeout;
        request.IdleTimeout ??= Options.IdleTimeout;
        request.Log ??= Options.Log;
        return request;
    }

    private EngineRequest Write(OperationDescription operation, IReadOnlyDictionary<string, object?> parameters) =>
        RequestWriter.Write(operation, parameters, Options.Rules, Options.Log);

    private BedrockException Translate(EngineException exception, EngineRequest request, string? requestId)
    {
        BedrockException error = ServiceErrors.From(exception, request.Service, request.Operation, Settings.ProfileName);
        error.RequestId ??= requestId;
        return error;
    }
}
