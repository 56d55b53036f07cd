using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>Writes the JSON body of Converse and ConverseStream.</summary>
internal static class ConverseRequestWriter
{
    public static void Write(Utf8JsonWriter writer, InferenceRequest request)
    {
        writer.WriteStartObject();
        WriteMessages(writer, request.Messages);
        if (!string.IsNullOrEmpty(request.System))
        {
            writer.WriteStartArray("system");
            writer.WriteStartObject();
            writer.WriteString("text", request.System);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        WriteInferenceConfig(writer, request);
        if (request.AdditionalFields is { Count: > 0 } fields)
        {
            writer.WritePropertyName("additionalModelRequestFields");
            JsonValueWriter.WriteDocument(writer, fields);
        }

        writer.WriteEndObject();
    }

    /// <summary>A message in Converse's form, also the form of saved chats.</summary>
    public static void WriteMessage(Utf8JsonWriter writer, Message message)
    {
        writer.WriteStartObject();
        writer.WriteString("role", message.Role);
        writer.WriteStartArray("content");
        foreach (ContentBlock block in message.Content)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(block.Kind);
            if (block.Text is string text)
            {
                writer.WriteStringValue(text);
            }
            else
            {
                writer.WriteRawValue(block.Json!, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter writer, IReadOnlyList<Message> messages)
    {
        writer.WriteStartArray("messages");
        foreach (Message message in messages)
        {
            WriteMessage(writer, message);
        }

        writer.WriteEndArray();
    }

    private static void WriteInferenceConfig(Utf8JsonWriter writer, InferenceRequest request)
    {
        if (request is { MaxTokens: null, Temperature: null, TopP: null, StopSequences.Count: 0 })
        {
            return;
        }

        writer.WriteStartObject("inferenceConfig");
        if (request.MaxTokens is int maxTokens)
        {
            writer.WriteNumber("maxTokens", maxTokens);
        }

        if (request.Temperature is double temperature)
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (request.TopP is double topP)
        {
            writer.WriteNumber("topP", topP);
        }

        if (request.StopSequences.Count > 0)
        {
            writer.WriteStartArray("stopSequences");
            foreach (string sequence in request.StopSequences)
            {
                writer.WriteStringValue(sequence);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
