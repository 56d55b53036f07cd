using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Protocol;

/// <summary>Reads one operation or one shape of an embedded description.</summary>
internal static class DescriptionParser
{
    public static OperationDescription ParseOperation(ServiceDescription service, string name, ReadOnlySpan<byte> json)
    {
        string method = "";
        string path = "";
        int status = 200;
        string? input = null;
        string? output = null;
        IReadOnlyList<string> errors = [];
        bool isReadOnly = false;
        bool isIdempotent = false;
        PagingDescription? paging = null;
        Utf8JsonReader reader = new(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "http":
                    string http = reader.GetString()!;
                    int space = http.IndexOf(' ');
                    method = http.Substring(0, space);
                    path = http.Substring(space + 1);
                    break;
                case "status":
                    status = reader.GetInt32();
                    break;
                case "in":
                    input = reader.GetString();
                    break;
                case "out":
                    output = reader.GetString();
                    break;
                case "errors":
                    errors = ReadStrings(ref reader);
                    break;
                case "readonly":
                    isReadOnly = true;
                    break;
                case "idempotent":
                    isIdempotent = true;
                    break;
                case "page":
                    List<string> page = ReadStrings(ref reader);
                    paging = new PagingDescription(page[0], page[1], page[2], page[3]);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OperationDescription
        {
            Service = service,
            Name = name,
            Method = method,
            Path = path,
            SuccessStatus = status,
            Input = input is null ? null : service.GetShape(input),
            Output = output is null ? null : service.GetShape(output),
            Errors = errors,
            // Not all models carry no readonly marks; what only looks things up is plain from its name there.
            IsReadOnly = isReadOnly || method is "GET" or "HEAD" || IsLookup(name),
            IsIdempotent = isIdempotent,
            Paging = paging,
        };
    }

    public static ShapeDescription ParseShape(ServiceDescription service, string name, ReadOnlySpan<byte> json)
    {
        string? element = null;
        string? key = null;
        List<string> required = [];
        List<MemberDescription> members = [];
        ShapeDescription shape = new() { Name = name };
        Utf8JsonReader reader = new(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "type":
                    shape.Kind = Kind(reader.GetString()!);
                    break;
                case "union":
                    shape.IsUnion = true;
                    break;
                case "stream":
                    shape.IsEventStream = true;
                    break;
                case "secret":
                    shape.IsSensitive = true;
                    break;
                case "error":
                    shape.IsException = true;
                    shape.ErrorStatus = reader.GetInt32();
                    break;
                case "format":
                    shape.TimestampFormat = reader.GetString();
                    break;
                case "min":
                    shape.Min = reader.GetDouble();
                    break;
                case "max":
                    shape.Max = reader.GetDouble();
                    break;
                case "pattern":
                    shape.Pattern = reader.GetString();
                    break;
                case "enum":
                    shape.EnumValues = ReadStrings(ref reader);
                    break;
                case "of":
                    element = reader.GetString();
                    break;
                case "key":
                    key = reader.GetString();
                    break;
                case "required":
                    required = ReadStrings(ref reader);
                    break;
                case "members":
                    while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                    {
                        string member = reader.GetString()!;
                        reader.Read();
                        members.Add(ReadMember(service, member, required.Contains(member), ref reader));
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        shape.Link(service, members, element, key);
        return shape;
    }

    private static bool IsLookup(string name) =>
        name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal);

    private static MemberDescription ReadMember(ServiceDescription service, string name, bool isRequired, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new MemberDescription(service, reader.GetString()!) { Name = name, WireName = name, IsRequired = isRequired };
        }

        string shape = "";
        string wireName = name;
        MemberLocation location = MemberLocation.Body;
        bool isToken = false;
        bool isJson = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "is":
                    shape = reader.GetString()!;
                    break;
                case "in":
                    location = Location(reader.GetString()!);
                    break;
                case "as":
                    wireName = reader.GetString()!;
                    break;
                case "token":
                    isToken = true;
                    break;
                case "json":
                    isJson = true;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new MemberDescription(service, shape)
        {
            Name = name,
            WireName = wireName,
            Location = location,
            IsRequired = isRequired,
            IsIdempotencyToken = isToken,
            IsJsonValue = isJson,
        };
    }

    /// <summary>A null of the list stays null in it.</summary>
    private static List<string> ReadStrings(ref Utf8JsonReader reader)
    {
        List<string> values = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(reader.GetString()!);
        }

        return values;
    }

    private static ShapeKind Kind(string type) => type switch
    {
        "structure" => ShapeKind.Structure,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        "string" => ShapeKind.String,
        "blob" => ShapeKind.Blob,
        "boolean" => ShapeKind.Boolean,
        "integer" or "short" or "byte" => ShapeKind.Integer,
        "long" => ShapeKind.Long,
        "float" => ShapeKind.Float,
        "double" => ShapeKind.Double,
        "timestamp" => ShapeKind.Timestamp,
        _ => ShapeKind.Document,
    };

    private static MemberLocation Location(string location) => location switch
    {
        "uri" => MemberLocation.Path,
        "querystring" => MemberLocation.Query,
        "header" => MemberLocation.Header,
        "headers" => MemberLocation.HeaderMap,
        "statusCode" => MemberLocation.StatusCode,
        "payload" => MemberLocation.Payload,
        _ => MemberLocation.Body,
    };
}
