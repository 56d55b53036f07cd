using System;
using System.Text;
using System.Text.Json;

namespace BedrockPS.Inference;

internal enum DeltaKind
{
    None,
    Text,
    ToolInput,
    Reasoning,
    Signature,
    Redacted,
    Citation,
    Other,
}

/// <summary>The content of one contentBlockDelta event.</summary>
internal readonly struct Delta
{
    private Delta(DeltaKind kind, string? value)
    {
        Kind = kind;
        Value = value;
    }

    public DeltaKind Kind { get; }

    /// <summary>The piece of text, or the event's own JSON where there is no text.</summary>
    public string? Value { get; }

    /// <summary>Reads the union the reader stands on (its StartObject) and leaves it on the matching EndObject.</summary>
    public static Delta Read(ref Utf8JsonReader json, ReadOnlySpan<byte> payload)
    {
        Delta delta = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("text"u8))
            {
                json.Read();
                delta = new Delta(DeltaKind.Text, json.GetString() ?? "");
            }
            else if (json.ValueTextEquals("toolUse"u8))
            {
                json.Read();
                delta = ReadMember(ref json, "input"u8, DeltaKind.ToolInput);
            }
            else if (json.ValueTextEquals("reasoningContent"u8))
            {
                json.Read();
                delta = ReadReasoning(ref json);
            }
            else
            {
                DeltaKind kind = json.ValueTextEquals("citation"u8) ? DeltaKind.Citation : DeltaKind.Other;
                delta = new Delta(kind, ReadRaw(ref json, payload));
            }
        }

        return delta;
    }

    private static Delta ReadMember(ref Utf8JsonReader json, ReadOnlySpan<byte> name, DeltaKind kind)
    {
        Delta delta = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool found = json.ValueTextEquals(name);
            json.Read();
            if (found)
            {
                delta = new Delta(kind, json.GetString() ?? "");
            }
            else
            {
                json.Skip();
            }
        }

        return delta;
    }

    private static Delta ReadReasoning(ref Utf8JsonReader json)
    {
        Delta delta = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            DeltaKind kind = json.ValueTextEquals("text"u8) ? DeltaKind.Reasoning
                : json.ValueTextEquals("signature"u8) ? DeltaKind.Signature
                : json.ValueTextEquals("redactedContent"u8) ? DeltaKind.Redacted
                : DeltaKind.None;
            json.Read();
            if (kind == DeltaKind.None)
            {
                json.Skip();
            }
            else
            {
                delta = new Delta(kind, json.GetString() ?? "");
            }
        }

        return delta;
    }

    private static string ReadRaw(ref Utf8JsonReader json, ReadOnlySpan<byte> payload)
    {
        json.Read();
        int start = (int)json.TokenStartIndex;
        json.Skip();
        ReadOnlySpan<byte> raw = payload.Slice(start, (int)json.BytesConsumed - start);
#if NET
        return Encoding.UTF8.GetString(raw);
#else
        return Encoding.UTF8.GetString(raw.ToArray());
#endif
    }
}
