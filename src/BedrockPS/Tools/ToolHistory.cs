using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Tools;

/// <summary>Calls and results as messages, in the shape the service takes back.</summary>
internal static class ToolHistory
{
    private const string NoParameters = """{"type":"object","properties":{}}""";
    private const int MistralIdLength = 9;

    /// <summary>
    /// Tools for a request that offers none although its conversation has used some, which the service refuses; null where it has not.
    /// Nobody runs them.
    /// </summary>
    public static ToolSet? Remembered(InferenceRequest request)
    {
        List<string> names = [];
        foreach (ToolUse use in request.Messages.SelectMany(static message => ToolUse.Of(message)))
        {
            if (!names.Contains(use.Name))
            {
                names.Add(use.Name);
            }
        }

        if (names.Count == 0)
        {
            return null;
        }

        ToolSet? offered = request.Tools;
        return new ToolSet([.. names.Select(name =>
            offered?.Specifications.FirstOrDefault(tool => tool.Name == name)
            ?? new ToolSpecification(name, "No longer available: do not use it.", NoParameters))])
        {
            MaxRounds = offered?.MaxRounds,
            IsClosed = true,
        };
    }

    /// <summary>An assistant's message fit to be sent back: no blank texts, and inputs that are objects.</summary>
    public static Message Clean(Message message)
    {
        List<ContentBlock> content = [];
        foreach (ContentBlock block in message.Content)
        {
            if (block.Kind == ToolUse.Block)
            {
                content.Add(WithObjectInput(block));
            }
            else if (block.Kind != "text" || !string.IsNullOrWhiteSpace(block.Text))
            {
                content.Add(block);
            }
        }

        return new Message(message.Role, content);
    }

    public static ContentBlock Result(ToolCall call) => Result(call.Id, call.Output ?? "", call.IsError);

    public static ContentBlock Result(string id, string text, bool isError) => ContentBlock.FromJson(ToolUse.ResultBlock, Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("toolUseId", id);
        writer.WriteStartArray("content");
        writer.WriteStartObject();
        // As text: every model reads it, and nothing on the way takes the JSON apart. Blank texts are refused.
        writer.WriteString("text", string.IsNullOrWhiteSpace(text) ? "null" : text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (isError)
        {
            writer.WriteString("status", "error");
        }

        writer.WriteEndObject();
    }));

    /// <summary>Results for calls the last message leaves open: those given, and word that the others were not carried out.</summary>
    /// <param name="last">The conversation's last message.</param>
    /// <param name="given">Results by call id.</param>
    public static List<ContentBlock> Pending(Message? last, IReadOnlyDictionary<string, string>? given = null)
    {
        List<ContentBlock> results = [];
        foreach (ToolUse use in last?.Role == "assistant" ? ToolUse.Of(last) : [])
        {
            string? output = null;
            bool known = given?.TryGetValue(use.Id, out output) ?? false;
            results.Add(Result(use.Id, known ? output! : """{"error":"The call was not carried out."}""", isError: !known));
        }

        return results;
    }

    /// <summary>The request's messages with ids its model takes: of Mistral's models these are nine letters or digits.</summary>
    public static IReadOnlyList<Message> Fit(InferenceRequest request)
    {
        bool isMistral = request.ModelId.IndexOf("mistral", System.StringComparison.OrdinalIgnoreCase) >= 0;
        return isMistral ? [.. request.Messages.Select(FitMistral)] : request.Messages;
    }

    private static Message FitMistral(Message message) =>
        message.Content.Any(static block => block.Kind is ToolUse.Block or ToolUse.ResultBlock)
            ? new Message(message.Role, message.Content.Select(static block =>
                block.Kind is ToolUse.Block or ToolUse.ResultBlock ? Rewrite(block, "toolUseId", static id => ShortId(id.GetString() ?? "")) : block))
            : message;

    private static string ShortId(string id)
    {
        if (id.Length == MistralIdLength && id.All(static letter => letter < 128 && char.IsLetterOrDigit(letter)))
        {
            return id;
        }

        ulong hash = 14695981039346656037;
        foreach (char letter in id)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture).Substring(0, MistralIdLength);
    }

    private static ContentBlock WithObjectInput(ContentBlock block)
    {
        using JsonDocument document = JsonDocument.Parse(block.Json!);
        bool fits = document.RootElement.TryGetProperty("input", out JsonElement input) && input.ValueKind == JsonValueKind.Object;
        return fits ? block : Rewrite(block, "input", static _ => new Dictionary<string, object?>());
    }

    private static ContentBlock Rewrite(ContentBlock block, string name, System.Func<JsonElement, object> value)
    {
        using JsonDocument document = JsonDocument.Parse(block.Json!);
        return ContentBlock.FromJson(block.Kind, Json(writer =>
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (member.NameEquals(name))
                {
                    writer.WritePropertyName(name);
                    JsonValueWriter.WriteDocument(writer, value(member.Value));
                }
                else
                {
                    member.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }));
    }

    private static string Json(System.Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(JsonText.ToUtf8(write));
}
