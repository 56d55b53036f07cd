using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using BedrockPS.Local.Caching;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Converse;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>Anthropic's Messages format.</summary>
internal sealed class ClaudeMessages : TextFamily
{
    public override string Name => "claude";

    public override Conversation Parse(JsonElement body, CatalogueModel model)
    {
        Conversation conversation = new(model);
        string version = body.RequiredText("anthropic_version");
        if (version != "bedrock-2023-05-31")
        {
            throw ServiceFault.Validation($"anthropic_version: '{version}' is not bedrock-2023-05-31");
        }

        conversation.MaxTokens = body.RequiredNumber("max_tokens", 1, int.MaxValue);
        ReadSystem(conversation, body);
        ReadMessages(conversation, body.Required("messages", JsonValueKind.Array));
        conversation.StopSequences.AddRange(body.Texts("stop_sequences"));
        conversation.Temperature = body.OptionalReal("temperature", 0, 1);
        conversation.TopP = body.OptionalReal("top_p", 0, 1);
        ReadTools(conversation, body);
        ReadThinking(conversation, body);
        conversation.Schema = ReadSchema(body);
        return conversation;
    }

    public override void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call)
    {
        WriteHead(json, conversation, call);
        json.WriteStartArray("content");
        foreach (KeyValuePair<AnswerBlock, string> block in answer.Blocks)
        {
            json.WriteStartObject();
            switch (block.Key.Kind)
            {
                case BlockKind.Text:
                    json.WriteString("type", "text");
                    json.WriteString("text", block.Value);
                    break;
                case BlockKind.Reasoning:
                    json.WriteString("type", "thinking");
                    json.WriteString("thinking", block.Value);
                    json.WriteString("signature", block.Key.Signature);
                    break;
                case BlockKind.Redacted:
                    json.WriteString("type", "redacted_thinking");
                    json.WriteString("data", block.Value);
                    break;
                case BlockKind.Cited:
                    json.WriteString("type", "text");
                    json.WriteString("text", block.Value);
                    ClaudeCitations.WriteAll(json, block.Key);
                    break;
                default:
                    json.WriteString("type", "tool_use");
                    json.WriteString("id", block.Key.ToolId);
                    json.WriteString("name", block.Key.ToolName);
                    json.WritePropertyName("input");
                    ToolInput.Write(json, block.Value);
                    break;
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("stop_reason", Reason(answer.Completion));
        json.WriteString("stop_sequence", answer.Completion.StopSequence);
        WriteUsage(json, answer.Completion.InputTokens, answer.Completion.OutputTokens, answer.Completion.Cache);
    }

    public override AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call) =>
        new ClaudeStreamSink(output, conversation, call);

    internal static void WriteHead(Utf8JsonWriter json, Conversation conversation, OperationCall call)
    {
        json.WriteString("id", "msg_bdrk_" + call.RequestId.Replace("-", "").Substring(0, 24));
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", ModelName(conversation.Model.Id));
    }

    internal static string Reason(Completion completion) =>
        completion.StopReason == "content_filtered" ? "refusal" : completion.StopReason;

    internal static void WriteUsage(Utf8JsonWriter json, int input, int output, CacheUse cache)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", input);
        json.WriteNumber("cache_creation_input_tokens", cache.Written);
        json.WriteNumber("cache_read_input_tokens", cache.Read);
        json.WriteNumber("output_tokens", output);
        json.WriteEndObject();
    }

    /// <summary>anthropic.claude-3-sonnet-20240229-v1:0 calls itself claude-3-sonnet-20240229.</summary>
    private static string ModelName(string id)
    {
        string name = id.Substring(id.IndexOf('.') + 1);
        int version = name.LastIndexOf("-v", System.StringComparison.Ordinal);
        return version > 0 ? name.Substring(0, version) : name;
    }

    private static void ReadSystem(Conversation conversation, JsonElement body)
    {
        if (!body.TryGetProperty("system", out JsonElement system))
        {
            return;
        }

        if (system.ValueKind == JsonValueKind.String)
        {
            conversation.AddSystem(system.GetString()!);
            return;
        }

        foreach (JsonElement block in body.Required("system", JsonValueKind.Array).EnumerateArray())
        {
            conversation.AddSystem(block.RequiredText("text"));
        }
    }

    private static void ReadMessages(Conversation conversation, JsonElement messages)
    {
        int index = 0;
        foreach (JsonElement message in messages.EnumerateArray())
        {
            string role = message.RequiredText("role");
            if (role is not ("user" or "assistant"))
            {
                throw ServiceFault.Validation($"messages.{index}.role: '{role}' is neither user nor assistant");
            }

            // Consecutive turns of one role are one turn to this family.
            Turn turn = conversation.TurnOf(role);
            if (message.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String)
            {
                turn.AddText(content.GetString()!);
            }
            else
            {
                foreach (JsonElement block in message.Required("content", JsonValueKind.Array).EnumerateArray())
                {
                    turn.Parts.Add(ReadBlock(block, index));
                }
            }

            if (turn.Parts.Count == 0 || (turn.Parts.Count == 1 && turn.Parts[0].Kind == PartKind.Text && turn.Text.Length == 0))
            {
                throw ServiceFault.Validation($"messages.{index}: a message must have content that is not empty");
            }

            index++;
        }

        if (index == 0)
        {
            throw ServiceFault.Validation("messages: at least one message is required");
        }

        if (conversation.Turns[0].Role != "user")
        {
            throw ServiceFault.Validation("messages: first message must use the \"user\" role");
        }
    }

    private static Part ReadBlock(JsonElement block, int message)
    {
        string type = block.RequiredText("type");
        switch (type)
        {
            case "text":
                return Part.OfText(block.RequiredText("text"));
            case "image" or "document":
                JsonElement source = block.Required("source", JsonValueKind.Object);
                string data = source.OptionalText("data") ?? "";
                string media = source.OptionalText("media_type") ?? "";
                Part part = Part.Attachment(
                    string.Format(CultureInfo.InvariantCulture, "{0} {1} of {2:N0} bytes", media, type, data.Length * 3 / 4), 1600);
                part.ImageUri = type == "image" ? () => $"data:{media};base64,{data}" : null;
                return part;
            case "tool_use":
                return Part.ToolUse(block.RequiredText("id"), block.RequiredText("name"), block.Required("input", JsonValueKind.Object).GetRawText());
            case "tool_result":
                string result = block.TryGetProperty("content", out JsonElement content) ? ResultText(content) : "";
                bool isError = block.TryGetProperty("is_error", out JsonElement error) && error.ValueKind == JsonValueKind.True;
                return Part.ToolResult(block.RequiredText("tool_use_id"), result, isError);
            case "thinking":
                return Part.Reasoning(block.OptionalText("thinking") ?? "", block.OptionalText("signature"));
            case "redacted_thinking":
                return Part.Reasoning("", SimulatedReasoning.Signature);
            default:
                throw ServiceFault.Validation($"messages.{message}.content: '{type}' is no known type of content");
        }
    }

    private static string ResultText(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString()!;
        }

        List<string> parts = [];
        foreach (JsonElement part in content.EnumerateArray())
        {
            parts.Add(part.OptionalText("text") ?? part.GetRawText());
        }

        return string.Join(" ", parts);
    }

    private static void ReadTools(Conversation conversation, JsonElement body)
    {
        foreach (JsonElement tool in body.Optional("tools", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            string schema = tool.Optional("input_schema", JsonValueKind.Object)?.GetRawText() ?? "{\"type\":\"object\"}";
            conversation.Tools.Add(new ToolSpec(tool.RequiredText("name"), tool.OptionalText("description") ?? "", schema)
            {
                IsStrict = tool.TryGetProperty("strict", out JsonElement strict) && strict.ValueKind == JsonValueKind.True,
            });
        }

        if (body.Optional("tool_choice", JsonValueKind.Object) is JsonElement choice)
        {
            conversation.ToolChoice = choice.RequiredText("type") switch
            {
                "auto" => ToolChoice.Auto,
                "any" => ToolChoice.Any,
                "tool" => ToolChoice.Named,
                "none" => ToolChoice.None,
                string other => throw ServiceFault.Validation($"tool_choice.type: '{other}' is none of auto, any, tool, none"),
            };
            conversation.ForcedTool = choice.OptionalText("name");
            if (conversation.ToolChoice == ToolChoice.Named && !conversation.Tools.Exists(tool => tool.Name == conversation.ForcedTool))
            {
                throw ServiceFault.Validation($"tool_choice.name: '{conversation.ForcedTool}' is not among the tools");
            }
        }
    }

    private static void ReadThinking(Conversation conversation, JsonElement body)
    {
        bool hasTopK = body.OptionalNumber("top_k", 0, 500) is not null;
        JsonElement? thinking = body.Optional("thinking", JsonValueKind.Object);
        ClaudeThinking.Apply(
            conversation, thinking?.RequiredText("type"), thinking?.OptionalNumber("budget_tokens", 1, int.MaxValue), hasTopK);
        EffortRule.Apply(conversation, body.Optional("output_config", JsonValueKind.Object)?.OptionalText("effort"));
    }

    private static string? ReadSchema(JsonElement body)
    {
        JsonElement? format = body.Optional("output_config", JsonValueKind.Object)?.Optional("format", JsonValueKind.Object)
            ?? body.Optional("output_format", JsonValueKind.Object);
        return format?.Optional("schema", JsonValueKind.Object)?.GetRawText();
    }
}
