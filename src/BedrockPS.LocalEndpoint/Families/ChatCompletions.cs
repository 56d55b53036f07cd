using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>The families that speak chat completions: Mistral, Jamba, DeepSeek V3, gpt-oss, Qwen, Palmyra.</summary>
internal sealed class ChatCompletions : TextFamily
{
    private readonly ChatStyle _style;

    public ChatCompletions(ChatStyle style) => _style = style;

    public override string Name => _style.Name;

    public override Conversation Parse(JsonElement body, CatalogueModel model)
    {
        Conversation conversation = new(model) { Thinks = _style.AlwaysThinks };
        JsonElement messages = body.Required("messages", JsonValueKind.Array);
        if (messages.GetArrayLength() == 0)
        {
            throw ServiceFault.Validation("#/messages: expected at least 1 item");
        }

        foreach (JsonElement message in messages.EnumerateArray())
        {
            ReadMessage(conversation, message);
        }

        if (conversation.Turns.Count == 0)
        {
            throw ServiceFault.Validation("#/messages: expected a message of the user");
        }

        int most = model.MaxOutput > 0 ? model.MaxOutput : int.MaxValue;
        conversation.MaxTokens = body.OptionalNumber(_style.MaxTokensKey, 1, most)
            ?? body.OptionalNumber("max_tokens", 1, most)
            ?? (_style.DefaultMaxTokens > 0 ? _style.DefaultMaxTokens : null);
        body.OptionalReal("temperature", 0, _style.MaxTemperature);
        body.OptionalReal("top_p", 0, 1);
        conversation.StopSequences.AddRange(body.Texts("stop"));
        if (conversation.StopSequences.Count > _style.MaxStops)
        {
            throw ServiceFault.Validation($"#/stop: expected at most {_style.MaxStops} items");
        }

        ReadTools(conversation, body);
        if (_style.AlwaysThinks && body.OptionalText("reasoning_effort") is string effort)
        {
            conversation.Effort = effort is "low" or "medium" or "high"
                ? effort
                : throw ServiceFault.Validation($"#/reasoning_effort: '{effort}' is none of low, medium, high");
        }

        JsonElement? format = body.Optional("response_format", JsonValueKind.Object);
        conversation.Schema = format?.Optional("json_schema", JsonValueKind.Object)?.Optional("schema", JsonValueKind.Object)?.GetRawText()
            ?? (format?.OptionalText("type") == "json_object" ? """{"type":"object","properties":{"answer":{"type":"string"}},"additionalProperties":false}""" : null);
        return conversation;
    }

    public override void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call)
    {
        WriteHead(json, "chat.completion", conversation, call);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", ReasoningTag.Join(_style.ReasoningTag, answer));
        int calls = 0;
        foreach (KeyValuePair<AnswerBlock, string> block in answer.Blocks)
        {
            if (block.Key.Kind == BlockKind.ToolUse)
            {
                if (calls++ == 0)
                {
                    json.WriteStartArray("tool_calls");
                }

                WriteCall(json, block.Key, block.Value, calls - 1);
            }
        }

        if (calls > 0)
        {
            json.WriteEndArray();
        }

        json.WriteEndObject();
        WriteFinish(json, answer.Completion);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json, answer.Completion);
    }

    public override AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call) =>
        new Sink(this, output, conversation, call);

    private static void WriteHead(Utf8JsonWriter json, string type, Conversation conversation, OperationCall call)
    {
        json.WriteString("id", "chatcmpl-" + call.RequestId);
        json.WriteString("object", type);
        json.WriteNumber("created", DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        json.WriteString("model", conversation.Model.Id);
    }

    private static void WriteCall(Utf8JsonWriter json, AnswerBlock block, string arguments, int index)
    {
        json.WriteStartObject();
        json.WriteString("id", block.ToolId);
        json.WriteString("type", "function");
        json.WriteNumber("index", index);
        json.WriteStartObject("function");
        json.WriteString("name", block.ToolName);
        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteFinish(Utf8JsonWriter json, Completion completion)
    {
        json.WriteString(_style.FinishKey, completion.StopReason switch
        {
            "max_tokens" or "model_context_window_exceeded" => "length",
            "content_filtered" => "content_filter",
            "tool_use" => "tool_calls",
            _ => "stop",
        });
        if (_style.FinishKey != "stop_reason" && completion.StopSequence is not null)
        {
            json.WriteString("stop_reason", completion.StopSequence);
        }
    }

    private static void WriteUsage(Utf8JsonWriter json, Completion completion)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", completion.InputTokens);
        json.WriteNumber("completion_tokens", completion.OutputTokens);
        json.WriteNumber("total_tokens", completion.InputTokens + completion.OutputTokens);
        json.WriteEndObject();
    }

    private static void ReadMessage(Conversation conversation, JsonElement message)
    {
        string role = message.RequiredText("role");
        switch (role)
        {
            case "system" or "developer":
                conversation.AddSystem(ContentText(message));
                break;
            case "tool":
                conversation.TurnOf("user").Parts.Add(Part.ToolResult(message.OptionalText("tool_call_id"), ContentText(message)));
                break;
            case "user" or "assistant":
                Turn turn = conversation.TurnOf(role);
                ReadContent(turn, message);
                foreach (JsonElement call in message.Optional("tool_calls", JsonValueKind.Array)?.EnumerateArray() ?? default)
                {
                    JsonElement function = call.Required("function", JsonValueKind.Object);
                    turn.Parts.Add(Part.ToolUse(call.OptionalText("id") ?? "", function.OptionalText("name") ?? "", function.OptionalText("arguments") ?? "{}"));
                }

                break;
            default:
                throw ServiceFault.Validation($"#/messages: role '{role}' is not supported");
        }
    }

    private static string ContentText(JsonElement message)
    {
        Turn turn = new("user");
        ReadContent(turn, message);
        return turn.Text;
    }

    private static void ReadContent(Turn turn, JsonElement message)
    {
        if (!message.TryGetProperty("content", out JsonElement content) || content.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            turn.AddText(content.GetString()!);
            return;
        }

        foreach (JsonElement part in message.Required("content", JsonValueKind.Array).EnumerateArray())
        {
            string type = part.RequiredText("type");
            if (type == "text")
            {
                turn.AddText(part.RequiredText("text"));
            }
            else
            {
                int size = part.GetRawText().Length * 3 / 4;
                Part attached = Part.Attachment(string.Format(CultureInfo.InvariantCulture, "{0} of about {1:N0} bytes", type, size), 1600);
                string? url = part.Optional("image_url", JsonValueKind.Object)?.OptionalText("url");
                attached.ImageUri = url is null ? null : () => url;
                turn.Parts.Add(attached);
            }
        }
    }

    private static void ReadTools(Conversation conversation, JsonElement body)
    {
        foreach (JsonElement tool in body.Optional("tools", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            JsonElement function = tool.Required("function", JsonValueKind.Object);
            string schema = function.Optional("parameters", JsonValueKind.Object)?.GetRawText() ?? "{\"type\":\"object\"}";
            conversation.Tools.Add(new ToolSpec(function.RequiredText("name"), function.OptionalText("description") ?? "", schema));
        }

        if (!body.TryGetProperty("tool_choice", out JsonElement choice) || choice.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (choice.ValueKind == JsonValueKind.Object)
        {
            conversation.ToolChoice = ToolChoice.Named;
            conversation.ForcedTool = choice.Optional("function", JsonValueKind.Object)?.OptionalText("name");
            return;
        }

        conversation.ToolChoice = body.OptionalText("tool_choice") switch
        {
            "any" or "required" => ToolChoice.Any,
            "none" => ToolChoice.None,
            _ => ToolChoice.Auto,
        };
    }

    private sealed class Sink : PieceSink
    {
        private readonly ChatCompletions _family;
        private readonly Conversation _conversation;
        private readonly ReasoningTag? _tag;
        private int _calls;
        private bool _callBegun;

        public Sink(ChatCompletions family, EventOutput output, Conversation conversation, OperationCall call)
            : base(output, call)
        {
            _family = family;
            _conversation = conversation;
            _tag = family._style.ReasoningTag is string tag ? new ReasoningTag(tag) : null;
        }

        public override ValueTask BeginBlockAsync(AnswerBlock block)
        {
            _callBegun = false;
            _calls += block.Kind == BlockKind.ToolUse ? 1 : 0;
            return default;
        }

        protected override void WritePiece(Utf8JsonWriter json, AnswerBlock block, string piece)
        {
            WriteHead(json, "chat.completion.chunk", _conversation, Call);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject(_family._style.PieceKey);
            json.WriteString("role", "assistant");
            if (block.Kind == BlockKind.ToolUse)
            {
                json.WriteStartArray("tool_calls");
                WriteCallPiece(json, block, piece);
                json.WriteEndArray();
            }
            else
            {
                json.WriteString("content", _tag is null ? piece : _tag.Wrap(block, piece));
            }

            json.WriteEndObject();
            json.WriteNull(_family._style.FinishKey);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        protected override void WriteEnd(Utf8JsonWriter json, Completion completion)
        {
            WriteHead(json, "chat.completion.chunk", _conversation, Call);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject(_family._style.PieceKey);
            json.WriteString("content", _tag?.Close() ?? "");
            json.WriteEndObject();
            _family.WriteFinish(json, completion);
            json.WriteEndObject();
            json.WriteEndArray();
            WriteUsage(json, completion);
        }

        /// <summary>The first piece of a call has its id and name; the ones after it only arguments.</summary>
        private void WriteCallPiece(Utf8JsonWriter json, AnswerBlock block, string piece)
        {
            if (!_callBegun)
            {
                _callBegun = true;
                WriteCall(json, block, piece, _calls - 1);
                return;
            }

            json.WriteStartObject();
            json.WriteNumber("index", _calls - 1);
            json.WriteStartObject("function");
            json.WriteString("arguments", piece);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }
}
