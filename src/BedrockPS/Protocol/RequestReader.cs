using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace BedrockPS.Protocol;

/// <summary>The server's side of <see cref="RequestWriter"/>: a request's parts as the operation's parameters, checked.</summary>
internal static class RequestReader
{
    /// <param name="match">Operation and path labels, from <see cref="RouteTable"/>.</param>
    /// <param name="query">Query pairs, decoded; a name may repeat.</param>
    /// <param name="headers">Header names compare without regard to case.</param>
    /// <param name="body">The whole body; for an event-stream body, anything.</param>
    /// <returns>
    /// Bound values under their member names: long, double, DateTimeOffset, byte[] and so on. Members the description does not know
    /// are kept, for the client may be newer.
    /// </returns>
    /// <exception cref="BedrockException">Validation or Serialization, status 400.</exception>
    public static Dictionary<string, object?> Read(
        RouteMatch match,
        IEnumerable<KeyValuePair<string, string>> query,
        IReadOnlyDictionary<string, string> headers,
        byte[] body)
    {
        OperationDescription operation = match.Operation;
        ShapeDescription? input = operation.Input;
        if (input is null)
        {
            return [];
        }

        Dictionary<string, object?> values = [];
        List<KeyValuePair<string, string>> pairs = [.. query];
        foreach (MemberDescription member in input.Members)
        {
            switch (member.Location)
            {
                case MemberLocation.Path when match.Labels.TryGetValue(member.WireName, out string? label):
                    values[member.Name] = HttpText.Read(member, member.Shape, label);
                    break;
                case MemberLocation.Query:
                    ReadQuery(input, member, pairs, values);
                    break;
                case MemberLocation.Header when headers.TryGetValue(member.WireName, out string? header):
                    values[member.Name] = member.Shape.Kind == ShapeKind.List
                        ? HttpText.ReadList(member, HeaderList.Split(header))
                        : HttpText.Read(member, member.Shape, header);
                    break;
                case MemberLocation.HeaderMap:
                    Dictionary<string, object?> map = HeaderList.ReadMap(member, headers);
                    if (map.Count > 0)
                    {
                        values[member.Name] = map;
                    }

                    break;
            }
        }

        ReadBody(operation, input, body, values);
        return Bind(operation, input, values);
    }

    private static Dictionary<string, object?> Bind(
        OperationDescription operation, ShapeDescription input, Dictionary<string, object?> values)
    {
        ValueBinder binder = new(ValueRules.ReceivedRequest);
        try
        {
            Dictionary<string, object?> bound = binder.BindRoot(input, values);
            return binder.Problems.Count == 0
                ? bound
                : throw Refuse(operation, "Validation", binder.Problems.ToMessage($"{operation.Name} cannot take this request"));
        }
        catch (BedrockException exception) when (exception.Code == "ValueTooDeep")
        {
            throw Refuse(operation, "Validation", exception.Message);
        }
    }

    private static void ReadQuery(
        ShapeDescription input, MemberDescription member, List<KeyValuePair<string, string>> pairs, Dictionary<string, object?> values)
    {
        if (member.Shape.Kind == ShapeKind.Map)
        {
            ReadQueryMap(input, member, pairs, values);
            return;
        }

        string[] texts = [.. pairs.Where(pair => pair.Key == member.WireName).Select(static pair => pair.Value)];
        if (texts.Length > 0 || (member.IsRequired && member.Shape.Kind == ShapeKind.List))
        {
            // A list without items leaves no trace in the query.
            values[member.Name] = member.Shape.Kind == ShapeKind.List
                ? HttpText.ReadList(member, texts)
                : HttpText.Read(member, member.Shape, texts[0]);
        }
    }

    /// <summary>A map in the query takes every name that no other member has.</summary>
    private static void ReadQueryMap(
        ShapeDescription input, MemberDescription member, List<KeyValuePair<string, string>> pairs, Dictionary<string, object?> values)
    {
        Dictionary<string, object?> map = [];
        foreach (KeyValuePair<string, string> pair in pairs)
        {
            if (input.Members.Any(other => other.Location == MemberLocation.Query && other != member && other.WireName == pair.Key))
            {
                continue;
            }

            ShapeDescription element = member.Shape.Element!;
            if (element.Kind == ShapeKind.List)
            {
                List<object?> items = map.TryGetValue(pair.Key, out object? known) ? (List<object?>)known! : [];
                items.Add(HttpText.Read(member, element.Element!, pair.Value));
                map[pair.Key] = items;
            }
            else
            {
                map[pair.Key] = HttpText.Read(member, element, pair.Value);
            }
        }

        if (map.Count > 0)
        {
            values[member.Name] = map;
        }
    }

    private static void ReadBody(OperationDescription operation, ShapeDescription input, byte[] body, Dictionary<string, object?> values)
    {
        switch (input.Payload)
        {
            case { Shape.IsEventStream: true } stream:
                values[stream.Name] = body;
                break;
            case { Shape.Kind: ShapeKind.Blob } payload:
                values[payload.Name] = body;
                break;
            case { Shape.Kind: ShapeKind.String } payload:
                values[payload.Name] = ValueBytes.Utf8.GetString(body);
                break;
            case MemberDescription payload when body.Length > 0:
                values[payload.Name] = ReadObject(operation, body, payload.Shape);
                break;
            case null when body.Length > 0 && input.Members.Any(static member => member.Location == MemberLocation.Body):
                foreach (KeyValuePair<string, object?> entry in ReadObject(operation, body, input))
                {
                    if (input.FindMember(entry.Key) is null or { Location: MemberLocation.Body })
                    {
                        values[entry.Key] = entry.Value;
                    }
                }

                break;
        }
    }

    private static Dictionary<string, object?> ReadObject(OperationDescription operation, byte[] body, ShapeDescription shape)
    {
        try
        {
            Utf8JsonReader reader = new(body, JsonText.ReaderOptions);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Refuse(operation, "Serialization", $"The body of {operation.Name} must be a JSON object.");
            }

            Dictionary<string, object?> values = JsonValueReader.ReadStructure(ref reader, shape);
            reader.Read();
            return values;
        }
        catch (JsonException exception)
        {
            throw Refuse(
                operation,
                "Serialization",
                $"The body of {operation.Name} is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");
        }
    }

    private static BedrockException Refuse(OperationDescription operation, string code, string message) => new(code, message)
    {
        StatusCode = 400,
        Service = operation.Service.Name,
        Operation = operation.Name,
    };
}
