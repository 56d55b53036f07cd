using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Converse;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>ConverseStream's events, each as the one member of a chunk.</summary>
internal sealed class NovaStreamSink : ConverseStreamSink
{
    private Completion? _completion;

    public NovaStreamSink(EventOutput output, OperationCall call)
        : base(output, call)
    {
    }

    protected override Utf8JsonWriter Begin(string name)
    {
        Utf8JsonWriter json = base.Begin(name);
        json.WriteStartObject(name);
        return json;
    }

    protected override ValueTask EndAsync(Utf8JsonWriter json, string name)
    {
        json.WriteEndObject();
        if (_completion is not null)
        {
            InvocationMetrics.Write(json, _completion, Call);
        }

        json.WriteEndObject();
        return Output.EndChunkAsync();
    }

    protected override void WriteMetadata(Utf8JsonWriter json, Completion completion)
    {
        _completion = completion;
        NovaMessages.WriteUsage(json, completion);
        json.WriteStartObject("metrics");
        json.WriteEndObject();
    }
}
