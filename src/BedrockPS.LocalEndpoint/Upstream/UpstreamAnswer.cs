using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Upstream;

/// <summary>Turns the pieces of a streamed chat completion into the blocks of an answer.</summary>
internal sealed class UpstreamAnswer
{
    private readonly AnswerSink _sink;
    private readonly int _estimatedInput;
    private readonly string? _signature;
    private AnswerBlock? _block;
    private int _toolAt = -1;
    private int _blocks;
    private int _characters;
    private int? _inputTokens;
    private int? _outputTokens;
    private string _stopReason = "end_turn";
    private bool _calledTool;

    /// <param name="sink">Where the blocks go.</param>
    /// <param name="estimatedInput">Tokens of the request, for servers that do not count them.</param>
    /// <param name="signature">What is put under reasoning; null for nothing.</param>
    public UpstreamAnswer(AnswerSink sink, int estimatedInput, string? signature)
    {
        _sink = sink;
        _signature = signature;
        _estimatedInput = estimatedInput;
    }

    /// <summary>The server has said why it stopped.</summary>
    public bool HasEnded { get; private set; }

    public async Task AddAsync(JsonElement chunk)
    {
        if (chunk.TryGetProperty("usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object)
        {
            _inputTokens = Count(usage, "prompt_tokens") ?? _inputTokens;
            _outputTokens = Count(usage, "completion_tokens") ?? _outputTokens;
        }

        if (!chunk.TryGetProperty("choices", out JsonElement choices) || choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            return;
        }

        JsonElement choice = choices[0];
        if (choice.TryGetProperty("delta", out JsonElement delta) && delta.ValueKind == JsonValueKind.Object)
        {
            await AddTextAsync(BlockKind.Reasoning, Text(delta, "reasoning_content") ?? Text(delta, "reasoning")).ConfigureAwait(false);
            await AddTextAsync(BlockKind.Text, Text(delta, "content")).ConfigureAwait(false);
            if (delta.TryGetProperty("tool_calls", out JsonElement calls) && calls.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement call in calls.EnumerateArray())
                {
                    await AddCallAsync(call).ConfigureAwait(false);
                }
            }
        }

        if (Text(choice, "finish_reason") is string reason)
        {
            HasEnded = true;
            _stopReason = reason switch
            {
                "length" => "max_tokens",
                "tool_calls" or "function_call" => "tool_use",
                "content_filter" => "content_filtered",
                _ => _calledTool ? "tool_use" : "end_turn",
            };
        }
    }

    public async Task EndAsync()
    {
        await EndBlockAsync().ConfigureAwait(false);
        await _sink.EndAsync(new Completion
        {
            StopReason = _stopReason,
            InputTokens = _inputTokens ?? _estimatedInput,
            OutputTokens = _outputTokens ?? (_characters + TokenCounter.CharactersPerToken - 1) / TokenCounter.CharactersPerToken,
        }).ConfigureAwait(false);
    }

    private async Task AddTextAsync(BlockKind kind, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (_block?.Kind != kind)
        {
            await BeginBlockAsync(new AnswerBlock(kind, _blocks) { Signature = _signature }).ConfigureAwait(false);
        }

        _characters += text!.Length;
        await _sink.AddAsync(_block!, text).ConfigureAwait(false);
    }

    private async Task AddCallAsync(JsonElement call)
    {
        int at = Count(call, "index") ?? _toolAt + 1;
        JsonElement function = call.TryGetProperty("function", out JsonElement f) ? f : default;
        if (at != _toolAt || _block?.Kind != BlockKind.ToolUse)
        {
            _toolAt = at;
            _calledTool = true;
            await BeginBlockAsync(new AnswerBlock(BlockKind.ToolUse, _blocks, Text(call, "id") ?? $"tooluse_{at}", Text(function, "name") ?? ""))
                .ConfigureAwait(false);
        }

        if (Text(function, "arguments") is { Length: > 0 } arguments)
        {
            _characters += arguments.Length;
            await _sink.AddAsync(_block!, arguments).ConfigureAwait(false);
        }
    }

    private async Task BeginBlockAsync(AnswerBlock block)
    {
        await EndBlockAsync().ConfigureAwait(false);
        _block = block;
        _blocks++;
        await _sink.BeginBlockAsync(block).ConfigureAwait(false);
    }

    private async Task EndBlockAsync()
    {
        if (_block is not null)
        {
            await _sink.EndBlockAsync(_block).ConfigureAwait(false);
            _block = null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static int? Count(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count)
            ? count
            : null;
}
