using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Errors;

namespace BedrockPS.Protocol;

/// <summary>
/// Turns an answer into plain values: Dictionary&lt;string, object?&gt; in the wire's order, List&lt;object?&gt;, string, bool, long,
/// double, decimal, DateTimeOffset, byte[]. Members the description does not know are kept; members that are null are left out.
/// </summary>
internal static class ResponseReader
{
    /// <summary>Headers, status and body. Of an operation that answers with an event stream, all but the stream, which stays unread.</summary>
    /// <exception cref="BedrockException">ResponseUnreadable.</exception>
    /// <exception cref="EngineException">The body could not be read to its end.</exception>
    public static async Task<Dictionary<string, object?>> ReadAsync(
        OperationDescription operation, EngineResponse response, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> values = ReadHeaders(operation, response.StatusCode, response.Headers);
        if (operation.OutputStream is null)
        {
            byte[] body = await response.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
            ReadBody(operation, body, values, response.StatusCode, response.RequestId);
        }

        return values;
    }

    /// <summary>
    /// One frame of an output stream: the event's name and its content. Exception and error frames throw.
    /// </summary>
    /// <exception cref="BedrockException">The in-stream error.</exception>
    public static KeyValuePair<string, Dictionary<string, object?>> ReadEvent(
        OperationDescription operation, in EventFrame frame, string? requestId)
    {
        if (!frame.IsEvent)
        {
            throw ServiceErrors.FromFrame(frame, operation.Service.Name, operation.Name, requestId);
        }

        string name = frame.Type ?? "";
        ShapeDescription? shape = operation.OutputStream?.Shape.FindMember(name)?.Shape;
        Dictionary<string, object?> content;
        try
        {
            content = frame.Payload.Length == 0 ? [] : ReadObject(frame.Payload.Span, shape);
        }
        catch (JsonException exception)
        {
            throw new BedrockException("StreamCorrupt", $"The event '{name}' of {operation.Name} holds no readable JSON.", exception)
            {
                Service = operation.Service.Name,
                Operation = operation.Name,
                RequestId = requestId,
            };
        }

        return new KeyValuePair<string, Dictionary<string, object?>>(name, content);
    }

    internal static Dictionary<string, object?> ReadHeaders(
        OperationDescription operation, int status, IReadOnlyDictionary<string, string> headers)
    {
        Dictionary<string, object?> values = [];
        foreach (MemberDescription member in operation.Output?.Members ?? [])
        {
            switch (member.Location)
            {
                case MemberLocation.Header when headers.TryGetValue(member.WireName, out string? text):
                    values[member.Name] = member.Shape.Kind == ShapeKind.List
                        ? HttpText.ReadList(member, HeaderList.Split(text))
                        : HttpText.Read(member, member.Shape, text);
                    break;
                case MemberLocation.HeaderMap:
                    values[member.Name] = HeaderList.ReadMap(member, headers);
                    break;
                case MemberLocation.StatusCode:
                    values[member.Name] = (long)status;
                    break;
            }
        }

        return values;
    }

    internal static void ReadBody(
        OperationDescription operation, byte[] body, Dictionary<string, object?> values, int status, string? requestId)
    {
        ShapeDescription? output = operation.Output;
        try
        {
            switch (output?.Payload)
            {
                case { Shape.Kind: ShapeKind.Blob } payload:
                    values[payload.Name] = body;
                    break;
                case { Shape.Kind: ShapeKind.String } payload:
                    values[payload.Name] = ValueBytes.Utf8.GetString(body);
                    break;
                case MemberDescription payload when body.Length > 0:
                    values[payload.Name] = ReadObject(body, payload.Shape);
                    break;
                case null when body.Length > 0:
                    foreach (KeyValuePair<string, object?> entry in ReadObject(body, output))
                    {
                        values[entry.Key] = entry.Value;
                    }

                    break;
            }
        }
        catch (JsonException exception)
        {
            throw new BedrockException(
                "ResponseUnreadable",
                $"{operation.Name} was answered with status {status} and something that is not JSON: {Excerpt.Of(body)}",
                exception)
            {
                Service = operation.Service.Name,
                Operation = operation.Name,
                StatusCode = status,
                RequestId = requestId,
            };
        }
    }

    private static Dictionary<string, object?> ReadObject(ReadOnlySpan<byte> json, ShapeDescription? shape)
    {
        Utf8JsonReader reader = new(json, JsonText.ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The answer is not a JSON object.");
        }

        Dictionary<string, object?> values = shape is { Kind: ShapeKind.Structure }
            ? JsonValueReader.ReadStructure(ref reader, shape)
            : (Dictionary<string, object?>)JsonValueReader.ReadDocument(ref reader)!;
        reader.Read();
        return values;
    }
}
