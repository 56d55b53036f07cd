using System;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Batches;

/// <summary>One line of what a batch has given. Its parts stay where they are in the line.</summary>
internal readonly struct BatchOutput
{
    private BatchOutput(string? id, long ordinal, ReadOnlyMemory<byte> input, ReadOnlyMemory<byte> output, ReadOnlyMemory<byte> error)
    {
        Id = id;
        Ordinal = ordinal;
        Input = input;
        Output = output;
        Error = error;
    }

    public string? Id { get; }

    /// <summary>The how manieth input of its run; 0 where the id does not say.</summary>
    public long Ordinal { get; }

    /// <summary>JSON of modelInput; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Input { get; }

    /// <summary>JSON of modelOutput; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Output { get; }

    /// <summary>JSON of error; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Error { get; }

    /// <exception cref="BedrockException">BatchRecordUnreadable.</exception>
    public static BatchOutput Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            return ReadMembers(line);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new BedrockException("BatchRecordUnreadable", $"A line of the answers is no record: {exception.Message}", exception);
        }
    }

    private static BatchOutput ReadMembers(ReadOnlyMemory<byte> line)
    {
        Utf8JsonReader reader = new(line.Span, JsonText.ReaderOptions);
        string? id = null;
        long ordinal = 0;
        ReadOnlyMemory<byte> input = default;
        ReadOnlyMemory<byte> output = default;
        ReadOnlyMemory<byte> error = default;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It is no object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("recordId"u8))
            {
                reader.Read();
                id = reader.GetString();
                ordinal = reader.HasValueSequence ? 0 : BatchRecordId.OrdinalOf(reader.ValueSpan);
            }
            else if (reader.ValueTextEquals("modelInput"u8))
            {
                input = Value(ref reader, line);
            }
            else if (reader.ValueTextEquals("modelOutput"u8))
            {
                output = Value(ref reader, line);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                error = Value(ref reader, line);
            }
            else
            {
                reader.Skip();
            }
        }

        return new BatchOutput(id, ordinal, input, output, error);
    }

    private static ReadOnlyMemory<byte> Value(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return line.Slice(start, (int)reader.BytesConsumed - start);
    }
}
