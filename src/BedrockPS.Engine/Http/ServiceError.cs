using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;

namespace BedrockPS.Engine.Http;

/// <summary>Makes an error answer into an <see cref="EngineException"/> with everything the service said.</summary>
internal static class ServiceError
{
    private const int MaxBody = 1024 * 1024;

    private static readonly XmlReaderSettings s_xml = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    // Error bodies are small and sent at once; one that hangs must not hold up the error itself.
    private static readonly TimeSpan s_bodyTimeout = TimeSpan.FromSeconds(10);

    public static async Task<EngineException> ReadAsync(
        HttpResponseMessage response, EngineRequest request, int attempt, CallClock clock)
    {
        IReadOnlyDictionary<string, string> headers = ResponseHeaders.Of(response);
        byte[] body = await ReadBodyAsync(response, clock).ConfigureAwait(false);
        string? code = headers.TryGetValue("x-amzn-errortype", out string? type) ? Strip(type) : null;
        ReadJson(body, out string? bodyCode, out string? message);
        string? requestId = null;
        if (bodyCode is null && message is null)
        {
            ReadXml(body, out bodyCode, out message, out requestId);
        }

        code ??= bodyCode is null ? null : Strip(bodyCode);
        int status = (int)response.StatusCode;
        string text = message
            ?? (headers.TryGetValue("x-amzn-error-message", out string? inHeader) ? inHeader : null)
            ?? $"{request.Operation} failed with HTTP status {status}.";
        return new EngineException(EngineFailure.Service, text)
        {
            StatusCode = status,
            ErrorCode = code,
            Headers = headers,
            Body = body,
            RequestId = headers.TryGetValue("x-amzn-RequestId", out string? id) ? id : requestId,
            Attempts = attempt,
        };
    }

    // "com.amazon.x#ThrottlingException:http://..." is ThrottlingException.
    private static string? Strip(string code)
    {
        int colon = code.IndexOf(':');
        if (colon >= 0)
        {
            code = code.Substring(0, colon);
        }

        code = code.Substring(code.LastIndexOf('#') + 1).Trim();
        return code.Length == 0 ? null : code;
    }

    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CallClock clock)
    {
        using MemoryStream body = new();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(clock.Token);
        limit.CancelAfter(s_bodyTimeout);
#if !NET
        using CancellationTokenRegistration abort = limit.Token.Register(static r => ((HttpResponseMessage)r!).Dispose(), response);
#endif
        try
        {
#if NET
            using Stream stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
#else
            using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
            byte[] buffer = new byte[8192];
            int read;
            while (body.Length < MaxBody
                && (read = await stream.ReadAsync(buffer, 0, buffer.Length, limit.Token).ConfigureAwait(false)) > 0)
            {
                body.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (!clock.HasEnded
            && e is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The status is known; what has arrived of the body is better than losing it to a broken connection.
        }

        return body.ToArray();
    }

    private static void ReadJson(byte[] body, out string? code, out string? message)
    {
        code = null;
        message = null;
        if (body.Length == 0 || body[0] != (byte)'{')
        {
            return;
        }

        try
        {
            Utf8JsonReader json = new(body);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString() ?? "";
                json.Read();
                if (json.TokenType == JsonTokenType.String)
                {
                    if (name is "__type" || (name is "code" && code is null))
                    {
                        code = json.GetString();
                    }
                    else if (name.Equals("message", StringComparison.OrdinalIgnoreCase))
                    {
                        message = json.GetString();
                    }
                }
                else
                {
                    json.Skip();
                }
            }
        }
        catch (JsonException)
        {
            // Not the service's JSON after all, or cut short: status and bytes still tell.
        }
    }

    /// <summary>Services of the older kind, such as STS and IAM: ErrorResponse with an Error of Code and Message in it.</summary>
    private static void ReadXml(byte[] body, out string? code, out string? message, out string? requestId)
    {
        code = message = requestId = null;
        if (body.Length == 0 || body[0] != (byte)'<')
        {
            return;
        }

        try
        {
            using XmlReader xml = XmlReader.Create(new MemoryStream(body), s_xml);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName is not ("ErrorResponse" or "Error"))
            {
                // A page of somebody in between.
                return;
            }

            while (!xml.EOF)
            {
                string name = xml.NodeType == XmlNodeType.Element ? xml.LocalName : "";
                if (name is not ("Code" or "Message" or "RequestId" or "RequestID"))
                {
                    xml.Read();
                    continue;
                }

                string text = xml.ReadElementContentAsString();
                code ??= name == "Code" ? text : null;
                message ??= name == "Message" ? text : null;
                requestId ??= name.StartsWith("Request", StringComparison.Ordinal) ? text : null;
            }
        }
        catch (XmlException)
        {
            // Cut short, or not XML after all.
        }
    }
}
