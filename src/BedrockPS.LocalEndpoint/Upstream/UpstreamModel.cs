using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Upstream;

/// <summary>
/// Lets a server that speaks OpenAI's chat completions (Ollama, llama.cpp, vLLM and others) answer in place of the simulator. What
/// a client sees stays Bedrock's: its errors, its formats, its frames.
/// </summary>
internal sealed class UpstreamModel : ITextModel, IDisposable
{
    private const int MaxErrorLength = 500;

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string? _model;

    /// <param name="address">Base URL of the server, with or without /v1 and the rest.</param>
    /// <param name="model">Model to ask for; null: the Bedrock model id.</param>
    /// <exception cref="ArgumentException">The address is no http or https URL.</exception>
    public UpstreamModel(string address, string? model)
    {
        _address = AddressOf(address);
        _model = model;

        // A proxy would look for a loopback address on its own machine.
        _http = new HttpClient(new HttpClientHandler { UseProxy = !_address.IsLoopback }) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    public static Uri AddressOf(string address)
    {
        string path = address.TrimEnd('/');
        if (!path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            path += path.EndsWith("/v1", StringComparison.Ordinal) ? "/chat/completions" : "/v1/chat/completions";
        }

        return Uri.TryCreate(path, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new ArgumentException($"The upstream address '{address}' is no http or https URL.");
    }

    public async Task AnswerAsync(Conversation conversation, AnswerSink sink, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(UpstreamRequest.Write(conversation, _model ?? conversation.Model.Id)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await SendAsync(request, cancellationToken).ConfigureAwait(false);

        int estimated = conversation.InputTokens;
        await sink.StartAsync(estimated).ConfigureAwait(false);
        string? signature = conversation.Model.Family == "claude" ? SimulatedReasoning.Signature : null;
        UpstreamAnswer answer = new(sink, estimated, signature);
        await ReadAsync(response, answer, sink, cancellationToken).ConfigureAwait(false);
        if (!answer.HasEnded)
        {
            throw Failed("its answer was cut off", 502);
        }

        await answer.EndAsync().ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new ServiceFault(503, "ServiceUnavailableException", $"The upstream server {_address} cannot be reached: {e.Message}");
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            string said = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            string message = $"The upstream server {_address} answered {(int)response.StatusCode}: "
                + (said.Length > MaxErrorLength ? said.Substring(0, MaxErrorLength) : said);
            throw (int)response.StatusCode switch
            {
                400 => ServiceFault.Validation(message),
                404 => ServiceFault.NotFound(message),
                429 => new ServiceFault(429, "ThrottlingException", message),
                int status => new ServiceFault(424, "ModelErrorException", message) { OriginalStatus = status },
            };
        }
    }

    private async Task ReadAsync(HttpResponseMessage response, UpstreamAnswer answer, AnswerSink sink, CancellationToken cancellationToken)
    {
        // Older runtimes do not let a body read be cancelled; closing the answer does.
        using CancellationTokenRegistration close = cancellationToken.Register(static state => ((IDisposable)state!).Dispose(), response);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync().ConfigureAwait(false), Encoding.UTF8);
        while (await NextLineAsync(reader, sink).ConfigureAwait(false) is string line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal))
            {
                continue;
            }

            string data = line.Substring("data:".Length).Trim();
            if (data == "[DONE]")
            {
                return;
            }

            try
            {
                using JsonDocument chunk = JsonDocument.Parse(data);
                await answer.AddAsync(chunk.RootElement).ConfigureAwait(false);
            }
            catch (JsonException)
            {
                throw Failed("it sent something that is not JSON", 502);
            }
        }
    }

    /// <summary>The next line; while it is waited for, what there is goes to the client.</summary>
    private async Task<string?> NextLineAsync(StreamReader reader, AnswerSink sink)
    {
        Task<string?> reading = ReadLineAsync(reader);
        if (!reading.IsCompleted)
        {
            await sink.FlushAsync().ConfigureAwait(false);
        }

        return await reading.ConfigureAwait(false);
    }

    private async Task<string?> ReadLineAsync(StreamReader reader)
    {
        try
        {
            return await reader.ReadLineAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Failed("the connection broke", 502);
        }
    }

    private ServiceFault Failed(string why, int status) =>
        new(424, "ModelErrorException", $"The upstream server {_address} failed: {why}.") { OriginalStatus = status };
}
