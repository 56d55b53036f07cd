using System;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>
/// Finds the vectors in an answer, wherever the family puts them: every array of numbers that lies under one of the given members.
/// </summary>
internal static class EmbeddingReader
{
    /// <param name="json">The answer's body.</param>
    /// <param name="member">Name of the member the vectors lie under.</param>
    /// <param name="otherMember">Another name for it, or the same.</param>
    /// <exception cref="JsonException">The body is no JSON, or an array of numbers holds something else.</exception>
    public static EmbeddingAnswer Read(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member, ReadOnlySpan<byte> otherMember)
    {
        EmbeddingAnswer answer = new();
        Utf8JsonReader reader = new(json);
        bool isWanted = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                isWanted = reader.ValueTextEquals(member) || reader.ValueTextEquals(otherMember);
                if (reader.CurrentDepth == 1)
                {
                    ReadTopLevel(ref reader, answer);
                }
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                // The tokenizer would look at each number twice: arrays of numbers are read beside it, and it goes on behind them.
                ReadOnlySpan<byte> rest = json.Slice((int)reader.BytesConsumed);
                if (!FloatArrayReader.IsNumberArray(rest))
                {
                    continue;
                }

                int end = rest.IndexOf((byte)']');
                if (isWanted)
                {
                    answer.Vectors.Add(FloatArrayReader.Read(rest, out end));
                }
                else if (end < 0)
                {
                    throw new JsonException("The answer ends inside an array.");
                }

                json = rest.Slice(end);
                reader = new Utf8JsonReader(json, isFinalBlock: true, reader.CurrentState);
            }
        }

        return answer;
    }

    private static void ReadTopLevel(ref Utf8JsonReader reader, EmbeddingAnswer answer)
    {
        if (reader.ValueTextEquals("inputTextTokenCount"u8))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int count))
            {
                answer.InputTokens = count;
            }
        }
        else if (reader.ValueTextEquals("message"u8))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                answer.Refusal = reader.GetString();
            }
        }
    }
}
