using System;
using System.Collections.Generic;
using BedrockPS.Engine;

namespace BedrockPS.Protocol;

/// <summary>Turns plain values into the events of an operation's input stream, after checking each against the description.</summary>
internal static class EventWriter
{
    /// <param name="operation">An operation with an input stream.</param>
    /// <param name="value">The event: a dictionary with one member, its name, that holds its content.</param>
    /// <param name="index">Which event of the stream it is, for messages.</param>
    /// <param name="rules">Request or LenientRequest.</param>
    /// <exception cref="BedrockException">ParameterInvalid, naming the path such as body[3].chunk.bytes.</exception>
    public static byte[] Write(OperationDescription operation, object? value, int index, ValueRules rules)
    {
        MemberDescription stream = operation.InputStream!;
        ValueBinder binder = new(rules);
        Dictionary<string, object?> bound = binder.BindEvent(stream, value, index);
        if (binder.Problems.Count > 0)
        {
            throw new BedrockException("ParameterInvalid", binder.Problems.ToMessage($"An event of {operation.Name} was not sent"))
            {
                Service = operation.Service.Name,
                Operation = operation.Name,
            };
        }

        foreach (KeyValuePair<string, object?> entry in bound)
        {
            ShapeDescription? shape = stream.Shape.FindMember(entry.Key)?.Shape;
            return EventStreamWriter.Encode(
                [
                    new KeyValuePair<string, string>(":message-type", "event"),
                    new KeyValuePair<string, string>(":event-type", entry.Key),
                    new KeyValuePair<string, string>(":content-type", "application/json"),
                ],
                shape is null ? JsonText.BytesOf(entry.Value) : RequestWriter.ToJson(shape, entry.Value as Dictionary<string, object?> ?? []));
        }

        throw new InvalidOperationException("An event without a name was bound.");
    }
}
