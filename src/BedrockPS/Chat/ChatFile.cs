using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using BedrockPS.Conversations;
using BedrockPS.Files;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS;

/// <summary>A chat as a JSON file: settings, messages in Converse's form, usage. Credentials and connection are not part of it.</summary>
internal static class ChatFile
{
    private const string Format = "BedrockPS.Chat";

    // 1: model, system, inference settings, additional fields. 2: the settings of ChatSettingsFile. 3: what is no longer sent of a long
    // chat. A chat without any of those is written as version 1, which every version of the module reads.
    private const int Version = 3;

    /// <summary>A reader sees the old chat or the new one.</summary>
    public static void Write(Chat chat, string path) => PrivateFile.Write(path, stream =>
    {
        using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, Encoder = JsonText.WriterOptions.Encoder });
        Write(writer, chat);
    });

    /// <exception cref="BedrockException">ChatFileInvalid or ChatFileVersion.</exception>
    public static Chat Read(string path)
    {
        byte[] bytes = Material.ReadBytes(new FileInfo(path), long.MaxValue);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return Read(document.RootElement, path);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Invalid(path, exception);
        }
    }

    private static Chat Read(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != Format)
        {
            throw Invalid(path, null);
        }

        int version = root.GetProperty("version").GetInt32();
        if (version > Version)
        {
            throw new BedrockException("ChatFileVersion", $"'{path}' has version {version}; this module reads up to version {Version}.");
        }

        InferenceRequest settings = new()
        {
            System = Text(root, "system"),
            MaxTokens = Has(root, "maxTokens", out JsonElement maxTokens) ? maxTokens.GetInt32() : null,
            Temperature = Has(root, "temperature", out JsonElement temperature) ? temperature.GetDouble() : null,
            TopP = Has(root, "topP", out JsonElement topP) ? topP.GetDouble() : null,
            StopSequences = Has(root, "stopSequences", out JsonElement stop) ? stop.EnumerateArray().Select(static item => item.GetString()!).ToArray() : [],
            AdditionalFields = Has(root, "additionalFields", out JsonElement fields)
                ? fields.EnumerateObject().ToDictionary(static field => field.Name, static field => (object?)field.Value.Clone())
                : null,
        };
        ChatSettingsFile.Read(root, settings);
        return new Chat(Text(root, "model") ?? "", settings, root.GetProperty("messages").EnumerateArray().Select(ConverseResponseReader.ReadMessage))
        {
            Usage = Has(root, "usage", out JsonElement usage) ? ConverseResponseReader.ReadUsage(usage) : new TokenUsage(),
            Created = DateTimeOffset.Parse(Text(root, "created") ?? throw Invalid(path, null), CultureInfo.InvariantCulture),
            ContextPolicy = Has(root, "context", out JsonElement context) && Enum.TryParse(Text(context, "policy"), out ContextPolicy policy) ? policy : null,
            Window = context.ValueKind == JsonValueKind.Object
                ? new ChatWindow(context.GetProperty("leftOut").GetInt32(), Text(context, "summary"))
                : new ChatWindow(),
        };
    }

    private static void Write(Utf8JsonWriter writer, Chat chat)
    {
        writer.WriteStartObject();
        writer.WriteString("format", Format);
        bool hasContext = chat.ContextPolicy is not null || chat.LeftOut > 0;
        writer.WriteNumber("version", hasContext ? Version : ChatSettingsFile.IsNeeded(chat.Settings) ? 2 : 1);
        writer.WriteString("created", chat.Created);
        writer.WriteString("model", chat.Model);
        WriteSettings(writer, chat);
        if (hasContext)
        {
            WriteContext(writer, chat);
        }

        writer.WriteStartObject("usage");
        writer.WriteNumber("inputTokens", chat.Usage.InputTokens);
        writer.WriteNumber("outputTokens", chat.Usage.OutputTokens);
        writer.WriteNumber("totalTokens", chat.Usage.TotalTokens);
        writer.WriteNumber("cacheReadInputTokens", chat.Usage.CacheReadInputTokens);
        writer.WriteNumber("cacheWriteInputTokens", chat.Usage.CacheWriteInputTokens);
        if (chat.Usage.CacheDetails.Length > 0)
        {
            writer.WriteStartArray("cacheDetails");
            foreach (CacheDetail detail in chat.Usage.CacheDetails)
            {
                writer.WriteStartObject();
                writer.WriteString("ttl", detail.Ttl);
                writer.WriteNumber("inputTokens", detail.InputTokens);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteStartArray("messages");
        foreach (Message message in chat.Messages)
        {
            ConverseRequestWriter.WriteMessage(writer, message);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter writer, Chat chat)
    {
        writer.WriteStartObject("context");
        if (chat.ContextPolicy is ContextPolicy policy)
        {
            writer.WriteString("policy", policy.ToString());
        }

        writer.WriteNumber("leftOut", chat.LeftOut);
        if (chat.Summary is not null)
        {
            writer.WriteString("summary", chat.Summary);
        }

        writer.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter writer, Chat chat)
    {
        if (chat.System is not null)
        {
            writer.WriteString("system", chat.System);
        }

        if (chat.MaxTokens is int maxTokens)
        {
            writer.WriteNumber("maxTokens", maxTokens);
        }

        if (chat.Temperature is double temperature)
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (chat.TopP is double topP)
        {
            writer.WriteNumber("topP", topP);
        }

        if (chat.StopSequence.Length > 0)
        {
            writer.WritePropertyName("stopSequences");
            JsonValueWriter.WriteDocument(writer, chat.StopSequence);
        }

        if (chat.Settings.AdditionalFields is IReadOnlyDictionary<string, object?> fields)
        {
            writer.WritePropertyName("additionalFields");
            JsonValueWriter.WriteDocument(writer, fields);
        }

        ChatSettingsFile.Write(writer, chat.Settings);
    }

    private static string? Text(JsonElement root, string name) => Has(root, name, out JsonElement value) ? value.GetString() : null;

    private static bool Has(JsonElement root, string name, out JsonElement value) =>
        root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static BedrockException Invalid(string path, Exception? cause) =>
        new("ChatFileInvalid", $"'{path}' is not a chat that Export-BRChat wrote{(cause is null ? "." : ": " + cause.Message)}", cause);
}
