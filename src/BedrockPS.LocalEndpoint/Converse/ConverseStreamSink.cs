using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Converse;

/// <summary>Writes an answer as the events of ConverseStream.</summary>
internal sealed class ConverseStreamSink : AnswerSink
{
    private readonly EventOutput _output;
    private readonly OperationCall _call;

    public ConverseStreamSink(EventOutput output, OperationCall call)
    {
        _output = output;
        _call = call;
    }

    /// <summary>What a guardrail found, as JSON; null without a trace.</summary>
    public string? GuardrailTrace { get; set; }

    public override ValueTask StartAsync(int inputTokens)
    {
        Utf8JsonWriter json = _output.BeginEvent();
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteEndObject();
        return _output.EndEventAsync("messageStart");
    }

    public override ValueTask BeginBlockAsync(AnswerBlock block)
    {
        // Text and reasoning begin with their first delta, as the service does it.
        if (block.Kind != BlockKind.ToolUse)
        {
            return default;
        }

        Utf8JsonWriter json = _output.BeginEvent();
        json.WriteStartObject();
        json.WriteNumber("contentBlockIndex", block.Index);
        json.WriteStartObject("start");
        json.WriteStartObject("toolUse");
        json.WriteString("toolUseId", block.ToolId);
        json.WriteString("name", block.ToolName);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        return _output.EndEventAsync("contentBlockStart");
    }

    public override ValueTask AddAsync(AnswerBlock block, string piece)
    {
        Utf8JsonWriter json = _output.BeginEvent();
        json.WriteStartObject();
        json.WriteNumber("contentBlockIndex", block.Index);
        json.WriteStartObject("delta");
        switch (block.Kind)
        {
            case BlockKind.Text:
                json.WriteString("text", piece);
                break;
            case BlockKind.Reasoning:
                json.WriteStartObject("reasoningContent");
                json.WriteString("text", piece);
                json.WriteEndObject();
                break;
            default:
                json.WriteStartObject("toolUse");
                json.WriteString("input", piece);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
        json.WriteEndObject();
        return _output.EndEventAsync("contentBlockDelta");
    }

    public override async ValueTask EndBlockAsync(AnswerBlock block)
    {
        Utf8JsonWriter json;
        if (block.Kind == BlockKind.Reasoning)
        {
            json = _output.BeginEvent();
            json.WriteStartObject();
            json.WriteNumber("contentBlockIndex", block.Index);
            json.WriteStartObject("delta");
            json.WriteStartObject("reasoningContent");
            json.WriteString("signature", ConverseAnswer.Signature);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            await _output.EndEventAsync("contentBlockDelta").ConfigureAwait(false);
        }

        json = _output.BeginEvent();
        json.WriteStartObject();
        json.WriteNumber("contentBlockIndex", block.Index);
        json.WriteEndObject();
        await _output.EndEventAsync("contentBlockStop").ConfigureAwait(false);
    }

    public override async ValueTask EndAsync(Completion completion)
    {
        Utf8JsonWriter json = _output.BeginEvent();
        json.WriteStartObject();
        json.WriteString("stopReason", completion.StopReason);
        ConverseAnswer.WriteAdditionalFields(json, completion, _call.Input);
        json.WriteEndObject();
        await _output.EndEventAsync("messageStop").ConfigureAwait(false);

        json = _output.BeginEvent();
        json.WriteStartObject();
        ConverseAnswer.WriteUsage(json, completion, _call, GuardrailTrace);
        json.WriteEndObject();
        await _output.EndEventAsync("metadata").ConfigureAwait(false);
    }

    public override ValueTask FlushAsync() => _output.FlushAsync();
}
