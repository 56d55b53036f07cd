using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Auth;
using BedrockPS.Local.Faults;
using BedrockPS.Local.Http;
using BedrockPS.Local.Knowledge;
using BedrockPS.Local.Log;
using BedrockPS.Local.Storage;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Serving;

/// <summary>One request's way: find the operation, check who asks, inject a fault, read and check the values, answer, log.</summary>
internal sealed class RequestPipeline
{
    private readonly Authenticator _authenticator;
    private readonly OperationTable _operations;
    private readonly RequestLog _log;
    private readonly S3Server _storage;
    private readonly DocumentLinks _links;
    private volatile FaultPlan _faults;

    public RequestPipeline(
        Authenticator authenticator, OperationTable operations, S3Server storage, DocumentLinks links, RequestLog log, FaultPlan faults)
    {
        _storage = storage;
        _links = links;
        _authenticator = authenticator;
        _operations = operations;
        _log = log;
        _faults = faults;
    }

    public FaultPlan Faults
    {
        get => _faults;
        set => _faults = value;
    }

    public async Task HandleAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        LocalEndpointRequest entry = Describe(request);
        response.Headers.Add("x-amzn-RequestId", entry.RequestId!);

        // Logged before it is answered: a client that has its answer finds the request in the log.
        response.Starting = () => (entry.StatusCode, entry.Duration) = (response.Status, clock.Elapsed);
        _log.Add(entry);
        try
        {
            if (DocumentLinks.IsLink(request))
            {
                await _links.AnswerAsync(request, response, cancellationToken).ConfigureAwait(false);
            }
            else if (S3Call.IsFor(request))
            {
                await _storage.HandleAsync(request, response, entry, _faults, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await AnswerAsync(request, response, entry, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StreamBroken)
        {
            if (!response.IsAborted)
            {
                await response.EndAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ServiceFault fault) when (!response.HasStarted)
        {
            await SendErrorAsync(response, fault, entry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (IOException or ObjectDisposedException or OperationCanceledException) && !response.HasStarted)
        {
            // A mistake of the endpoint itself: say so, for a silent connection would look like a network failure.
            ServiceFault fault = new(500, "InternalServerException", $"The local endpoint failed: {e.GetType().Name}: {e.Message}");
            await SendErrorAsync(response, fault, entry, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            entry.Duration = clock.Elapsed;
        }
    }

    /// <summary>Answers what is not HTTP, or too much of it.</summary>
    public async Task RefuseAsync(HttpRefusal refusal, HttpResponse response, CancellationToken cancellationToken)
    {
        LocalEndpointRequest entry = Describe(refusal.Request ?? new HttpRequest("", "/", true, new HeaderCollection()));
        response.Headers.Add("x-amzn-RequestId", entry.RequestId!);
        entry.StatusCode = refusal.Status;
        _log.Add(entry);
        ServiceFault fault = new(refusal.Status, refusal.Code, refusal.Message);
        await SendErrorAsync(response, fault, entry, cancellationToken).ConfigureAwait(false);
    }

    private static LocalEndpointRequest Describe(HttpRequest request)
    {
        string path = request.Query.Length == 0 ? request.Path : request.Path + "?" + request.Query;
        return new LocalEndpointRequest(DateTimeOffset.Now, request.Method, path, RequestLog.Keep(request.Body))
        {
            RequestId = Guid.NewGuid().ToString(),
            UserAgent = request.Headers["User-Agent"],
        };
    }

    private async Task AnswerAsync(
        HttpRequest request, HttpResponse response, LocalEndpointRequest entry, CancellationToken cancellationToken)
    {
        RouteMatch match = RouteTable.All.Find(request.Method, request.Path)
            ?? throw new ServiceFault(404, "UnknownOperationException", $"No operation of Bedrock is {request.Method} {request.Path}.");
        OperationDescription operation = match.Operation;
        entry.Service = operation.Service.Name;
        entry.Operation = operation.Name;
        entry.Model = ModelOf(match);
        if (operation.InputStream is not null)
        {
            // Whole requests, one by one, are all that HTTP/1.1 has.
            throw new ServiceFault(
                501,
                "NotImplementedException",
                $"{operation.Name} sends and receives at once over HTTP/2; the local endpoint speaks HTTP/1.1 only.");
        }

        Caller caller = _authenticator.Authenticate(request, operation.Service.SupportsBearer);
        entry.Region = caller.Region;
        entry.Auth = caller.Kind.ToString();

        FaultPlan faults = _faults;
        FaultDecision fault = faults.Decide(operation.Name, entry.Model, operation.OutputStream is not null);
        entry.Fault = fault.Rule?.Text;
        if (fault.Pause > TimeSpan.Zero)
        {
            entry.Fault ??= "slow";
            await Task.Delay(fault.Pause, cancellationToken).ConfigureAwait(false);
        }

        if (await AnswerWithFaultAsync(fault.Rule, response, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        OperationCall call = new(operation, request, caller, entry, faults, ReadInput(match, request));
        entry.Metadata = RequestMetadata.Of(call.Input);
        Answer answer = await _operations.Find(operation)(call, cancellationToken).ConfigureAwait(false);
        if (answer.Events is not null)
        {
            await StreamAsync(operation, answer, response, fault, entry, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await SendAsync(operation, answer, response, fault.Rule, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the fault was the whole answer.</summary>
    private static async Task<bool> AnswerWithFaultAsync(FaultRule? rule, HttpResponse response, CancellationToken cancellationToken)
    {
        switch (rule?.Kind)
        {
            case FaultKind.Error:
                throw rule.ToFault();
            case FaultKind.Html:
                response.Status = rule.Status;
                response.Headers.Add("Content-Type", "text/html");
                byte[] page = Encoding.UTF8.GetBytes(
                    $"<html><head><title>{rule.Status}</title></head><body><h1>{rule.Status}</h1><p>A proxy in between.</p></body></html>");
                await response.SendAsync(page, cancellationToken).ConfigureAwait(false);
                return true;
            case FaultKind.Hang:
                await response.WaitForDisconnectAsync(cancellationToken).ConfigureAwait(false);
                return true;
            case FaultKind.Reset:
                response.Reset();
                return true;
            default:
                return false;
        }
    }

    private static Dictionary<string, object?> ReadInput(RouteMatch match, HttpRequest request)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> header in request.Headers)
        {
            headers[header.Key] = header.Value;
        }

        try
        {
            return RequestReader.Read(match, QueryPairs(request.Query), headers, request.Body);
        }
        catch (BedrockException e)
        {
            throw new ServiceFault(400, e.Code.EndsWith("Exception", StringComparison.Ordinal) ? e.Code : e.Code + "Exception", e.Message);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> QueryPairs(string query)
    {
        foreach (string part in query.Split('&'))
        {
            if (part.Length > 0)
            {
                int equals = part.IndexOf('=');
                string name = equals < 0 ? part : part.Substring(0, equals);
                string value = equals < 0 ? "" : part.Substring(equals + 1);
                yield return new KeyValuePair<string, string>(
                    Uri.UnescapeDataString(name.Replace('+', ' ')), Uri.UnescapeDataString(value.Replace('+', ' ')));
            }
        }
    }

    private static string? ModelOf(RouteMatch match) =>
        match.Labels.TryGetValue("modelId", out string? id) || match.Labels.TryGetValue("modelIdentifier", out id)
        || match.Labels.TryGetValue("inferenceProfileIdentifier", out id)
            ? id
            : null;

    private static async Task SendAsync(
        OperationDescription operation, Answer answer, HttpResponse response, FaultRule? rule, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = answer.Body;
        if (answer.Members is not null)
        {
            ServerAnswer written = ResponseWriter.Write(operation, answer.Members);
            response.Status = written.StatusCode;
            body = written.Body;
            foreach (KeyValuePair<string, string> header in written.Headers)
            {
                response.Headers.Add(header.Key, header.Value);
            }
        }
        else
        {
            response.Headers.Add("Content-Type", "application/json");
        }

        AddHeaders(response, answer);
        if (rule?.Kind is FaultKind.Cut or FaultKind.Half or FaultKind.Drop)
        {
            await response.SendCutAsync(body, body.Length / 2, cancellationToken).ConfigureAwait(false);
            return;
        }

        await response.SendAsync(body, cancellationToken).ConfigureAwait(false);
    }

    private static async Task StreamAsync(
        OperationDescription operation,
        Answer answer,
        HttpResponse response,
        FaultDecision fault,
        LocalEndpointRequest entry,
        CancellationToken cancellationToken)
    {
        using EventOutput output = new(response, Begin, fault, code => entry.ErrorCode = code, cancellationToken);
        try
        {
            await answer.Events!(output, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceFault failure) when (!output.IsSilent)
        {
            await output.WriteExceptionAsync(InStreamName(operation, failure), failure.Message, failure.OriginalStatus).ConfigureAwait(false);
        }

        await output.EndAsync().ConfigureAwait(false);

        void Begin()
        {
            response.Headers.Add("Content-Type", "application/vnd.amazon.eventstream");
            AddHeaders(response, answer);
            response.Begin();
        }
    }

    /// <summary>An error's name inside a stream: as outside, or what comes nearest among those the stream can hold.</summary>
    private static string InStreamName(OperationDescription operation, ServiceFault failure)
    {
        string[] names = [failure.Code, failure.Status == 424 ? "ModelStreamErrorException" : "InternalServerException"];
        foreach (string name in names)
        {
            string member = char.ToLowerInvariant(name[0]) + name.Substring(1);
            if (operation.OutputStream?.Shape.FindMember(member) is not null)
            {
                return member;
            }
        }

        return "internalServerException";
    }

    private static async Task SendErrorAsync(
        HttpResponse response, ServiceFault fault, LocalEndpointRequest entry, CancellationToken cancellationToken)
    {
        entry.ErrorCode = fault.Code;
        response.Status = fault.Status;
        response.Headers.Add("x-amzn-ErrorType", fault.Code);
        response.Headers.Add("Content-Type", "application/json");
        ByteBuffer body = new(256);
        using (Utf8JsonWriter json = new(body, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("message", fault.Message);
            if (fault.OriginalStatus is int status)
            {
                json.WriteNumber("originalStatusCode", status);
            }

            json.WriteEndObject();
        }

        await response.SendAsync(body.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private static void AddHeaders(HttpResponse response, Answer answer)
    {
        foreach (KeyValuePair<string, string> header in answer.Headers)
        {
            response.Headers.Add(header.Key, header.Value);
        }
    }
}
