using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Knowledge;

/// <summary>Writes an answer's text as events that hold nothing but text.</summary>
internal sealed class TextEventSink : AnswerSink
{
    private readonly EventOutput _output;
    private readonly string _event;

    /// <param name="output">The stream.</param>
    /// <param name="name">Name of the events.</param>
    public TextEventSink(EventOutput output, string name)
    {
        _output = output;
        _event = name;
    }

    public override ValueTask AddAsync(AnswerBlock block, string piece)
    {
        Utf8JsonWriter json = _output.BeginEvent();
        json.WriteStartObject();
        json.WriteString("text", piece);
        json.WriteEndObject();
        return _output.EndEventAsync(_event);
    }

    public override ValueTask EndAsync(Completion completion) => default;
}
