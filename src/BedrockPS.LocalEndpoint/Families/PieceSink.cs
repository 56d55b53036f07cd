using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>What the streams of families with one kind of chunk share: the text in pieces, and a last chunk with the counts.</summary>
internal abstract class PieceSink : AnswerSink
{
    private readonly EventOutput _output;

    protected PieceSink(EventOutput output, OperationCall call)
    {
        _output = output;
        Call = call;
    }

    protected OperationCall Call { get; }

    protected int InputTokens { get; private set; }

    public override ValueTask StartAsync(int inputTokens)
    {
        InputTokens = inputTokens;
        return default;
    }

    public override ValueTask AddAsync(AnswerBlock block, string piece)
    {
        Utf8JsonWriter json = _output.BeginEvent();
        json.WriteStartObject();
        WritePiece(json, block, piece);
        json.WriteEndObject();
        return _output.EndChunkAsync();
    }

    public override ValueTask EndAsync(Completion completion)
    {
        Utf8JsonWriter json = _output.BeginEvent();
        json.WriteStartObject();
        WriteEnd(json, completion);
        InvocationMetrics.Write(json, completion, Call);
        json.WriteEndObject();
        return _output.EndChunkAsync();
    }

    public override ValueTask FlushAsync() => _output.FlushAsync();

    protected abstract void WritePiece(Utf8JsonWriter json, AnswerBlock block, string piece);

    protected abstract void WriteEnd(Utf8JsonWriter json, Completion completion);
}
