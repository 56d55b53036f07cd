using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Text;
using System.Threading;
using BedrockPS.Defaults;
using BedrockPS.Inference;
using BedrockPS.Tools;

namespace BedrockPS.Redaction;

/// <summary>
/// Replaces the secrets of one request, wherever it has text: system prompt, messages, tool results, settings, tools. First all of it
/// is searched, then all of it is written anew, so that a secret known from one place is replaced in every other.
/// </summary>
internal sealed class RequestRedactor
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly InferenceRequest _request;
    private bool _isSearching;

    public RequestRedactor(InferenceRequest request, RedactionSettings settings, CancellationToken cancellationToken)
    {
        _request = request;
        Map = new SecretMap(settings.Patterns, cancellationToken);
    }

    public SecretMap Map { get; }

    /// <summary>The request carries an image, a PDF or the like, which cannot be searched.</summary>
    public bool HasUnsearched { get; private set; }

    /// <exception cref="BedrockException">RedactionFailed.</exception>
    public InferenceRequest Redact()
    {
        _isSearching = true;
        Rewrite();
        _isSearching = false;
        return Rewrite();
    }

    private InferenceRequest Rewrite()
    {
        InferenceRequest redacted = _request.Clone();
        redacted.System = _request.System is string system ? Text(null, system) : null;
        redacted.Messages = [.. _request.Messages.Select(Rewrite)];
        redacted.StopSequences = [.. _request.StopSequences.Select(text => Text(null, text))];
        redacted.AdditionalFields = _request.AdditionalFields?.ToDictionary(static field => field.Key, field => Value(field.Key, field.Value));
        redacted.Metadata = Rewrite(_request.Metadata);
        redacted.PromptVariables = Rewrite(_request.PromptVariables);
        redacted.OutputSchema = _request.OutputSchema is OutputSchema schema
            ? new OutputSchema(schema.Name, Json(schema.Json), schema.Description is string said ? Text(null, said) : null)
            : null;
        redacted.Tools = _request.Tools is ToolSet tools
            ? new ToolSet([.. tools.Specifications.Select(Rewrite)], tools.Tools)
            {
                Choice = tools.Choice,
                IsClosed = tools.IsClosed,
                Servers = tools.Servers,
                Approval = tools.Approval,
                MaxRounds = tools.MaxRounds,
            }
            : null;
        redacted.Secrets = null;
        return redacted;
    }

    private Message Rewrite(Message message) => new(message.Role, message.Content.Select(Rewrite));

    private ContentBlock Rewrite(ContentBlock block)
    {
        if (block.Text is string text)
        {
            return ContentBlock.FromText(Text(null, text));
        }

        // Reasoning is signed by the model: only what is known from elsewhere is replaced, which is what the model saw.
        return block.Kind switch
        {
            "reasoningContent" => ContentBlock.FromJson(block.Kind, JsonTexts.Rewrite(block.Json!, Known)),
            "image" or "video" or "audio" => Unsearched(block),
            _ => ContentBlock.FromJson(block.Kind, Json(block.Json!)),
        };
    }

    private ToolSpecification Rewrite(ToolSpecification tool) =>
        new(tool.Name, tool.Description is string said ? Text(null, said) : null, Json(tool.InputSchema)) { Strict = tool.Strict };

    private Dictionary<string, string>? Rewrite(IReadOnlyDictionary<string, string>? texts) =>
        texts?.ToDictionary(static entry => entry.Key, entry => Text(entry.Key, entry.Value));

    private ContentBlock Unsearched(ContentBlock block)
    {
        HasUnsearched = true;
        return block;
    }

    /// <summary>
    /// Bytes of a document that is text are searched as text; other bytes, of which an image in a tool's result is one, are left.
    /// </summary>
    private string Json(string json)
    {
        string format = "";
        return JsonTexts.Rewrite(json, (member, text) =>
        {
            switch (member)
            {
                case "format":
                    format = text;
                    return text;
                case "bytes" when Decode(format, text) is string content:
                    return Convert.ToBase64String(s_strictUtf8.GetBytes(Text(null, content)));
                case "bytes" when IsBase64(text):
                    HasUnsearched = true;
                    return text;
                default:
                    return Text(member, text);
            }
        });
    }

    private string? Decode(string format, string base64)
    {
        if (format is "txt" or "md" or "csv" or "html")
        {
            try
            {
                return s_strictUtf8.GetString(Convert.FromBase64String(base64));
            }
            catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
            {
                // Not text after all.
            }
        }

        return null;
    }

    private static bool IsBase64(string text)
    {
        try
        {
            return text.Length % 4 == 0 && Convert.FromBase64String(text).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private object? Value(string? member, object? value) => value switch
    {
        string text => Text(member, text),
        Dictionary<string, object?> map => map.ToDictionary(static entry => entry.Key, entry => Value(entry.Key, entry.Value)),
        List<object?> items => items.Select(item => Value(null, item)).ToList(),
        System.Text.Json.JsonElement element => System.Text.Json.JsonDocument.Parse(Json(element.GetRawText())).RootElement,
        _ => value,
    };

    private string Known(string? member, string text)
    {
        if (!_isSearching)
        {
            return Map.Redact(text, search: false);
        }

        Map.Reserve(text);
        return text;
    }

    private string Text(string? member, string text)
    {
        if (_isSearching)
        {
            Map.Reserve(text);
        }

        string shown = Reveal(text);
        if (text.Length > 0 && ReferenceEquals(shown, text) && member is not null && SecretPatterns.IsSecretName(member))
        {
            return Map.Add(text, "PASSWORD");
        }

        if (!_isSearching)
        {
            return Map.Redact(shown);
        }

        Map.Search(shown);
        return text;
    }

    /// <summary>A SecureString is a mark until here; it is opened for this request's map alone.</summary>
    private string Reveal(string text)
    {
        if (_request.Secrets is null || text.IndexOf(HiddenSecrets.Mark, StringComparison.Ordinal) < 0)
        {
            return text;
        }

        foreach (KeyValuePair<string, SecureString> secret in _request.Secrets)
        {
            if (text.IndexOf(secret.Key, StringComparison.Ordinal) >= 0)
            {
                text = text.Replace(secret.Key, Map.Add(SecretText.Read(secret.Value) ?? "", "SECURESTRING", isCertain: true));
            }
        }

        return text;
    }
}
