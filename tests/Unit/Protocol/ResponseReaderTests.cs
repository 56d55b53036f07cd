using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Protocol;

public class ResponseReaderTests
{
    [Fact]
    public async Task Nothing_the_service_sends_is_lost()
    {
        Dictionary<string, object?> read = await ReadAsync("bedrock-runtime", "Converse", """
            {"brandNew":{"a":[1,2.5]},"stopReason":"unheard_of","output":{"message":{"role":"assistant","content":[{"text":"Hi"},{"hologram":{"x":1}}]}},
             "usage":{"inputTokens":3,"outputTokens":4.0,"totalTokens":7,"extra":1},"metrics":null,"trace":{"__type":"x"}}
            """);
        Assert.Equal("unheard_of", read["stopReason"]);
        Assert.Equal("""{"a":[1,2.5]}""", PlainValues.Show(read["brandNew"]));
        Assert.Equal("""{"extra":1,"inputTokens":3,"outputTokens":4,"totalTokens":7}""", PlainValues.Show(read["usage"]));
        Assert.Contains("hologram", PlainValues.Show(read["output"]));
        Assert.False(read.ContainsKey("metrics"));
        Assert.Equal("{}", PlainValues.Show(read["trace"]));
    }

    [Theory]
    [InlineData("1", typeof(long))]
    [InlineData("-9223372036854775808", typeof(long))]
    [InlineData("0.1", typeof(double))]
    [InlineData("1e3", typeof(double))]
    [InlineData("0.30000000000000004", typeof(double))]
    [InlineData("12345678901234567890", typeof(decimal))]
    [InlineData("0.12345678901234567890123", typeof(decimal))]
    [InlineData("123456789012345678901234567890123456789", typeof(BigInteger))]
    public async Task Numbers_of_documents_keep_their_digits(string number, Type type)
    {
        Dictionary<string, object?> read = await ReadAsync("bedrock-runtime", "Converse", $$$"""{"additionalModelResponseFields":{"n":{{{number}}}}}""");
        object? value = ((Dictionary<string, object?>)read["additionalModelResponseFields"]!)["n"];
        Assert.IsType(type, value);
        if (type == typeof(decimal))
        {
            Assert.Equal(number, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Times_bytes_and_headers_have_their_types()
    {
        Dictionary<string, object?> guardrail = await ReadAsync(
            "bedrock", "GetGuardrail", """{"createdAt":"2024-05-06T07:08:09.123456Z","updatedAt":1714979289.5,"version":"DRAFT","name":"g"}""");
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(1234560), guardrail["createdAt"]);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1714979289500), guardrail["updatedAt"]);

        Dictionary<string, object?> invoke = await ReadAsync(
            "bedrock-runtime", "InvokeModel", "<not json>", ("Content-Type", "text/plain"), ("x-amzn-bedrock-service-tier", "priority"));
        Assert.Equal("<not json>", Encoding.UTF8.GetString((byte[])invoke["body"]!));
        Assert.Equal(("text/plain", "priority"), (invoke["contentType"], invoke["serviceTier"]));
    }

    [Theory]
    [InlineData("\"2024-05-06T07:08:09.123456789Z\"", "2024-05-06T07:08:09.123Z")]
    [InlineData("\"2024-05-06T09:08:09+02:00\"", "2024-05-06T07:08:09Z")]
    [InlineData("\"Mon, 06 May 2024 07:08:09 GMT\"", "2024-05-06T07:08:09Z")]
    [InlineData("1714979289", "2024-05-06T07:08:09Z")]
    [InlineData("\"some day\"", null)]
    [InlineData("1e300", null)]
    public async Task Times_are_read_in_every_form(string json, string? time)
    {
        object? read = (await ReadAsync("bedrock", "GetGuardrail", $"{{\"createdAt\":{json}}}"))["createdAt"];
        Assert.Equal(time, read is DateTimeOffset offset ? Timestamps.Format(offset, Timestamps.Iso8601) : null);
        Assert.NotNull(read);
    }

    [Fact]
    public async Task A_page_that_is_not_the_services_is_an_error()
    {
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(
            () => ReadAsync("bedrock", "ListFoundationModels", "<html><head><title>Sign in</title></head><body>to the network</body></html>"));
        Assert.Equal(("ResponseUnreadable", 200, "id-7"), (error.Code, error.StatusCode, error.RequestId));
        Assert.EndsWith("Sign in to the network", error.Message);
    }

    [Fact]
    public async Task An_empty_answer_has_no_members() => Assert.Empty(await ReadAsync("bedrock", "DeleteGuardrail", ""));

    [Fact]
    public void Events_are_read_by_their_shape()
    {
        OperationDescription operation = ServiceDescription.Get("bedrock-runtime").GetOperation("InvokeModelWithResponseStream");
        KeyValuePair<string, Dictionary<string, object?>> read = ResponseReader.ReadEvent(operation, Frame("event", "chunk", """{"bytes":"eyJhIjoxfQ==","p":"abc"}"""), "id");
        Assert.Equal("chunk", read.Key);
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString((byte[])read.Value["bytes"]!));
        Assert.Equal("abc", read.Value["p"]);

        KeyValuePair<string, Dictionary<string, object?>> unknown = ResponseReader.ReadEvent(operation, Frame("event", "novelty", """{"x":[1]}"""), "id");
        Assert.Equal(("novelty", """{"x":[1]}"""), (unknown.Key, PlainValues.Show(unknown.Value)));
        Assert.Empty(ResponseReader.ReadEvent(operation, Frame("event", "ping", ""), "id").Value);
    }

    [Theory]
    [InlineData("exception", "throttlingException", "Throttling", 429, true)]
    [InlineData("exception", "modelStreamErrorException", "ModelStreamError", 424, true)]
    [InlineData("exception", "validationException", "Validation", 400, false)]
    [InlineData("exception", "somethingNewException", "SomethingNew", 0, false)]
    [InlineData("error", "InternalFailure", "InternalServer", 0, true)]
    public void Errors_in_the_stream_throw(string messageType, string type, string code, int status, bool retryable)
    {
        OperationDescription operation = ServiceDescription.Get("bedrock-runtime").GetOperation("ConverseStream");
        BedrockException error = Assert.Throws<BedrockException>(
            () => ResponseReader.ReadEvent(operation, Frame(messageType, type, """{"message":"too fast"}"""), "id-3"));
        Assert.Equal((code, status, retryable, "too fast", "id-3"), (error.Code, error.StatusCode, error.IsRetryable, error.Message, error.RequestId));
        Assert.Equal(("bedrock-runtime", "ConverseStream"), (error.Service, error.Operation));
    }

    [Fact]
    public async Task The_message_of_an_error_frame_is_in_its_headers()
    {
        byte[] frame = EventStreamWriter.Encode(
            [new(":message-type", "error"), new(":error-code", "InternalError"), new(":error-message", "it broke")], []);
        using EventStreamReader reader = new(new MemoryStream(frame));
        Assert.True(await reader.FillAsync(TestContext.Current.CancellationToken));
        Assert.True(reader.TryRead(out EventFrame read));
        OperationDescription operation = ServiceDescription.Get("bedrock-runtime").GetOperation("ConverseStream");
        BedrockException error = Assert.Throws<BedrockException>(() => ResponseReader.ReadEvent(operation, read, null));
        Assert.Equal(("InternalServer", "it broke"), (error.Code, error.Message));
    }

    [Fact]
    public void An_event_that_is_no_json_is_a_corrupt_stream()
    {
        OperationDescription operation = ServiceDescription.Get("bedrock-runtime").GetOperation("ConverseStream");
        Assert.Equal("StreamCorrupt", Assert.Throws<BedrockException>(() => ResponseReader.ReadEvent(operation, Frame("event", "messageStop", "{"), null)).Code);
    }

    public static TheoryData<string, string, string> Events()
    {
        TheoryData<string, string, string> events = [];
        foreach (ServiceDescription service in ServiceDescription.Names.Select(ServiceDescription.Get))
        {
            foreach (OperationDescription operation in service.OperationNames.Select(service.GetOperation))
            {
                foreach (MemberDescription member in operation.OutputStream?.Shape.Members ?? [])
                {
                    events.Add(service.Name, operation.Name, member.Name);
                }
            }
        }

        return events;
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Every_event_goes_there_and_back(string service, string name, string member)
    {
        OperationDescription operation = ServiceDescription.Get(service).GetOperation(name);
        ShapeDescription shape = operation.OutputStream!.Shape.FindMember(member)!.Shape;
        for (int variant = 0; variant < 12; variant++)
        {
            Dictionary<string, object?> values = new SampleValues(all: true, variant).Structure(shape);
            using EventStreamReader reader = new(new MemoryStream(ResponseWriter.WriteEvent(operation, member, values)));
            Assert.True(await reader.FillAsync(TestContext.Current.CancellationToken));
            Assert.True(reader.TryRead(out EventFrame frame));
            if (shape.IsException)
            {
                Assert.Throws<BedrockException>(() => ResponseReader.ReadEvent(operation, frame, null));
                continue;
            }

            KeyValuePair<string, Dictionary<string, object?>> read = ResponseReader.ReadEvent(operation, frame, null);
            Assert.Equal((member, PlainValues.Show(values)), (read.Key, PlainValues.Show(read.Value)));
        }
    }

    private static EventFrame Frame(string messageType, string type, string json) =>
        new(messageType, type, Encoding.UTF8.GetBytes(json), default);

    private static async Task<Dictionary<string, object?>> ReadAsync(
        string service, string operation, string body, params (string Name, string Value)[] headers)
    {
        Dictionary<string, string> all = new(StringComparer.OrdinalIgnoreCase) { ["x-amzn-RequestId"] = "id-7" };
        foreach ((string name, string value) in headers)
        {
            all[name] = value;
        }

        using EngineResponse response = new(200, all, new MemoryStream(Encoding.UTF8.GetBytes(body)), 1, null);
        return await ResponseReader.ReadAsync(
            ServiceDescription.Get(service).GetOperation(operation), response, TestContext.Current.CancellationToken);
    }
}
