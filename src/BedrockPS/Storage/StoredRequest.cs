using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BedrockPS.Engine;

namespace BedrockPS.Storage;

/// <summary>
/// What a request asks, without where it goes and who signs it. A streamed request asks the same as a whole one, so an answer that
/// came either way serves both.
/// </summary>
internal sealed class StoredRequest
{
    private const string StreamedAccept = "X-Amzn-Bedrock-Accept";

    private readonly SortedDictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="operation">Converse or InvokeModel.</param>
    /// <param name="model">Model id as the service takes it.</param>
    /// <param name="body">The JSON that would be sent.</param>
    public StoredRequest(string operation, string model, byte[] body)
    {
        Operation = operation;
        Model = model;
        Body = body;
    }

    public string Operation { get; }

    public string Model { get; }

    public byte[] Body { get; }

    /// <summary>Guardrail, tier and media types, where they travel beside the body. Nothing of a signature is among them.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers;

    /// <param name="request">The unsigned request, whole or streamed.</param>
    public static StoredRequest From(EngineRequest request)
    {
        StoredRequest stored = new(
            request.Operation switch
            {
                "ConverseStream" => "Converse",
                "InvokeModelWithResponseStream" => "InvokeModel",
                string operation => operation,
            },
            request.PathParameters.TryGetValue("modelId", out string? model) ? model : "",
            request.Body ?? []);
        foreach (KeyValuePair<string, string> header in request.Headers)
        {
            string name = header.Key.Equals(StreamedAccept, StringComparison.OrdinalIgnoreCase) ? "Accept" : header.Key;
            stored._headers[name] = header.Value;
        }

        return stored;
    }

    /// <summary>The members of a recording's "request".</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("operation", Operation);
        writer.WriteString("model", Model);
        writer.WriteStartObject("headers");
        foreach (KeyValuePair<string, string> header in _headers)
        {
            writer.WriteString(header.Key, header.Value);
        }

        writer.WriteEndObject();
        writer.WritePropertyName("body");
        using JsonDocument body = JsonDocument.Parse(Body);
        body.RootElement.WriteTo(writer);
        writer.WriteEndObject();
    }

    public void AppendTo(IncrementalHash hash, string scope)
    {
        Append(hash, "BedrockPS.RequestKey.1");
        Append(hash, scope);
        Append(hash, Operation);
        Append(hash, Model);
        foreach (KeyValuePair<string, string> header in _headers)
        {
            Append(hash, header.Key.ToLowerInvariant());
            Append(hash, header.Value);
        }

        Append(hash, Body);
    }

    private static void Append(IncrementalHash hash, string text) => Append(hash, Encoding.UTF8.GetBytes(text));

    /// <summary>The length goes first: no two sequences of parts may run together into the same bytes.</summary>
    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        hash.AppendData(BitConverter.GetBytes(bytes.LongLength));
        hash.AppendData(bytes);
    }
}
