using System;
using System.Buffers;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using BedrockPS.Embeddings;
using BedrockPS.Inference;
using BenchmarkDotNet.Attributes;

namespace BedrockPS.Micro;

/// <summary>What is written for a question and read of an answer; the vector also the way JsonSerializer reads it.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class Json
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly InferenceRequest _request = new()
    {
        ModelId = "m.m-0",
        System = "Answer in one sentence.",
        MaxTokens = 200,
        Temperature = 0.2,
        Messages = [new Message("user", [ContentBlock.FromText(string.Join(' ', Enumerable.Repeat("Which team is the ticket for?", 20)))])],
    };

    private readonly byte[] _answer = Encoding.UTF8.GetBytes(
        """{"output":{"message":{"role":"assistant","content":[{"text":"The team for printers, because it is about the printer."}]}},"stopReason":"end_turn","usage":{"inputTokens":140,"outputTokens":12,"totalTokens":152},"metrics":{"latencyMs":310}}""");

    private readonly byte[] _vector = Encoding.UTF8.GetBytes(
        "[" + string.Join(',', Enumerable.Range(0, 1024).Select(static i => Math.Sin(i).ToString("R", CultureInfo.InvariantCulture))) + "]");

    [Benchmark]
    public int WriteRequest()
    {
        _buffer.ResetWrittenCount();
        using Utf8JsonWriter writer = new(_buffer);
        ConverseRequestWriter.Write(writer, _request);
        writer.Flush();
        return _buffer.WrittenCount;
    }

    [Benchmark]
    public object ReadAnswer() => ConverseResponseReader.Read(_answer, "m.m-0", "r-1");

    [Benchmark]
    public float[] ReadVector() => FloatArrayReader.Read(_vector.AsSpan(1), out _);

    [Benchmark]
    public float[] ReadVectorWithSerializer() => JsonSerializer.Deserialize<float[]>(_vector)!;
}
