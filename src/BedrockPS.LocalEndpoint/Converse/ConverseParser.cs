using System;
using System.Collections.Generic;
using System.Globalization;
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
        foreach (Dictionary<string, object?> message in input.Maps("messages"))
        {
            Turn turn = new(message.Text("role") ?? "");
            foreach (Dictionary<string, object?> block in message.Maps("content"))
            {
                foreach (KeyValuePair<string, object?> member in block)
                {
                    turn.Parts.Add(ReadBlock(member.Key, member.Value));
                }
            }

            conversation.Turns.Add(turn);
            IEnumerable<string?> marked = message.Maps("content").Select(static block => block.Map("guardContent")?.Map("text")?.Text("text"));
            conversation.GuardedText = marked.Any(static text => text is not null) ? string.Concat(marked) : null;
        }
    }

    private static Part ReadBlock(string kind, object? value)
    {
        Dictionary<string, object?> content = value as Dictionary<string, object?> ?? [];
        switch (kind)
        {
            case "text":
                return Part.OfText(value as string ?? "");
            case "guardContent":
                return Part.OfText(content.Map("text")?.Text("text") ?? "");
            case "image" or "video" or "audio":
                return ReadMedia(kind, content);
            case "document":
                return ReadDocument(content);
            case "toolUse":
                return Part.ToolUse(content.Text("toolUseId") ?? "", content.Text("name") ?? "", JsonText.Of(content.Get("input")));
            case "toolResult":
                return Part.ToolResult(content.Text("toolUseId"), ReadResult(content), content.Text("status") == "error");
            default:
                return Part.Other(kind == "cachePoint" ? "" : JsonText.Of(value));
        }
    }

    private static Part ReadMedia(string kind, Dictionary<string, object?> content)
    {
        byte[] bytes = Bytes(content) ?? [];
        string format = content.Text("format") ?? "";
        Part part = Part.Attachment(
            string.Format(CultureInfo.InvariantCulture, "{0} {1} of {2:N0} bytes", format, kind, bytes.Length),
            kind == "image" ? 1600 : 1600 + (bytes.Length / 1024));
        if (kind == "image" && bytes.Length > 0)
        {
            part.ImageUri = () => $"data:image/{format};base64,{Convert.ToBase64String(bytes)}";
        }

        return part;
    }

    private static Part ReadDocument(Dictionary<string, object?> document)
    {
        Dictionary<string, object?> source = document.Map("source") ?? [];
        string name = document.Text("name") ?? "";
        string format = document.Text("format") ?? "text";
        byte[]? bytes = Bytes(document);
        string? text = source.Text("text")
            ?? (bytes is not null && format is "txt" or "md" or "csv" or "html" ? System.Text.Encoding.UTF8.GetString(bytes!) : null);
        string size = string.Format(CultureInfo.InvariantCulture, "{0:N0}", bytes?.Length ?? text?.Length ?? 0);
        string start = text is null ? "" : $", which begins \"{SimulatedText.Quote(text)}\"";
        return Part.Attachment(
            $"{format} document '{name}' of {size} bytes{start}",
            text is not null ? TokenCounter.Count(text) : 250 + ((bytes?.Length ?? 0) / 64));
    }

    /// <summary>A blob's bytes; in Nova's own format they come as base64 text.</summary>
    private static byte[]? Bytes(Dictionary<string, object?> content)
    {
        object? bytes = content.Map("source")?.Get("bytes");
        try
        {
            return bytes as byte[] ?? (bytes is string text ? Convert.FromBase64String(text) : null);
        }
        catch (FormatException)
        {
            throw ServiceFault.Validation("source.bytes is not base64.");
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
        string? thinking = (fields.Map("thinking") ?? fields.Map("reasoning_config") ?? fields.Map("reasoningConfig"))?.Text("type");
        conversation.Thinks = thinking is "enabled" or "adaptive" || conversation.Model.Family is "deepseek" or "gpt-oss";
        if (fields.Number("top_k") is < 0)
        {
            throw ServiceFault.Validation("top_k: must be at least 0.");
        }
    }
}
