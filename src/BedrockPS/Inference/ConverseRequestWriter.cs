using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Protocol;
using BedrockPS.Tools;

namespace BedrockPS.Inference;

/// <summary>Writes the JSON body of Converse and ConverseStream.</summary>
internal static class ConverseRequestWriter
{
    /// <param name="writer">Takes the body.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="streaming">The body is ConverseStream's.</param>
    public static void Write(Utf8JsonWriter writer, InferenceRequest request, bool streaming = false)
    {
        writer.WriteStartObject();
        WriteMessages(writer, PromptCacheSettings.Place(request.Messages, request.PromptCache));
        if (!string.IsNullOrEmpty(request.System))
        {
            writer.WriteStartArray("system");
            writer.WriteStartObject();
            writer.WriteString("text", request.System);
            writer.WriteEndObject();
            if (request.PromptCache is { System: true } systemCache)
            {
                WriteCachePoint(writer, systemCache);
            }

            writer.WriteEndArray();
        }

        WriteInferenceConfig(writer, request);
        if (request.Tools is { Specifications.Count: > 0 } tools)
        {
            WriteTools(writer, tools, request.PromptCache);
        }

        if (request.OutputSchema is not null || request.OutputEffort is not null)
        {
            WriteOutputConfig(writer, request.OutputSchema, request.OutputEffort);
        }

        DeliveryWriter.Write(writer, request, streaming);
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
        // A managed prompt may be all there is to say.
        if (messages.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("messages");
        foreach (Message message in messages)
        {
            WriteMessage(writer, message);
        }

        writer.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter writer, ToolSet tools, PromptCacheSettings? cache)
    {
        writer.WriteStartObject("toolConfig");
        writer.WriteStartArray("tools");
        foreach (ToolSpecification tool in tools.Specifications)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("toolSpec");
            writer.WriteString("name", tool.Name);
            if (!string.IsNullOrEmpty(tool.Description))
            {
                writer.WriteString("description", tool.Description);
            }

            writer.WriteStartObject("inputSchema");
            writer.WritePropertyName("json");
            writer.WriteRawValue(tool.InputSchema);
            writer.WriteEndObject();
            if (tool.Strict is bool strict)
            {
                writer.WriteBoolean("strict", strict);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (cache is { Tools: true })
        {
            WriteCachePoint(writer, cache);
        }

        writer.WriteEndArray();
        WriteToolChoice(writer, tools.Choice);
        writer.WriteEndObject();
    }

    private static void WriteToolChoice(Utf8JsonWriter writer, string? choice)
    {
        if (choice is null)
        {
            return;
        }

        writer.WriteStartObject("toolChoice");
        writer.WriteStartObject(choice is "auto" or "any" ? choice : "tool");
        if (choice is not ("auto" or "any"))
        {
            writer.WriteString("name", choice);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCachePoint(Utf8JsonWriter writer, PromptCacheSettings cache)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("cachePoint");
        writer.WriteRawValue(cache.PointJson());
        writer.WriteEndObject();
    }

    private static void WriteOutputConfig(Utf8JsonWriter writer, OutputSchema? schema, string? effort)
    {
        writer.WriteStartObject("outputConfig");
        if (schema is not null)
        {
            WriteTextFormat(writer, schema);
        }

        if (effort is not null)
        {
            writer.WriteString("effort", effort);
        }

        writer.WriteEndObject();
    }

    private static void WriteTextFormat(Utf8JsonWriter writer, OutputSchema schema)
    {
        writer.WriteStartObject("textFormat");
        writer.WriteString("type", "json_schema");
        writer.WriteStartObject("structure");
        writer.WriteStartObject("jsonSchema");
        writer.WriteString("schema", schema.Json);
        writer.WriteString("name", schema.Name);
        if (!string.IsNullOrEmpty(schema.Description))
        {
            writer.WriteString("description", schema.Description);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteInferenceConfig(Utf8JsonWriter writer, InferenceRequest request)
    {
        if (request is { MaxTokens: null, Temperature: null, TopP: null, StopSequences.Length: 0 })
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

        if (request.StopSequences.Length > 0)
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
