using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Auth;
using BedrockPS.Local.Faults;
using BedrockPS.Local.Http;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Storage;

/// <summary>
/// The part of S3's interface that clients need to bring data to jobs and fetch what they made: buckets, objects, lists and uploads
/// in parts, addressed path style.
/// </summary>
internal sealed class S3Server
{
    private readonly Authenticator _authenticator;
    private readonly S3Buckets _buckets;
    private readonly S3Objects _objects;
    private readonly S3Uploads _uploads;

    public S3Server(Authenticator authenticator, ObjectFolder folder)
    {
        _authenticator = authenticator;
        _buckets = new S3Buckets(folder);
        _objects = new S3Objects(folder);
        _uploads = new S3Uploads(folder);
    }

    /// <summary>Answers a request, an error too.</summary>
    public async Task HandleAsync(
        HttpRequest request, HttpResponse response, LocalEndpointRequest entry, FaultPlan faults, CancellationToken cancellationToken)
    {
        response.Headers.Add("x-amz-request-id", entry.RequestId!);
        entry.Service = "s3";
        try
        {
            await AnswerAsync(new S3Call(request, response), entry, faults, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceFault fault) when (!response.HasStarted)
        {
            await SendErrorAsync(request, response, fault, entry, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRefusal refusal) when (!response.HasStarted)
        {
            ServiceFault fault = new(refusal.Status, refusal.Code, refusal.Message);
            await SendErrorAsync(request, response, fault, entry, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(S3Call call, LocalEndpointRequest entry, FaultPlan faults, CancellationToken cancellationToken)
    {
        (string name, Func<S3Call, CancellationToken, Task> handler) = Route(call);
        entry.Operation = name;
        Caller caller = _authenticator.AuthenticateS3(call.Request);
        entry.Region = caller.Region;
        entry.Auth = caller.Kind.ToString();
        if (call.Bucket.Length > 0)
        {
            S3Access.Check(call.Bucket);
        }

        FaultDecision fault = faults.DecideFor(name);
        entry.Fault = fault.Rule?.Text ?? (fault.Pause > TimeSpan.Zero ? "slow" : null);
        await Task.Delay(fault.Pause, cancellationToken).ConfigureAwait(false);
        switch (fault.Rule?.Kind)
        {
            case FaultKind.Error:
                throw fault.Rule.ToFault();
            case FaultKind.Hang:
                await call.Response.WaitForDisconnectAsync(cancellationToken).ConfigureAwait(false);
                return;
            case FaultKind.Reset:
                call.Response.Reset();
                return;
            case FaultKind.Cut or FaultKind.Half or FaultKind.Drop:
                call.IsCut = true;
                break;
        }

        await handler(call, cancellationToken).ConfigureAwait(false);
    }

    private (string Name, Func<S3Call, CancellationToken, Task> Handler) Route(S3Call call)
    {
        string method = call.Request.Method;
        if (call.Bucket.Length == 0)
        {
            return method == "GET" ? ("ListBuckets", _buckets.ListAsync) : throw S3Fault.NotImplemented($"{method} /");
        }

        if (call.Key.Length == 0)
        {
            return method switch
            {
                "GET" when call.Asks("uploads") => ("ListMultipartUploads", _uploads.ListAsync),
                "GET" when call.Asks("location") => ("GetBucketLocation", _buckets.LocateAsync),
                "GET" when call["list-type"] == "2" => ("ListObjectsV2", _buckets.ListObjectsV2Async),
                "POST" when call.Asks("delete") => ("DeleteObjects", _objects.DeleteManyAsync),
                "GET" when IsPlain(call) => ("ListObjects", _buckets.ListObjectsAsync),
                "PUT" when IsPlain(call) => ("CreateBucket", _buckets.CreateAsync),
                "HEAD" => ("HeadBucket", _buckets.HeadAsync),
                "DELETE" when IsPlain(call) => ("DeleteBucket", _buckets.DeleteAsync),
                _ => throw S3Fault.NotImplemented($"{method} of a bucket with the query '{call.Request.Query}'"),
            };
        }

        return method switch
        {
            "PUT" when call.Asks("uploadId") && call.Request.Headers["x-amz-copy-source"] is not null =>
                ("UploadPartCopy", _uploads.CopyPartAsync),
            "PUT" when call.Asks("uploadId") => ("UploadPart", _uploads.PutPartAsync),
            "PUT" when IsPlain(call) && call.Request.Headers["x-amz-copy-source"] is not null => ("CopyObject", _objects.CopyAsync),
            "PUT" when IsPlain(call) => ("PutObject", _objects.PutAsync),
            "GET" when call.Asks("uploadId") => ("ListParts", _uploads.ListPartsAsync),
            "GET" when IsPlain(call) => ("GetObject", _objects.GetAsync),
            "HEAD" => ("HeadObject", _objects.HeadAsync),
            "DELETE" when call.Asks("uploadId") => ("AbortMultipartUpload", _uploads.AbortAsync),
            "DELETE" when IsPlain(call) => ("DeleteObject", _objects.DeleteAsync),
            "POST" when call.Asks("uploads") => ("CreateMultipartUpload", _uploads.CreateAsync),
            "POST" when call.Asks("uploadId") => ("CompleteMultipartUpload", _uploads.CompleteAsync),
            _ => throw S3Fault.NotImplemented($"{method} of an object with the query '{call.Request.Query}'"),
        };
    }

    /// <summary>Whether the query names no part of a bucket or object, such as its tags, that is not kept here.</summary>
    private static bool IsPlain(S3Call call)
    {
        foreach (KeyValuePair<string, string> item in call.Query)
        {
            if (item.Value.Length == 0 && item.Key is not ("prefix" or "delimiter" or "marker" or "encoding-type"))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task SendErrorAsync(
        HttpRequest request, HttpResponse response, ServiceFault fault, LocalEndpointRequest entry, CancellationToken cancellationToken)
    {
        string code = fault.Code switch
        {
            "UnrecognizedClientException" => "InvalidAccessKeyId",
            "InvalidSignatureException" => "SignatureDoesNotMatch",
            "IncompleteSignatureException" => "AuthorizationHeaderMalformed",
            "ThrottlingException" or "ServiceUnavailableException" => "SlowDown",
            "InternalServerException" => "InternalError",
            "AccessDeniedException" => "AccessDenied",
            "ExpiredTokenException" => "ExpiredToken",
            _ => fault.Code,
        };
        entry.ErrorCode = code;
        response.Status = code == "SlowDown" ? 503 : fault.Status;
        response.KeepAlive &= request.BodyStream is not { IsFinished: false };
        if (request.Method == "HEAD" || response.Status is 304)
        {
            await response.SendHeadAsync(0, cancellationToken).ConfigureAwait(false);
            return;
        }

        response.Headers.Add("Content-Type", "application/xml");
        byte[] body = S3Xml.Error(code, fault.Message, request.Path, entry.RequestId!);
        await response.SendAsync(body, cancellationToken).ConfigureAwait(false);
    }
}
