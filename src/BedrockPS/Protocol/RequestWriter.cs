using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using BedrockPS.Engine;

namespace BedrockPS.Protocol;

/// <summary>
/// Turns plain values (IDictionary, IEnumerable, string, bool, numbers, DateTime, DateTimeOffset, byte[], Stream, null) into a
/// request, after checking every member against the description. Member names are matched without regard to case.
/// </summary>
internal static class RequestWriter
{
    /// <summary>The service's limit for the body of InvokeModel and its like.</summary>
    public const int MaxBodyBytes = 25_000_000;

    /// <param name="operation">What is called.</param>
    /// <param name="parameters">The operation's members by name.</param>
    /// <param name="rules">Request, or LenientRequest to leave unknown members and bounds to the service.</param>
    /// <param name="log">Told of values that are sent all the same and may be mistakes.</param>
    /// <exception cref="BedrockException">
    /// ParameterInvalid: path of the member, what was expected, nearest valid name. RequestTooLarge. ValueTooDeep.
    /// </exception>
    public static EngineRequest Write(
        OperationDescription operation,
        IReadOnlyDictionary<string, object?> parameters,
        ValueRules rules = ValueRules.Request,
        Action<string>? log = null)
    {
        ValueBinder binder = new(rules);
        Dictionary<string, object?> values = binder.BindRoot(operation.Input, parameters);
        foreach (string doubt in binder.Doubts.All)
        {
            log?.Invoke($"{operation.Name}: {doubt}; sent as it is");
        }

        CheckSize(operation, values);
        EngineRequest request = new(operation.Service.Name, operation.Name, operation.Method, operation.Path);
        request.MayBeSentTwice |= operation.IsReadOnly || operation.IsIdempotent;
        ShapeDescription? input = operation.Input;
        if (input is null)
        {
            ThrowIfInvalid(binder.Problems, operation);
            return request;
        }

        if (binder.Problems.Count == 0)
        {
            foreach (MemberDescription member in input.Members)
            {
                // A request with a token of its own is done once however often it arrives.
                request.MayBeSentTwice |= member.IsIdempotencyToken;
                if (values.TryGetValue(member.Name, out object? value))
                {
                    Place(request, member, value, binder.Problems);
                }
            }
        }

        ThrowIfInvalid(binder.Problems, operation);
        WriteBody(request, input, values);
        return request;
    }

    private static void CheckSize(OperationDescription operation, Dictionary<string, object?> values)
    {
        if (operation.Input?.Payload is { Shape.Kind: ShapeKind.Blob } payload
            && values.TryGetValue(payload.Name, out object? value)
            && value is byte[] { Length: > MaxBodyBytes } body)
        {
            throw new BedrockException(
                "RequestTooLarge",
                $"The body of {operation.Name} has {body.Length:N0} bytes; the service takes at most {MaxBodyBytes:N0}.")
            {
                Service = operation.Service.Name,
                Operation = operation.Name,
            };
        }
    }

    private static void ThrowIfInvalid(ValueProblems problems, OperationDescription operation)
    {
        if (problems.Count > 0)
        {
            throw new BedrockException("ParameterInvalid", problems.ToMessage($"{operation.Name} was not sent"))
            {
                Service = operation.Service.Name,
                Operation = operation.Name,
            };
        }
    }

    private static void Place(EngineRequest request, MemberDescription member, object? value, ValueProblems problems)
    {
        switch (member.Location)
        {
            case MemberLocation.Path:
                string label = HttpText.Write(member, member.Shape, value);
                if (label.Length == 0)
                {
                    problems.Add(member.Name, "must not be empty");
                }

                request.PathParameters[member.WireName] = label;
                break;
            case MemberLocation.Query:
                PlaceQuery(request, member, value);
                break;
            case MemberLocation.Header:
                string text = value is List<object?> items
                    ? string.Join(", ", items.Select(item => HttpText.Write(member, member.Shape.Element!, item)))
                    : HttpText.Write(member, member.Shape, value);
                PlaceHeader(request, member.WireName, text, member.Name, problems);
                break;
            case MemberLocation.HeaderMap when value is Dictionary<string, object?> map:
                foreach (KeyValuePair<string, object?> entry in map)
                {
                    string header = HttpText.Write(member, member.Shape.Element!, entry.Value);
                    PlaceHeader(request, member.WireName + entry.Key, header, $"{member.Name}['{entry.Key}']", problems);
                }

                break;
        }
    }

    private static void PlaceQuery(EngineRequest request, MemberDescription member, object? value)
    {
        switch (value)
        {
            case List<object?> items:
                foreach (object? item in items)
                {
                    AddQuery(request, member.WireName, HttpText.Write(member, member.Shape.Element!, item));
                }

                break;
            case Dictionary<string, object?> map:
                foreach (KeyValuePair<string, object?> entry in map)
                {
                    if (entry.Value is List<object?> many)
                    {
                        foreach (object? item in many)
                        {
                            AddQuery(request, entry.Key, HttpText.Write(member, member.Shape.Element!.Element!, item));
                        }
                    }
                    else
                    {
                        AddQuery(request, entry.Key, HttpText.Write(member, member.Shape.Element!, entry.Value));
                    }
                }

                break;
            default:
                AddQuery(request, member.WireName, HttpText.Write(member, member.Shape, value));
                break;
        }
    }

    private static void AddQuery(EngineRequest request, string name, string value) =>
        request.Query.Add(new KeyValuePair<string, string>(name, value));

    private static void PlaceHeader(EngineRequest request, string name, string value, string path, ValueProblems problems)
    {
        if (value.Any(static letter => letter is < ' ' or > '~'))
        {
            problems.Add(path, "travels as an HTTP header and takes printable ASCII characters only");
            return;
        }

        request.Headers[name] = value;
    }

    private static void WriteBody(EngineRequest request, ShapeDescription input, Dictionary<string, object?> values)
    {
        if (input.Payload is MemberDescription payload)
        {
            values.TryGetValue(payload.Name, out object? content);
            if (payload.Shape.Kind == ShapeKind.Blob)
            {
                byte[] body = content as byte[] ?? [];
                request.Body = body;
                SetContentType(request, LooksLikeJson(body) ? "application/json" : "application/octet-stream");
            }
            else if (payload.Shape.Kind == ShapeKind.String)
            {
                request.Body = ValueBytes.Utf8.GetBytes(content as string ?? "");
                SetContentType(request, "text/plain");
            }
            else if (!payload.Shape.IsEventStream)
            {
                request.Body = ToJson(payload.Shape, content as Dictionary<string, object?> ?? []);
                SetContentType(request, "application/json");
            }
        }
        else if (input.Members.Any(static member => member.Location == MemberLocation.Body))
        {
            request.Body = ToJson(input, values);
            SetContentType(request, "application/json");
        }
    }

    private static void SetContentType(EngineRequest request, string type)
    {
        if (!request.Headers.ContainsKey("Content-Type"))
        {
            request.Headers["Content-Type"] = type;
        }
    }

    private static bool LooksLikeJson(byte[] body)
    {
        foreach (byte first in body)
        {
            if (first is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return first is (byte)'{' or (byte)'[';
            }
        }

        return false;
    }

    internal static byte[] ToJson(ShapeDescription shape, Dictionary<string, object?> values)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, JsonText.WriterOptions))
        {
            JsonValueWriter.WriteStructure(writer, shape, values);
        }

        return buffer.ToArray();
    }
}
