using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Sessions;

/// <summary>What one step of a session holds: texts and images, in the service's own form.</summary>
internal sealed class SessionContent
{
    private readonly List<object?> _blocks = [];

    /// <summary>Whether a piped object is a session or an invocation, so that it tells where a step belongs.</summary>
    public static bool IsPlace(PSObject input) =>
        input.TypeNames.Any(static name => name.EndsWith("BedrockPS.Session", StringComparison.Ordinal)
            || name.EndsWith("BedrockPS.SessionInvocation", StringComparison.Ordinal));

    /// <exception cref="BedrockException">FileUnsupported: a step takes no such file.</exception>
    public void AddAll(IEnumerable<ContentBlock> blocks)
    {
        foreach (ContentBlock block in blocks)
        {
            Add(block);
        }
    }

    /// <exception cref="BedrockException">FileUnsupported: a step takes no such file.</exception>
    public void Add(ContentBlock block)
    {
        if (block.Text is string text)
        {
            if (text.Length > 0)
            {
                _blocks.Add(new Dictionary<string, object?> { ["text"] = text });
            }

            return;
        }

        if (block.Kind != "image")
        {
            throw new BedrockException("FileUnsupported", $"A step of a session keeps texts and images, and no {block.Kind}.");
        }

        Dictionary<string, object?> image = (Dictionary<string, object?>)JsonText.Parse(ValueBytes.Utf8.GetBytes(block.Json!))!;
        Dictionary<string, object?> source = (Dictionary<string, object?>)image["source"]!;
        if (source.TryGetValue("bytes", out object? bytes) && bytes is string base64)
        {
            source["bytes"] = Convert.FromBase64String(base64);
        }

        _blocks.Add(new Dictionary<string, object?> { ["image"] = image });
    }

    /// <exception cref="BedrockException">EmptyInput: there is nothing to keep.</exception>
    public Dictionary<string, object?> ToPayload() => _blocks.Count > 0
        ? new() { ["contentBlocks"] = _blocks }
        : throw new BedrockException("EmptyInput", "There is nothing to keep: give -Text or -Image, or pipe texts or files.");
}
