using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using BedrockPS.Engine;

namespace BedrockPS.Protocol;

/// <summary>The server's side of <see cref="ResponseReader"/>. Values that do not fit the description are the server's own fault.</summary>
internal static class ResponseWriter
{
    private const string EventStreamType = "application/vnd.amazon.eventstream";

    /// <summary>
    /// Status, headers and body. For an operation that answers with an event stream: status and headers alone, and
    /// <see cref="WriteEvent"/> makes the frames.
    /// </summary>
    /// <exception cref="InvalidOperationException">The values do not fit.</exception>
    public static ServerAnswer Write(OperationDescription operation, IReadOnlyDictionary<string, object?> values)
    {
        ShapeDescription? output = operation.Output;
        MemberDescription? stream = operation.OutputStream;
        IReadOnlyDictionary<string, object?> given = values;
        if (stream is not null)
        {
            Dictionary<string, object?> withStream = values.ToDictionary(static entry => entry.Key, static entry => entry.Value);
            withStream[stream.Name] = new Dictionary<string, object?>();
            given = withStream;
        }

        Dictionary<string, object?> bound = Bind(output, given, operation.Name);
        List<KeyValuePair<string, string>> headers = [];
        int status = operation.SuccessStatus;
        foreach (MemberDescription member in output?.Members ?? [])
        {
            if (!bound.TryGetValue(member.Name, out object? value))
            {
                continue;
            }

            switch (member.Location)
            {
                case MemberLocation.Header:
                    AddHeader(headers, member.WireName, value is List<object?> items
                        ? string.Join(", ", items.Select(item => HttpText.Write(member, member.Shape.Element!, item)))
                        : HttpText.Write(member, member.Shape, value));
                    break;
                case MemberLocation.HeaderMap when value is Dictionary<string, object?> map:
                    foreach (KeyValuePair<string, object?> entry in map)
                    {
                        AddHeader(headers, member.WireName + entry.Key, HttpText.Write(member, member.Shape.Element!, entry.Value));
                    }

                    break;
                case MemberLocation.StatusCode:
                    status = Convert.ToInt32(value, CultureInfo.InvariantCulture);
                    break;
            }
        }

        byte[] body = [];
        string type = "application/json";
        if (stream is not null)
        {
            type = EventStreamType;
        }
        else if (output?.Payload is MemberDescription payload)
        {
            bound.TryGetValue(payload.Name, out object? content);
            body = content switch
            {
                byte[] bytes => bytes,
                string text => ValueBytes.Utf8.GetBytes(text),
                Dictionary<string, object?> members => ToJson(payload.Shape, members),
                _ => payload.Shape.Kind == ShapeKind.Structure ? ToJson(payload.Shape, []) : [],
            };
        }
        else if (output is not null)
        {
            body = ToJson(output, bound);
        }

        if (status == 204)
        {
            return new ServerAnswer(status, headers, []);
        }

        if (!headers.Any(static header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
        {
            AddHeader(headers, "Content-Type", type);
        }

        return new ServerAnswer(status, headers, body);
    }

    /// <summary>A whole frame of an output stream.</summary>
    /// <param name="operation">An operation with an output stream.</param>
    /// <param name="name">The event's member name, such as contentBlockDelta.</param>
    /// <param name="values">The event's content.</param>
    /// <exception cref="InvalidOperationException">No such event, or the values do not fit.</exception>
    public static byte[] WriteEvent(OperationDescription operation, string name, IReadOnlyDictionary<string, object?> values)
    {
        ShapeDescription shape = operation.OutputStream?.Shape.FindMember(name)?.Shape
            ?? throw new InvalidOperationException($"{operation.Name} streams no event '{name}'.");
        if (shape.IsException)
        {
            return EventStreamWriter.Encode(
                [
                    new KeyValuePair<string, string>(":exception-type", name),
                    new KeyValuePair<string, string>(":content-type", "application/json"),
                    new KeyValuePair<string, string>(":message-type", "exception"),
                ],
                ToJson(shape, Bind(shape, values, name)));
        }

        return EventStreamWriter.Encode(
            [
                new KeyValuePair<string, string>(":event-type", name),
                new KeyValuePair<string, string>(":content-type", "application/json"),
                new KeyValuePair<string, string>(":message-type", "event"),
            ],
            ToJson(shape, Bind(shape, values, name)));
    }

    /// <summary>An error as the service answers it.</summary>
    /// <param name="service">The service whose error shapes give the status; null: none is known.</param>
    /// <param name="name">Error name with its suffix, such as ThrottlingException.</param>
    /// <param name="message">What the client's user reads.</param>
    /// <param name="requestId">Goes into x-amzn-requestid.</param>
    /// <param name="status">Status where the description has none.</param>
    /// <param name="members">Further members of the error, such as originalStatusCode.</param>
    public static ServerAnswer WriteError(
        ServiceDescription? service,
        string name,
        string message,
        string requestId,
        int status = 400,
        IReadOnlyDictionary<string, object?>? members = null)
    {
        int declared = service?.FindShape(name)?.ErrorStatus ?? 0;
        Dictionary<string, object?> body = new() { ["message"] = message };
        foreach (KeyValuePair<string, object?> member in members ?? new Dictionary<string, object?>())
        {
            body[member.Key] = member.Value;
        }

        return new ServerAnswer(
            declared > 0 ? declared : status,
            [
                new KeyValuePair<string, string>("x-amzn-RequestId", requestId),
                new KeyValuePair<string, string>("x-amzn-ErrorType", name),
                new KeyValuePair<string, string>("Content-Type", "application/json"),
            ],
            JsonText.BytesOf(body));
    }

    private static Dictionary<string, object?> Bind(ShapeDescription? shape, IReadOnlyDictionary<string, object?> values, string what)
    {
        ValueBinder binder = new(ValueRules.Response);
        Dictionary<string, object?> bound = binder.BindRoot(shape, values);
        return binder.Problems.Count == 0 ? bound : throw new InvalidOperationException(binder.Problems.ToMessage($"The answer of {what}"));
    }

    private static void AddHeader(List<KeyValuePair<string, string>> headers, string name, string value) =>
        headers.Add(new KeyValuePair<string, string>(name, value));

    private static byte[] ToJson(ShapeDescription shape, Dictionary<string, object?> values)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, JsonText.WriterOptions))
        {
            JsonValueWriter.WriteStructure(writer, shape, values);
        }

        return buffer.ToArray();
    }
}
