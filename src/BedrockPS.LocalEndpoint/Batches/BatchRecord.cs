using System;
using System.Text.Json;

namespace BedrockPS.Local.Batches;

/// <summary>A record of a batch's input: its id, and the model's input as it was written.</summary>
internal readonly record struct BatchRecord(string? Id, ReadOnlyMemory<byte> ModelInput)
{
    /// <exception cref="JsonException">The line is no JSON object.</exception>
    public static BatchRecord Parse(ReadOnlyMemory<byte> line)
    {
        Utf8JsonReader reader = new(line.Span);
        string? id = null;
        ReadOnlyMemory<byte> input = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A record is a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("recordId"u8);
            bool isInput = reader.ValueTextEquals("modelInput"u8);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            if (isId && reader.TokenType == JsonTokenType.String)
            {
                id = reader.GetString();
            }

            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            if (isInput && isObject)
            {
                input = line.Slice(start, (int)reader.BytesConsumed - start);
            }
        }

        // To the end, so that anything after the object is found to be wrong.
        while (reader.Read())
        {
        }

        return new BatchRecord(id, input);
    }
}
