using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;

namespace BedrockPS.Unit.Embeddings;

/// <summary>
/// Answers Cohere and Titan bodies with vectors that tell which text they are of: its length, its number, and 1. A text that holds
/// "poison" is refused as the service refuses a text that is too long; "odd" is answered with something else than vectors.
/// </summary>
internal sealed class EmbeddingServer : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly List<int> _batches = [];

    public EmbeddingServer() => _server = new LoopbackServer(AnswerAsync);

    /// <summary>Texts of each call, in the order of the calls.</summary>
    public IReadOnlyList<int> Batches => _batches;

    public IEnumerable<ReceivedRequest> Requests => _server.Requests;

    /// <summary>Error a call is answered with, when there is one for it.</summary>
    public Func<string[], (int Status, string Code)?> Fault { get; set; } = static _ => null;

    /// <summary>Connection parameters that lead here, for splatting.</summary>
    public string Connection =>
        $"$at = @{{ EndpointUrl = '{_server.Url}'; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret' }}; ";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(Exchange exchange)
    {
        using JsonDocument body = JsonDocument.Parse(exchange.Request.Body);
        bool isBatch = body.RootElement.TryGetProperty("texts", out JsonElement list);
        string[] texts = isBatch
            ? [.. list.EnumerateArray().Select(static text => text.GetString()!)]
            : [body.RootElement.TryGetProperty("inputText", out JsonElement one) ? one.GetString()! : "(image)"];
        lock (_batches)
        {
            _batches.Add(texts.Length);
        }

        if (Fault(texts) is (int status, string code))
        {
            return exchange.FailAsync(status, code);
        }

        if (texts.Any(static text => text.Contains("poison", StringComparison.Ordinal)))
        {
            return exchange.FailAsync(400, "ValidationException");
        }

        if (texts.Contains("odd"))
        {
            return exchange.RespondAsync(200, """{"embedding":"none"}""");
        }

        string[] vectors = [.. texts.Select(static text => $"[{text.Length},{Number(text)},1]")];
        string answer = isBatch
            ? $$"""{"id":"i","embeddings":[{{string.Join(",", vectors)}}],"response_type":"embeddings_floats"}"""
            : $$"""{"embedding":{{vectors[0]}},"inputTextTokenCount":{{texts[0].Length}}}""";
        return exchange.RespondAsync(200, answer, "Content-Type: application/json", "x-amzn-RequestId: r1", "X-Amzn-Bedrock-Input-Token-Count: 9");
    }

    private static string Number(string text)
    {
        string digits = new([.. text.Where(char.IsAsciiDigit)]);
        return digits.Length == 0 ? "0" : int.Parse(digits, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
