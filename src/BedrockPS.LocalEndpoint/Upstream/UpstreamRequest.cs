using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Upstream;

/// <summary>Writes a conversation as the body of a chat completion, streamed.</summary>
internal static class UpstreamRequest
{
    public static byte[] Write(Conversation conversation, string model)
    {
        Dictionary<string, object?> body = new()
        {
            ["model"] = model,
            ["messages"] = Messages(conversation),
            ["stream"] = true,
            ["stream_options"] = new Dictionary<string, object?> { ["include_usage"] = true },
        };
        if (conversation.MaxTokens is int most)
        {
            body["max_tokens"] = (long)most;
        }

        if (conversation.Temperature is double temperature)
        {
            body["temperature"] = temperature;
        }

        if (conversation.TopP is double topP)
        {
            body["top_p"] = topP;
        }

        if (conversation.StopSequences.Count > 0)
        {
            body["stop"] = conversation.StopSequences.Cast<object?>().ToList();
        }

        AddTools(body, conversation);
        if (conversation.Schema is string schema)
        {
            body["response_format"] = new Dictionary<string, object?>
            {
                ["type"] = "json_schema",
                ["json_schema"] = new Dictionary<string, object?> { ["name"] = "answer", ["schema"] = Parse(schema) },
            };
        }

        return JsonText.BytesOf(body);
    }

    private static List<object?> Messages(Conversation conversation)
    {
        List<object?> messages = [];
        if (conversation.System is string system)
        {
            messages.Add(new Dictionary<string, object?> { ["role"] = "system", ["content"] = system });
        }

        foreach (Turn turn in conversation.Turns)
        {
            // Results of tools are messages of their own there, in front of what the user says with them.
            foreach (Part result in turn.Parts.Where(static part => part.Kind == PartKind.ToolResult))
            {
                messages.Add(new Dictionary<string, object?> { ["role"] = "tool", ["tool_call_id"] = result.Name, ["content"] = result.Text });
            }

            Dictionary<string, object?> message = Message(turn);
            if (message.Count > 1)
            {
                messages.Add(message);
            }
        }

        return messages;
    }

    private static Dictionary<string, object?> Message(Turn turn)
    {
        Dictionary<string, object?> message = new() { ["role"] = turn.Role };
        List<object?> images = turn.Parts.Where(static part => part.ImageUri is not null).Select(static part => (object?)new Dictionary<string, object?>
        {
            ["type"] = "image_url",
            ["image_url"] = new Dictionary<string, object?> { ["url"] = part.ImageUri!() },
        }).ToList();
        if (images.Count > 0)
        {
            images.Insert(0, new Dictionary<string, object?> { ["type"] = "text", ["text"] = turn.Text });
            message["content"] = images;
        }
        else if (turn.Text.Length > 0)
        {
            message["content"] = turn.Text;
        }

        List<object?> calls = turn.Parts.Where(static part => part.Kind == PartKind.ToolUse).Select(static part => (object?)new Dictionary<string, object?>
        {
            ["id"] = part.Name,
            ["type"] = "function",
            ["function"] = new Dictionary<string, object?> { ["name"] = part.Tool, ["arguments"] = part.Text },
        }).ToList();
        if (calls.Count > 0)
        {
            message["tool_calls"] = calls;
        }

        return message;
    }

    private static void AddTools(Dictionary<string, object?> body, Conversation conversation)
    {
        if (conversation.Tools.Count == 0)
        {
            return;
        }

        body["tools"] = conversation.Tools.ConvertAll(static tool => (object?)new Dictionary<string, object?>
        {
            ["type"] = "function",
            ["function"] = new Dictionary<string, object?>
            {
                ["name"] = tool.Name,
                ["description"] = tool.Description,
                ["parameters"] = Parse(tool.Schema),
            },
        });
        body["tool_choice"] = conversation.ToolChoice switch
        {
            ToolChoice.Any => "required",
            ToolChoice.None => "none",
            ToolChoice.Named => new Dictionary<string, object?>
            {
                ["type"] = "function",
                ["function"] = new Dictionary<string, object?> { ["name"] = conversation.ForcedTool },
            },
            _ => "auto",
        };
    }

    private static object? Parse(string json) => JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(json));
}
