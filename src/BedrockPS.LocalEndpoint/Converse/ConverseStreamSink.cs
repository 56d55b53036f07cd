using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Converse;

/// <summary>Writes an answer as the events of ConverseStream. Nova's own format wraps the same events in another way.</summary>
internal class ConverseStreamSink : AnswerSink
{
    public ConverseStreamSink(EventOutput output, OperationCall call)
    {
        Output = output;
        Call = call;
    }

    protected EventOutput Output { get; }

    protected OperationCall Call { get; }

    public override ValueTask StartAsync(int inputTokens)
    {
        Utf8JsonWriter json = Begin("messageStart");
        json.WriteString("role", "assistant");
        return EndAsync(json, "messageStart");
    }

    public override ValueTask BeginBlockAsync(AnswerBlock block)
    {
        // Text and reasoning begin with their first delta, as the service does it.
        if (block.Kind != BlockKind.ToolUse)
        {
            return default;
        }

        Utf8JsonWriter json = Begin("contentBlockStart");
        json.WriteNumber("contentBlockIndex", block.Index);
        json.WriteStartObject("start");
        json.WriteStartObject("toolUse");
        json.WriteString("toolUseId", block.ToolId);
        json.WriteString("name", block.ToolName);
        json.WriteEndObject();
        json.WriteEndObject();
        return EndAsync(json, "contentBlockStart");
    }

    public override ValueTask AddAsync(AnswerBlock block, string piece)
    {
        Utf8JsonWriter json = Begin("contentBlockDelta");
        json.WriteNumber("contentBlockIndex", block.Index);
        json.WriteStartObject("delta");
        switch (block.Kind)
        {
            case BlockKind.Text or BlockKind.Cited:
                json.WriteString("text", piece);
                break;
            case BlockKind.Reasoning or BlockKind.Redacted:
                json.WriteStartObject("reasoningContent");
                json.WriteString(block.Kind == BlockKind.Redacted ? "redactedContent" : "text", piece);
                json.WriteEndObject();
                break;
            default:
                json.WriteStartObject("toolUse");
                json.WriteString("input", piece);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
        return EndAsync(json, "contentBlockDelta");
    }

    public override async ValueTask EndBlockAsync(AnswerBlock block)
    {
        Utf8JsonWriter json;
        if (block.Signature is string signature)
        {
            json = Begin("contentBlockDelta");
            json.WriteNumber("contentBlockIndex", block.Index);
            json.WriteStartObject("delta");
            json.WriteStartObject("reasoningContent");
            json.WriteString("signature", signature);
            json.WriteEndObject();
            json.WriteEndObject();
            await EndAsync(json, "contentBlockDelta").ConfigureAwait(false);
        }

        foreach (Quotation quotation in block.Quotations)
        {
            json = Begin("contentBlockDelta");
            json.WriteNumber("contentBlockIndex", block.Index);
            json.WriteStartObject("delta");
            json.WriteStartObject("citation");
            CitationAnswer.WriteMembers(json, quotation);
            json.WriteEndObject();
            json.WriteEndObject();
            await EndAsync(json, "contentBlockDelta").ConfigureAwait(false);
        }

        json = Begin("contentBlockStop");
        json.WriteNumber("contentBlockIndex", block.Index);
        await EndAsync(json, "contentBlockStop").ConfigureAwait(false);
    }

    public override async ValueTask EndAsync(Completion completion)
    {
        Utf8JsonWriter json = Begin("messageStop");
        json.WriteString("stopReason", completion.StopReason);
        ConverseAnswer.WriteAdditionalFields(json, completion, Call.Input);
        await EndAsync(json, "messageStop").ConfigureAwait(false);

        json = Begin("metadata");
        WriteMetadata(json, completion);
        await EndAsync(json, "metadata").ConfigureAwait(false);
    }

    public override ValueTask FlushAsync() => Output.FlushAsync();

    /// <summary>A writer inside the event's object.</summary>
    protected virtual Utf8JsonWriter Begin(string name)
    {
        Utf8JsonWriter json = Output.BeginEvent();
        json.WriteStartObject();
        return json;
    }

    protected virtual ValueTask EndAsync(Utf8JsonWriter json, string name)
    {
        json.WriteEndObject();
        return Output.EndEventAsync(name);
    }

    protected virtual void WriteMetadata(Utf8JsonWriter json, Completion completion) =>
        ConverseAnswer.WriteUsage(json, completion, Call);
}
