using System.Collections.Generic;
using System.Text.Json;
using System.Threading.Tasks;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Families;

/// <summary>Cohere Command R and R+: the last message apart from the history.</summary>
internal sealed class CohereCommandR : TextFamily
{
    public override string Name => "cohere-command-r";

    public override Conversation Parse(JsonElement body, CatalogueModel model)
    {
        Conversation conversation = new(model);
        if (body.OptionalText("preamble") is string preamble)
        {
            conversation.AddSystem(preamble);
        }

        foreach (JsonElement turn in body.Optional("chat_history", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            string role = turn.RequiredText("role");
            if (role is not ("USER" or "CHATBOT"))
            {
                throw ServiceFault.Validation($"#/chat_history: role '{role}' is neither USER nor CHATBOT");
            }

            conversation.TurnOf(role == "USER" ? "user" : "assistant").AddText(turn.RequiredText("message"));
        }

        conversation.TurnOf("user").AddText(body.RequiredText("message"));
        ReadDocuments(conversation, body);
        ReadTools(conversation, body);
        conversation.MaxTokens = body.OptionalNumber("max_tokens", 1, model.MaxOutput);
        body.OptionalReal("temperature", 0, 1);
        body.OptionalReal("p", 0, 1);
        conversation.StopSequences.AddRange(body.Texts("stop_sequences"));
        return conversation;
    }

    public override void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call)
    {
        WriteMembers(json, answer, answer.Completion, conversation, call);
    }

    public override AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call) =>
        new Sink(output, conversation, call);

    private static void WriteMembers(Utf8JsonWriter json, WholeAnswer answer, Completion completion, Conversation conversation, OperationCall call)
    {
        json.WriteString("response_id", call.RequestId);
        json.WriteString("generation_id", call.RequestId);
        json.WriteString("text", answer.Text);
        json.WriteStartArray("chat_history");
        foreach (Turn turn in conversation.Turns)
        {
            WriteTurn(json, turn.Role == "user" ? "USER" : "CHATBOT", turn.Text);
        }

        WriteTurn(json, "CHATBOT", answer.Text);
        json.WriteEndArray();
        WriteToolCalls(json, answer);
        json.WriteString("finish_reason", Reason(completion));
    }

    private static void WriteTurn(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("message", text);
        json.WriteEndObject();
    }

    private static bool WriteToolCalls(Utf8JsonWriter json, WholeAnswer answer)
    {
        bool any = false;
        foreach (KeyValuePair<AnswerBlock, string> block in answer.Blocks)
        {
            if (block.Key.Kind != BlockKind.ToolUse)
            {
                continue;
            }

            if (!any)
            {
                json.WriteStartArray("tool_calls");
                any = true;
            }

            json.WriteStartObject();
            json.WriteString("name", block.Key.ToolName);
            json.WritePropertyName("parameters");
            Converse.ToolInput.Write(json, block.Value);
            json.WriteEndObject();
        }

        if (any)
        {
            json.WriteEndArray();
        }

        return any;
    }

    private static string Reason(Completion completion) => completion.IsCut ? "MAX_TOKENS" : "COMPLETE";

    private static void ReadDocuments(Conversation conversation, JsonElement body)
    {
        foreach (JsonElement document in body.Optional("documents", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            string text = document.GetRawText();
            conversation.TurnOf("user").Parts.Add(
                Part.Attachment($"document that begins \"{SimulatedText.Quote(text)}\"", TokenCounter.Count(text)));
        }
    }

    private static void ReadTools(Conversation conversation, JsonElement body)
    {
        foreach (JsonElement result in body.Optional("tool_results", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            string? name = result.Optional("call", JsonValueKind.Object)?.OptionalText("name");
            string outputs = result.Optional("outputs", JsonValueKind.Array)?.GetRawText() ?? "[]";
            conversation.TurnOf("user").Parts.Add(Part.ToolResult(name, outputs));
        }

        foreach (JsonElement tool in body.Optional("tools", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            conversation.Tools.Add(new ToolSpec(
                tool.RequiredText("name"), tool.OptionalText("description") ?? "", SchemaOf(tool)));
        }
    }

    /// <summary>The family's parameter definitions as a JSON schema.</summary>
    private static string SchemaOf(JsonElement tool)
    {
        Dictionary<string, object?> properties = [];
        List<object?> required = [];
        if (tool.Optional("parameter_definitions", JsonValueKind.Object) is JsonElement definitions)
        {
            foreach (JsonProperty definition in definitions.EnumerateObject())
            {
                string type = definition.Value.OptionalText("type") switch
                {
                    "int" => "integer",
                    "float" => "number",
                    "bool" => "boolean",
                    "list" => "array",
                    "dict" => "object",
                    _ => "string",
                };
                properties[definition.Name] = new Dictionary<string, object?> { ["type"] = type };
                required.Add(definition.Name);
            }
        }

        return JsonText.Of(new Dictionary<string, object?> { ["type"] = "object", ["properties"] = properties, ["required"] = required });
    }

    private sealed class Sink : PieceSink
    {
        private readonly WholeAnswer _whole = new();
        private readonly EventOutput _output;
        private readonly Conversation _conversation;

        public Sink(EventOutput output, Conversation conversation, OperationCall call)
            : base(output, call)
        {
            _output = output;
            _conversation = conversation;
        }

        public override async ValueTask StartAsync(int inputTokens)
        {
            await base.StartAsync(inputTokens).ConfigureAwait(false);
            Utf8JsonWriter json = _output.BeginEvent();
            json.WriteStartObject();
            json.WriteBoolean("is_finished", false);
            json.WriteString("event_type", "stream-start");
            json.WriteString("generation_id", Call.RequestId);
            json.WriteEndObject();
            await _output.EndChunkAsync().ConfigureAwait(false);
        }

        public override ValueTask BeginBlockAsync(AnswerBlock block) => _whole.BeginBlockAsync(block);

        public override async ValueTask AddAsync(AnswerBlock block, string piece)
        {
            await _whole.AddAsync(block, piece).ConfigureAwait(false);
            if (block.Kind == BlockKind.Text)
            {
                await base.AddAsync(block, piece).ConfigureAwait(false);
            }
        }

        public override async ValueTask EndBlockAsync(AnswerBlock block)
        {
            if (block.Kind != BlockKind.ToolUse)
            {
                return;
            }

            Utf8JsonWriter json = _output.BeginEvent();
            json.WriteStartObject();
            json.WriteBoolean("is_finished", false);
            json.WriteString("event_type", "tool-calls-generation");
            WriteToolCalls(json, _whole);
            json.WriteEndObject();
            await _output.EndChunkAsync().ConfigureAwait(false);
        }

        protected override void WritePiece(Utf8JsonWriter json, AnswerBlock block, string piece)
        {
            json.WriteBoolean("is_finished", false);
            json.WriteString("event_type", "text-generation");
            json.WriteString("text", piece);
        }

        protected override void WriteEnd(Utf8JsonWriter json, Completion completion)
        {
            json.WriteBoolean("is_finished", true);
            json.WriteString("event_type", "stream-end");
            json.WriteString("finish_reason", Reason(completion));
            json.WriteStartObject("response");
            WriteMembers(json, _whole, completion, _conversation, Call);
            json.WriteEndObject();
        }
    }
}
