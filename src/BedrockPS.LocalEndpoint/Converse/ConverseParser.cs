using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Converse;

/// <summary>Reads the members of Converse and ConverseStream, and refuses what the service refuses beyond its own description.</summary>
internal static class ConverseParser
{
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static Conversation Parse(Dictionary<string, object?> input, CatalogueModel model)
    {
        if (!model.IsText)
        {
            throw ServiceFault.Validation($"The model {model.Id} does not support Converse. Call it with InvokeModel.");
        }

        Conversation conversation = new(model);
        ReadSystem(conversation, input);
        ReadMessages(conversation, input);
        ReadInference(conversation, input.Map("inferenceConfig"));
        ReadTools(conversation, input.Map("toolConfig"));
        ReadExtras(conversation, input);
        ConversationRules.Check(conversation, input);
        return conversation;
    }

    private static void ReadSystem(Conversation conversation, Dictionary<string, object?> input)
    {
        foreach (Dictionary<string, object?> block in input.Maps("system"))
        {
            string? text = block.Text("text") ?? block.Map("guardContent")?.Map("text")?.Text("text");
            if (text is not null)
            {
                conversation.AddSystem(text);
            }
        }
    }

    private static void ReadMessages(Conversation conversation, Dictionary<string, object?> input)
    {
        AttachmentReader attachments = new();
        foreach (Dictionary<string, object?> message in input.Maps("messages"))
        {
            Turn turn = new(message.Text("role") ?? "");
            foreach (Dictionary<string, object?> block in message.Maps("content"))
            {
                foreach (KeyValuePair<string, object?> member in block)
                {
                    turn.Parts.Add(ReadBlock(member.Key, member.Value, attachments));
                }
            }

            conversation.Turns.Add(turn);
            IEnumerable<string?> marked = message.Maps("content").Select(static block => block.Map("guardContent")?.Map("text")?.Text("text"));
            conversation.GuardedText = marked.Any(static text => text is not null) ? string.Concat(marked) : null;
        }
    }

    private static Part ReadBlock(string kind, object? value, AttachmentReader attachments)
    {
        Dictionary<string, object?> content = value as Dictionary<string, object?> ?? [];
        switch (kind)
        {
            case "text":
                return Part.OfText(value as string ?? "");
            case "guardContent":
                return Part.OfText(content.Map("text")?.Text("text") ?? "");
            case "image" or "video" or "audio":
                return AttachmentReader.ReadMedia(kind, content);
            case "document":
                return attachments.ReadDocument(content);
            case "searchResult":
                return attachments.ReadSearchResult(content);
            case "toolUse":
                return Part.ToolUse(content.Text("toolUseId") ?? "", content.Text("name") ?? "", JsonText.Of(content.Get("input")));
            case "toolResult":
                Part result = Part.ToolResult(content.Text("toolUseId"), ReadResult(content), content.Text("status") == "error");
                result.Sources =
                [
                    .. content.Maps("content")
                        .Where(static part => part.ContainsKey("searchResult"))
                        .SelectMany(part => attachments.ReadSearchResult(part.Map("searchResult")!).Sources),
                ];
                return result;
            case "reasoningContent":
                return content.Map("reasoningText") is Dictionary<string, object?> reasoning
                    ? Part.Reasoning(reasoning.Text("text") ?? "", reasoning.Text("signature"))
                    : Part.Reasoning("", SimulatedReasoning.Signature);
            case "citationsContent":
                return Part.OfText(string.Concat(content.Maps("content").Select(static part => part.Text("text"))));
            default:
                return Part.Other(kind == "cachePoint" ? "" : JsonText.Of(value));
        }
    }

    private static string ReadResult(Dictionary<string, object?> result)
    {
        List<string> parts = [];
        foreach (Dictionary<string, object?> content in result.Maps("content"))
        {
            if (content.Text("text") is string text)
            {
                parts.Add(text);
            }
            else if (content.TryGetValue("json", out object? json))
            {
                parts.Add(JsonText.Of(json));
            }
            else
            {
                foreach (string kind in content.Keys)
                {
                    parts.Add($"[{kind}]");
                }
            }
        }

        return string.Join(" ", parts);
    }

    private static void ReadInference(Conversation conversation, Dictionary<string, object?>? config)
    {
        conversation.MaxTokens = config?.Number("maxTokens");
        conversation.Temperature = config?.Get("temperature") as double?;
        conversation.TopP = config?.Get("topP") as double?;
        foreach (string sequence in config?.Texts("stopSequences") ?? [])
        {
            conversation.StopSequences.Add(sequence);
        }
    }

    private static void ReadTools(Conversation conversation, Dictionary<string, object?>? config)
    {
        if (config is null)
        {
            return;
        }

        foreach (Dictionary<string, object?> tool in config.Maps("tools"))
        {
            if (tool.Map("toolSpec") is Dictionary<string, object?> spec)
            {
                conversation.Tools.Add(new ToolSpec(
                    spec.Text("name") ?? "", spec.Text("description") ?? "", JsonText.Of(spec.Map("inputSchema")?.Get("json")))
                {
                    IsStrict = spec.Flag("strict"),
                });
            }
        }

        Dictionary<string, object?>? choice = config.Map("toolChoice");
        if (choice?.Map("tool") is Dictionary<string, object?> named)
        {
            conversation.ToolChoice = ToolChoice.Named;
            conversation.ForcedTool = named.Text("name");
        }
        else if (choice?.ContainsKey("any") == true)
        {
            conversation.ToolChoice = ToolChoice.Any;
        }
    }

    private static void ReadExtras(Conversation conversation, Dictionary<string, object?> input)
    {
        Dictionary<string, object?>? format = input.Map("outputConfig")?.Map("textFormat");
        conversation.Schema = format?.Map("structure")?.Map("jsonSchema")?.Text("schema");
        Dictionary<string, object?> fields = input.Map("additionalModelRequestFields") ?? [];
        if (fields.Number("top_k") is < 0)
        {
            throw ServiceFault.Validation("top_k: must be at least 0.");
        }

        ReadReasoning(conversation, fields);
        EffortRule.Apply(conversation, input.Map("outputConfig")?.Text("effort"));
    }

    /// <summary>Each family asks for reasoning in its own words, in the additional fields.</summary>
    private static void ReadReasoning(Conversation conversation, Dictionary<string, object?> fields)
    {
        CatalogueModel model = conversation.Model;
        Dictionary<string, object?>? thinking = fields.Map("thinking") ?? fields.Map("reasoning_config");
        switch (model.Family)
        {
            case "claude":
                ClaudeThinking.Apply(conversation, thinking?.Text("type"), thinking?.Number("budget_tokens"), fields.ContainsKey("top_k"));
                break;
            case "nova":
                Dictionary<string, object?>? config = fields.Map("reasoningConfig");
                NovaReasoning.Apply(conversation, config?.Text("type"), config?.Text("maxReasoningEffort"));
                break;
            case "gpt-oss":
                string? effort = fields.Text("reasoning_effort");
                conversation.Thinks = true;
                conversation.Effort = effort is null or "low" or "medium" or "high"
                    ? effort
                    : throw ServiceFault.Validation($"reasoning_effort: '{effort}' is none of low, medium, high");
                break;
            default:
                if (thinking is not null && !model.Can("reasoning"))
                {
                    throw ServiceFault.Validation("Malformed input request: #: extraneous key [thinking] is not permitted");
                }

                conversation.Thinks = model.Family == "deepseek" || thinking?.Text("type") == "enabled";
                break;
        }
    }
}
