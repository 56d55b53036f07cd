using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Http;

/// <summary>Fetches what a pre-signed URL leads to: the URL is all the proof it takes, so that nothing is signed and no credentials go along.</summary>
internal static class UrlDownload
{
    private const int BufferLength = 81920;

    /// <param name="client">Knows the way.</param>
    /// <param name="url">Never part of a message: whoever has it may read.</param>
    /// <param name="target">Takes the bytes.</param>
    /// <param name="idle">Longest silence.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task CopyAsync(HttpClient client, string url, Stream target, TimeSpan idle, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
        {
            throw new EngineException(EngineFailure.EndpointInvalid, "The service named no https address to download from.");
        }

        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(idle);
        try
        {
            using HttpResponseMessage response =
                await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new EngineException(EngineFailure.Service, $"{address.Host} answered with HTTP {(int)response.StatusCode} to the download.")
                {
                    StatusCode = (int)response.StatusCode,
                    ErrorCode = (int)response.StatusCode == 403 ? "AccessDeniedException" : null,
                };
            }

            long copied = await CopyAsync(response, target, silence, idle).ConfigureAwait(false);
            if (response.Content.Headers.ContentLength is long length && copied < length)
            {
                throw new EngineException(EngineFailure.StreamTruncated, $"The download ended after {copied} of {length} bytes.");
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineException(EngineFailure.IdleTimeout, $"{address.Host} was silent for {idle.TotalSeconds:0} seconds.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw NetworkFailure.Explain(e, address);
        }
    }

    private static async Task<long> CopyAsync(HttpResponseMessage response, Stream target, CancellationTokenSource silence, TimeSpan idle)
    {
        byte[] buffer = new byte[BufferLength];
        long copied = 0;
        using Stream source = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);

        // .NET Framework may ignore a token once a body is being read.
        using CancellationTokenRegistration stop = silence.Token.Register(static body => ((HttpResponseMessage)body!).Dispose(), response);
        while (true)
        {
            int read;
            try
            {
                read = await source.ReadAsync(buffer, 0, buffer.Length, silence.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ObjectDisposedException or IOException && silence.IsCancellationRequested)
            {
                throw new OperationCanceledException(silence.Token);
            }

            if (read == 0)
            {
                return copied;
            }

            silence.CancelAfter(idle);
            await target.WriteAsync(buffer, 0, read, silence.Token).ConfigureAwait(false);
            copied += read;
        }
    }
}
