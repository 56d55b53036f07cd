using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local;
using BedrockPS.LocalEndpoints;

namespace BedrockPS.Unit.Endpoints;

/// <summary>An endpoint of its own and a client that signs by the book, written without looking at the code under test.</summary>
internal sealed class SigningClient : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public SigningClient(params string[] faults)
        : this(new LocalEndpointOptions { Faults = faults })
    {
    }

    public SigningClient(LocalEndpointOptions options)
    {
        Server = LocalEndpointServer.Start(options);
        SecretKey = Server.SecretKey;
        AccessKey = Server.AccessKey;
    }

    public LocalEndpointServer Server { get; }

    public string AccessKey { get; set; }

    public string SecretKey { get; set; }

    public string Region { get; set; } = "us-east-1";

    public string Service { get; set; } = "bedrock";

    public string? SessionToken { get; set; }

    /// <summary>What requests to S3 tell of their body; null: its hash.</summary>
    public string? ContentHash { get; set; }

    public DateTimeOffset Time { get; set; } = DateTimeOffset.UtcNow;

    public Task<HttpResponseMessage> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<JsonElement> GetJsonAsync(string path) => await ReadAsync(await GetAsync(path));

    public async Task<JsonElement> PostJsonAsync(string path, string body) => await ReadAsync(await PostAsync(path, body));

    /// <summary>The answer's text, whatever its status.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    public static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync();

    public static string ErrorOf(HttpResponseMessage response) =>
        $"{(int)response.StatusCode} {response.Headers.GetValues("x-amzn-ErrorType").Single()}";

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using HttpRequestMessage request = Sign(method, path, body);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    public HttpRequestMessage Sign(HttpMethod method, string path, string? body)
    {
        // The path goes out as it is written: .NET would otherwise undo escapes it finds needless.
        Uri uri = new(Server.Url + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        HttpRequestMessage request = new(method, uri);
        byte[] bytes = Encoding.UTF8.GetBytes(body ?? "");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new("application/json");
        }

        string stamp = Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        SortedDictionary<string, string> signed = new(StringComparer.Ordinal)
        {
            ["host"] = uri.Authority,
            ["x-amz-date"] = stamp,
        };
        string hash = ContentHash ?? Hex(SHA256.HashData(bytes));
        if (Service == "s3")
        {
            signed["x-amz-content-sha256"] = hash;
        }

        if (SessionToken is not null)
        {
            signed["x-amz-security-token"] = SessionToken;
        }

        foreach (KeyValuePair<string, string> header in signed.Where(static header => header.Key != "host"))
        {
            request.Headers.Add(header.Key, header.Value);
        }

        string[] parts = path.Split('?', 2);
        string names = string.Join(";", signed.Keys);
        string canonical = string.Join(
            "\n",
            method.Method,
            Service == "s3" ? parts[0] : string.Join("/", parts[0].Split('/').Select(Uri.EscapeDataString)),
            parts.Length > 1
                ? string.Join("&", parts[1].Split('&').Select(static part => part.Contains('=') ? part : part + "=").Order(StringComparer.Ordinal))
                : "",
            string.Concat(signed.Select(static header => $"{header.Key}:{header.Value}\n")),
            names,
            hash);
        string scope = $"{stamp[..8]}/{Region}/{Service}/aws4_request";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + SecretKey);
        foreach (string step in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        string toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        string signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}");
        return request;
    }

    public void Dispose()
    {
        _http.Dispose();
        Server.Dispose();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
