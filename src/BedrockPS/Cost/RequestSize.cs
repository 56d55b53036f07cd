using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using BedrockPS.Structured;
using BedrockPS.Tools;

namespace BedrockPS.Cost;

/// <summary>
/// How many tokens a request is, worked out here: an estimate near the truth, and a bound above it. The bound takes every byte of
/// text for a token, which no byte-level tokenizer exceeds.
/// </summary>
internal sealed class RequestSize
{
    /// <summary>What an image counts in an estimate: the most a Claude model makes of one at its usual size.</summary>
    public const int TokensPerImage = 1600;

    // Roles and turns are tokens too.
    private const int TokensPerMessage = 4;
    private const int MaxTokensPerMessage = 32;
    private const int MaxTokensPerRequest = 256;
    // Services tell models at length how tools are used.
    private const int MaxTokensForTools = 1024;
    private const int MaxTokensPerImage = 8192;
    private const int BytesPerDocumentToken = 4;

    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);

    private RequestSize()
    {
    }

    /// <summary>Tokens as estimated.</summary>
    public long Estimate { get; private set; }

    /// <summary>Tokens at most; null when an attachment's size is not known here.</summary>
    public long? Bound => _unknown.Count == 0 ? _bound : null;

    /// <summary>What the estimate leaves out, or null.</summary>
    public string? Note => _unknown.Count == 0 ? null : $"Not counted: {string.Join(", ", _unknown)}.";

    private long _bound;

    public static RequestSize Of(InferenceRequest request)
    {
        RequestSize size = new() { Estimate = TokensPerMessage, _bound = MaxTokensPerRequest };
        if (!string.IsNullOrEmpty(request.System))
        {
            size.AddText(request.System!);
        }

        foreach (Message message in request.Messages)
        {
            size.Estimate += TokensPerMessage;
            size._bound += MaxTokensPerMessage;
            foreach (ContentBlock block in message.Content)
            {
                size.AddBlock(block);
            }
        }

        if (request.Tools is ToolSet tools)
        {
            size._bound += MaxTokensForTools;
            foreach (ToolSpecification tool in tools.Specifications)
            {
                size.AddText(tool.Name);
                size.AddText(tool.Description ?? "");
                size.AddText(tool.InputSchema);
                size._bound += MaxTokensPerMessage;
            }
        }

        if (request.OutputSchema is OutputSchema schema)
        {
            size.AddText(schema.Json);
            size.AddText(schema.Description ?? "");
        }

        else if (request is { Structure: StructuredPlan plan, Tools: null })
        {
            // Not yet put into the words of the model.
            size.AddText(plan.ToolSchema);
        }

        if (request.AdditionalFields is { Count: > 0 } fields)
        {
            size.AddText(JsonText.Of(fields));
        }

        if (request.IsManagedPrompt)
        {
            size._unknown.Add("the managed prompt's own text");
            foreach (KeyValuePair<string, string> variable in request.PromptVariables ?? new Dictionary<string, string>())
            {
                size.AddText(variable.Value);
            }
        }

        return size;
    }

    /// <summary>The size of a body in a model's own format: its texts, and images for long strings without spaces.</summary>
    public static RequestSize OfBody(byte[] body)
    {
        RequestSize size = new() { Estimate = TokensPerMessage, _bound = MaxTokensPerRequest + MaxTokensForTools + body.LongLength };
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            size.AddValue(document.RootElement);
        }
        catch (JsonException)
        {
            size.Estimate += TextTokens.Estimate(ValueBytes.Utf8.GetString(body));
        }

        size._bound = Math.Max(size._bound, size.Estimate);
        return size;
    }

    private void AddText(string text)
    {
        Estimate += TextTokens.Estimate(text);
        _bound += Encoding.UTF8.GetByteCount(text);
    }

    private void AddBlock(ContentBlock block)
    {
        if (block.Text is string text)
        {
            AddText(text);
            return;
        }

        string json = block.Json!;
        _bound += Encoding.UTF8.GetByteCount(json);
        if (block.Kind is "image" or "document" or "video" or "audio")
        {
            AddAttachment(block.Kind, json);
        }
        else if (block.Kind != "cachePoint")
        {
            AddJson(json);
        }
    }

    private void AddAttachment(string kind, string json)
    {
        if (json.IndexOf("\"s3Location\"", StringComparison.Ordinal) >= 0)
        {
            _unknown.Add("attachments in S3");
        }
        else if (kind is "video" or "audio")
        {
            _unknown.Add("video and audio");
        }
        else if (kind == "image")
        {
            Estimate += TokensPerImage;
            _bound += MaxTokensPerImage;
        }
        else
        {
            // Base64: four characters for three bytes.
            Estimate += json.Length / 4L * 3 / BytesPerDocumentToken;
        }
    }

    private void AddJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        AddValue(document.RootElement);
    }

    private void AddValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    Estimate += TextTokens.Estimate(member.Name);
                    AddValue(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    AddValue(item);
                }

                break;
            case JsonValueKind.String:
                string text = value.GetString()!;
                Estimate += IsBinary(text) ? TokensPerImage : TextTokens.Estimate(text);
                _bound += IsBinary(text) ? MaxTokensPerImage : 0;
                break;
            default:
                Estimate += TextTokens.Estimate(value.GetRawText());
                break;
        }
    }

    private static bool IsBinary(string text) => text.Length > 2000 && text.IndexOf(' ') < 0 && text.IndexOf('\n') < 0;
}
