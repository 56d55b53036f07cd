using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace BedrockPS.Engine.Http;

/// <summary>Turns what HttpClient and its streams throw into an <see cref="EngineException"/> that says which step failed.</summary>
internal static class NetworkFailure
{
    public static EngineException Explain(Exception e, Uri? endpoint = null)
    {
        string host = endpoint is null ? "the endpoint" : endpoint.Host;
        return Classify(e) switch
        {
            EngineFailure.NameResolution => new EngineException(
                EngineFailure.NameResolution, $"The host name of {host} could not be resolved.", e),
            EngineFailure.Tls => new EngineException(
                EngineFailure.Tls, $"No secure connection to {host}: {Innermost(e)}", e),
            _ when IsConnectTimeout(e) => new EngineException(
                EngineFailure.Connection, $"{host} did not answer the attempt to connect.", e),
            _ => new EngineException(EngineFailure.Connection, $"The connection to {host} failed: {Innermost(e)}", e),
        };
    }

    /// <summary>True when no byte of the request can have reached the service, so that sending again does nothing twice.</summary>
    public static bool WasNeverSent(Exception e)
    {
        if (IsConnectTimeout(e))
        {
            return true;
        }

#if NET
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            if (at is HttpRequestException http)
            {
                return http.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            }
        }
#else
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case WebException web:
                    return web.Status is WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure
                        or WebExceptionStatus.ConnectFailure or WebExceptionStatus.SecureChannelFailure
                        or WebExceptionStatus.TrustFailure;
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.NetworkUnreachable }:
                    return true;
            }
        }
#endif
        return false;
    }

#if NET
    /// <summary>True when the other side is there and HTTP/2 is not what it speaks.</summary>
    /// <param name="e">What the attempt ended with.</param>
    /// <param name="hasBegun">Whether the connection had come so far as to take the request's body.</param>
    public static bool SpeaksNoHttp2(Exception e, bool hasBegun) =>
        e is HttpRequestException http
        && (http.HttpRequestError is HttpRequestError.VersionNegotiationError or HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse
            // How a server goes that makes nothing of the first bytes: sooner or later.
            || (!hasBegun && http.HttpRequestError == HttpRequestError.Unknown)
            || RefusesProtocol(http));

    // The TLS alert no_application_protocol reaches here as a sentence only: of OpenSSL, or as .NET names the alert elsewhere.
    private static bool RefusesProtocol(HttpRequestException e)
    {
        string reason = Innermost(e);
        return e.HttpRequestError == HttpRequestError.SecureConnectionError
            && (reason.IndexOf("no application protocol", StringComparison.OrdinalIgnoreCase) >= 0
                || reason.IndexOf("NoApplicationProtocol", StringComparison.OrdinalIgnoreCase) >= 0
                || e.GetBaseException().HResult == unchecked((int)0x80090367));
    }
#endif

    private static EngineFailure Classify(Exception e)
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            switch (at)
            {
#if NET
                case HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }:
                    return EngineFailure.NameResolution;
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return EngineFailure.Tls;
#endif
                case AuthenticationException:
                    return EngineFailure.Tls;
                case WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure }:
                    return EngineFailure.NameResolution;
                case WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure }:
                    return EngineFailure.Tls;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return EngineFailure.NameResolution;
            }
        }

        return EngineFailure.Connection;
    }

    // HttpClient reports its connect time-out as a cancellation nobody asked for.
    private static bool IsConnectTimeout(Exception e) => e is OperationCanceledException;

    private static string Innermost(Exception e)
    {
        while (e.InnerException is not null)
        {
            e = e.InnerException;
        }

        return e.Message;
    }
}
