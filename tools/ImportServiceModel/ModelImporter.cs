using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BedrockPS.ImportServiceModel;

/// <summary>
/// Writes the facts of one published service model, an operation or shape a line, sorted by name, so that a newer model gives
/// a readable diff. Documentation is left out.
/// </summary>
internal sealed class ModelImporter
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _service;
    private readonly JsonElement _model;
    private readonly JsonElement _shapes;
    private readonly Dictionary<string, JsonElement> _paginators = [];
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    public ModelImporter(string service, string modelFile, string? paginatorFile)
    {
        _service = service;
        _model = Read(modelFile);
        _shapes = _model.GetProperty("shapes");
        if (paginatorFile is not null)
        {
            JsonElement pagination = Read(paginatorFile).GetProperty("pagination");
            foreach (JsonProperty paginator in pagination.EnumerateObject())
            {
                _paginators[paginator.Name] = paginator.Value;
            }
        }
    }

    public int OperationCount { get; private set; }

    public int ShapeCount => _used.Count;

    public string Write()
    {
        JsonElement metadata = _model.GetProperty("metadata");
        if (Text(metadata, "protocol") != "rest-json")
        {
            throw new InvalidDataException($"{_service} speaks {Text(metadata, "protocol")}; only rest-json is known.");
        }

        bool bearer = metadata.TryGetProperty("auth", out JsonElement auth)
            && auth.EnumerateArray().Any(static scheme => scheme.GetString() == "smithy.api#httpBearerAuth");

        List<string> operations = [];
        foreach (JsonProperty operation in Sorted(_model.GetProperty("operations")))
        {
            operations.Add($"{Quote(operation.Name)}:{Operation(operation.Name, operation.Value)}");
        }

        OperationCount = operations.Count;
        List<string> shapes = [];
        foreach (string name in _used)
        {
            shapes.Add($"{Quote(name)}:{Shape(_shapes.GetProperty(name))}");
        }

        StringBuilder text = new();
        text.Append("{\n");
        text.Append($"\"service\":{Quote(Text(metadata, "endpointPrefix")!)},\n");
        text.Append($"\"signing\":{Quote(Text(metadata, "signingName") ?? Text(metadata, "endpointPrefix")!)},\n");
        text.Append($"\"version\":{Quote(Text(metadata, "apiVersion")!)},\n");
        text.Append($"\"bearer\":{(bearer ? "true" : "false")},\n");
        text.Append("\"operations\":{\n").AppendJoin(",\n", operations).Append("\n},\n");
        text.Append("\"shapes\":{\n").AppendJoin(",\n", shapes).Append("\n}\n}\n");
        return text.ToString();
    }

    private static JsonElement Read(string file)
    {
        using Stream stream = File.OpenRead(file);
        using Stream json = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        return JsonDocument.Parse(json).RootElement;
    }

    private string Operation(string name, JsonElement operation)
    {
        JsonElement http = operation.GetProperty("http");
        Fields fields = new();
        fields.Add("http", Quote($"{Text(http, "method")} {Text(http, "requestUri")}"));
        int status = http.TryGetProperty("responseCode", out JsonElement code) ? code.GetInt32() : 200;
        if (status != 200)
        {
            fields.Add("status", status.ToString(CultureInfo.InvariantCulture));
        }

        foreach ((string key, string field) in new[] { ("input", "in"), ("output", "out") })
        {
            if (operation.TryGetProperty(key, out JsonElement reference))
            {
                string shape = Text(reference, "shape")!;
                Use(shape);
                fields.Add(field, Quote(shape));
            }
        }

        if (operation.TryGetProperty("errors", out JsonElement errors))
        {
            string[] names = [.. errors.EnumerateArray().Select(static error => Text(error, "shape")!).Order(StringComparer.Ordinal)];
            foreach (string error in names)
            {
                Use(error);
            }

            fields.Add("errors", QuoteAll(names));
        }

        fields.AddFlag("readonly", Flag(operation, "readonly"));
        fields.AddFlag("idempotent", Flag(operation, "idempotent"));
        if (_paginators.TryGetValue(name, out JsonElement pages))
        {
            fields.Add("page", "[" + string.Join(',', new[] { "input_token", "output_token", "limit_key", "result_key" }.Select(
                key => Text(pages, key) is string value ? Quote(value) : "null")) + "]");
        }

        return fields.ToString();
    }

    private static string Shape(JsonElement shape)
    {
        Fields fields = new();
        string type = Text(shape, "type")!;
        fields.Add("type", Quote(Flag(shape, "document") ? "document" : type));
        fields.AddFlag("union", Flag(shape, "union"));
        fields.AddFlag("stream", Flag(shape, "eventstream"));
        fields.AddFlag("secret", Flag(shape, "sensitive"));
        fields.AddFlag("streaming", Flag(shape, "streaming"));
        if (Flag(shape, "exception"))
        {
            int status = shape.TryGetProperty("error", out JsonElement error) && error.TryGetProperty("httpStatusCode", out JsonElement code)
                ? code.GetInt32()
                : Flag(shape, "fault") ? 500 : 400;
            fields.Add("error", status.ToString(CultureInfo.InvariantCulture));
        }

        if (Text(shape, "timestampFormat") is string format)
        {
            fields.Add("format", Quote(format));
        }

        foreach (string bound in new[] { "min", "max" })
        {
            if (shape.TryGetProperty(bound, out JsonElement value))
            {
                fields.Add(bound, value.GetRawText());
            }
        }

        if (Text(shape, "pattern") is string pattern)
        {
            fields.Add("pattern", Quote(pattern));
        }

        if (shape.TryGetProperty("enum", out JsonElement values))
        {
            fields.Add("enum", QuoteAll(values.EnumerateArray().Select(static value => value.GetString()!)));
        }

        if (type == "list")
        {
            fields.Add("of", Quote(Text(shape.GetProperty("member"), "shape")!));
        }
        else if (type == "map")
        {
            fields.Add("key", Quote(Text(shape.GetProperty("key"), "shape")!));
            fields.Add("of", Quote(Text(shape.GetProperty("value"), "shape")!));
        }
        else if (type == "structure")
        {
            if (shape.TryGetProperty("required", out JsonElement required) && required.GetArrayLength() > 0)
            {
                fields.Add("required", QuoteAll(required.EnumerateArray().Select(static name => name.GetString()!)));
            }

            string? payload = Text(shape, "payload");
            Fields members = new();
            foreach (JsonProperty member in shape.GetProperty("members").EnumerateObject())
            {
                members.Add(member.Name, Member(member.Name, member.Value, member.Name == payload));
            }

            if (members.Count > 0)
            {
                fields.Add("members", members.ToString());
            }
        }

        return fields.ToString();
    }

    /// <summary>A member in the body under its own name is its shape's name alone.</summary>
    private static string Member(string name, JsonElement member, bool isPayload)
    {
        Fields fields = new();
        string shape = Text(member, "shape")!;
        fields.Add("is", Quote(shape));
        string? location = isPayload ? "payload" : Text(member, "location");
        if (location is not null)
        {
            fields.Add("in", Quote(location));
        }

        if (Text(member, "locationName") is string wire && wire != name)
        {
            fields.Add("as", Quote(wire));
        }

        fields.AddFlag("token", Flag(member, "idempotencyToken"));
        fields.AddFlag("json", Flag(member, "jsonvalue"));
        return fields.Count == 1 ? Quote(shape) : fields.ToString();
    }

    private void Use(string name)
    {
        if (!_used.Add(name))
        {
            return;
        }

        JsonElement shape = _shapes.GetProperty(name);
        foreach (string link in new[] { "member", "key", "value" })
        {
            if (shape.TryGetProperty(link, out JsonElement reference))
            {
                Use(Text(reference, "shape")!);
            }
        }

        if (shape.TryGetProperty("members", out JsonElement members))
        {
            foreach (JsonProperty member in members.EnumerateObject())
            {
                Use(Text(member.Value, "shape")!);
            }
        }
    }

    private static IEnumerable<JsonProperty> Sorted(JsonElement element) =>
        element.EnumerateObject().OrderBy(static property => property.Name, StringComparer.Ordinal);

    private static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static string Quote(string text) => JsonSerializer.Serialize(text, s_json);

    private static string QuoteAll(IEnumerable<string> texts) => "[" + string.Join(',', texts.Select(Quote)) + "]";
}
