using System;
using System.Text;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>Puts one content block of a streamed message together from its pieces.</summary>
internal sealed class BlockBuilder
{
    private readonly StringBuilder _text = new();
    private string _kind = "text";
    private string? _signature;
    private string? _redacted;
    private string? _start;
    private StringBuilder? _citations;

    public void StartTool(JsonElement start)
    {
        _kind = "toolUse";
        _start = start.GetRawText();
    }

    public void AppendText(string text) => _text.Append(text);

    public void AppendToolInput(string fragment)
    {
        _kind = "toolUse";
        _text.Append(fragment);
    }

    public void AppendReasoning(string text)
    {
        _kind = "reasoningContent";
        _text.Append(text);
    }

    /// <summary>Proof the service wants back with the reasoning when the conversation goes on.</summary>
    public void AppendSignature(string signature)
    {
        _kind = "reasoningContent";
        _signature += signature;
    }

    public void SetRedacted(string base64)
    {
        _kind = "reasoningContent";
        _redacted = base64;
    }

    public void AppendCitation(string json)
    {
        _kind = "citationsContent";
        _citations = (_citations is null ? new StringBuilder() : _citations.Append(',')).Append(json);
    }

    /// <summary>The text is part of the answer, with citations or without.</summary>
    public bool IsSaid => _kind is "text" or "citationsContent";

    public string Text => _text.ToString();

    /// <summary>Null for a block in which nothing arrived.</summary>
    public ContentBlock? Build() => _kind switch
    {
        "text" => _text.Length == 0 ? null : ContentBlock.FromText(Text),
        "toolUse" => ContentBlock.FromJson("toolUse", Json(WriteToolUse)),
        "reasoningContent" => ContentBlock.FromJson("reasoningContent", Json(WriteReasoning)),
        _ => ContentBlock.FromJson("citationsContent", Json(WriteCitations)),
    };

    private static string Json(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(JsonText.ToUtf8(write));

    private void WriteToolUse(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (_start is not null)
        {
            using JsonDocument start = JsonDocument.Parse(_start);
            foreach (JsonProperty member in start.RootElement.EnumerateObject())
            {
                member.WriteTo(writer);
            }
        }

        writer.WritePropertyName("input");
        // A call without parameters streams no input at all.
        string input = _text.Length == 0 ? "{}" : Text;
        if (JsonText.IsJson(input))
        {
            writer.WriteRawValue(input, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(input);
        }

        writer.WriteEndObject();
    }

    private void WriteReasoning(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (_redacted is not null)
        {
            writer.WriteString("redactedContent", _redacted);
        }
        else
        {
            writer.WriteStartObject("reasoningText");
            writer.WriteString("text", Text);
            if (_signature is not null)
            {
                writer.WriteString("signature", _signature);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void WriteCitations(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("content");
        writer.WriteStartObject();
        writer.WriteString("text", Text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WritePropertyName("citations");
        writer.WriteRawValue($"[{_citations}]", skipInputValidation: true);
        writer.WriteEndObject();
    }
}
