using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>Writes an answer as Anthropic's stream events.</summary>
internal sealed class ClaudeStreamSink : AnswerSink
{
    private readonly EventOutput _output;
    private readonly Conversation _conversation;
    private readonly OperationCall _call;

    public ClaudeStreamSink(EventOutput output, Conversation conversation, OperationCall call)
    {
        _output = output;
        _conversation = conversation;
        _call = call;
    }

    public override ValueTask StartAsync(int inputTokens)
    {
        Utf8JsonWriter json = Begin("message_start");
        json.WriteStartObject("message");
        ClaudeMessages.WriteHead(json, _conversation, _call);
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteNull("stop_reason");
        json.WriteNull("stop_sequence");
        ClaudeMessages.WriteUsage(json, inputTokens, 1, _conversation.Cache);
        json.WriteEndObject();
        return End(json);
    }

    public override ValueTask BeginBlockAsync(AnswerBlock block) =>
        block.Kind == BlockKind.Redacted ? default : StartBlock(block, "");

    public override ValueTask AddAsync(AnswerBlock block, string piece) => block.Kind switch
    {
        BlockKind.Text or BlockKind.Cited => Delta(block, "text_delta", "text", piece),
        BlockKind.Redacted => StartBlock(block, piece),
        BlockKind.Reasoning => Delta(block, "thinking_delta", "thinking", piece),
        _ => Delta(block, "input_json_delta", "partial_json", piece),
    };

    public override async ValueTask EndBlockAsync(AnswerBlock block)
    {
        if (block.Signature is string signature)
        {
            await Delta(block, "signature_delta", "signature", signature).ConfigureAwait(false);
        }

        Utf8JsonWriter json;
        foreach (Quotation quotation in block.Quotations)
        {
            json = Begin("content_block_delta");
            json.WriteNumber("index", block.Index);
            json.WriteStartObject("delta");
            json.WriteString("type", "citations_delta");
            json.WriteStartObject("citation");
            ClaudeCitations.WriteMembers(json, quotation);
            json.WriteEndObject();
            json.WriteEndObject();
            await End(json).ConfigureAwait(false);
        }

        json = Begin("content_block_stop");
        json.WriteNumber("index", block.Index);
        await End(json).ConfigureAwait(false);
    }

    public override async ValueTask EndAsync(Completion completion)
    {
        Utf8JsonWriter json = Begin("message_delta");
        json.WriteStartObject("delta");
        json.WriteString("stop_reason", ClaudeMessages.Reason(completion));
        json.WriteString("stop_sequence", completion.StopSequence);
        json.WriteEndObject();
        json.WriteStartObject("usage");
        json.WriteNumber("output_tokens", completion.OutputTokens);
        json.WriteEndObject();
        await End(json).ConfigureAwait(false);

        json = Begin("message_stop");
        InvocationMetrics.Write(json, completion, _call);
        await End(json).ConfigureAwait(false);
    }

    public override ValueTask FlushAsync() => _output.FlushAsync();

    /// <param name="block">The block that begins.</param>
    /// <param name="data">Redacted reasoning, which comes with the start and has no deltas.</param>
    private ValueTask StartBlock(AnswerBlock block, string data)
    {
        Utf8JsonWriter json = Begin("content_block_start");
        json.WriteNumber("index", block.Index);
        json.WriteStartObject("content_block");
        switch (block.Kind)
        {
            case BlockKind.Text or BlockKind.Cited:
                json.WriteString("type", "text");
                json.WriteString("text", "");
                break;
            case BlockKind.Redacted:
                json.WriteString("type", "redacted_thinking");
                json.WriteString("data", data);
                break;
            case BlockKind.Reasoning:
                json.WriteString("type", "thinking");
                json.WriteString("thinking", "");
                json.WriteString("signature", "");
                break;
            default:
                json.WriteString("type", "tool_use");
                json.WriteString("id", block.ToolId);
                json.WriteString("name", block.ToolName);
                json.WriteStartObject("input");
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
        return End(json);
    }

    private ValueTask Delta(AnswerBlock block, string type, string key, string piece)
    {
        Utf8JsonWriter json = Begin("content_block_delta");
        json.WriteNumber("index", block.Index);
        json.WriteStartObject("delta");
        json.WriteString("type", type);
        json.WriteString(key, piece);
        json.WriteEndObject();
        return End(json);
    }

    private Utf8JsonWriter Begin(string type)
    {
        Utf8JsonWriter json = _output.BeginEvent();
        json.WriteStartObject();
        json.WriteString("type", type);
        return json;
    }

    private ValueTask End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        return _output.EndChunkAsync();
    }
}
