using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using BedrockPS.Inference.Families;

namespace BedrockPS;

/// <summary>Where a part of an answer comes from: a place in a document or search result that was sent, or on the web.</summary>
public sealed class Citation
{
    /// <summary>Title of the document or search result.</summary>
    public string? Title { get; private set; }

    /// <summary>Source of the search result, as it was sent; null for documents.</summary>
    public string? Source { get; private set; }

    /// <summary>The cited words, where the model quotes them.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The part of the answer that rests on them; null on a chunk of a stream, where it is still being written.</summary>
    public string? Answer { get; private set; }

    /// <summary>What Start and End count: Character, Page, Chunk, SearchResult or Web; null where the service names no place.</summary>
    public string? Location { get; private set; }

    /// <summary>Index of the document or search result among those sent, from 0.</summary>
    public int? Index { get; private set; }

    /// <summary>First character, page, chunk or block of a search result, as the service counts.</summary>
    public int? Start { get; private set; }

    public int? End { get; private set; }

    /// <summary>Address of a page on the web.</summary>
    public string? Url { get; private set; }

    /// <summary>Title and place.</summary>
    public override string ToString()
    {
        string title = Title ?? Source ?? Url ?? "document " + Convert.ToString(Index, CultureInfo.InvariantCulture);
        string place = Start == End || End is null ? $"{Start}" : $"{Start}-{End}";
        return Location is null or "Web" || Start is null ? title : $"{title}, {Location.ToLowerInvariant()} {place}";
    }

    /// <summary>Reads a citation of Converse, or the same within its stream; null when it is no JSON.</summary>
    internal static Citation? Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement, null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static Citation Read(JsonElement json, string? answer)
    {
        Citation citation = new() { Title = json.Text("title"u8), Source = json.Text("source"u8), Answer = answer };
        List<string> texts = [];
        foreach (JsonElement part in json.Items("sourceContent"u8))
        {
            if (part.Text("text"u8) is string text)
            {
                texts.Add(text);
            }
        }

        citation.Text = string.Join("\n", texts);
        if (json.At("location"u8) is { ValueKind: JsonValueKind.Object } location)
        {
            foreach (JsonProperty place in location.EnumerateObject())
            {
                citation.ReadPlace(place.Name, place.Value);
            }
        }

        return citation;
    }

    /// <summary>Citations of a message, in the order of its text.</summary>
    internal static Citation[] Of(Message message)
    {
        List<Citation>? citations = null;
        foreach (ContentBlock block in message.Content)
        {
            if (block.Kind != "citationsContent")
            {
                continue;
            }

            using JsonDocument json = JsonDocument.Parse(block.Json!);
            foreach (JsonElement citation in json.RootElement.Items("citations"u8))
            {
                (citations ??= []).Add(Read(citation, block.Said));
            }
        }

        return citations?.ToArray() ?? [];
    }

    private void ReadPlace(string kind, JsonElement place)
    {
        Location = kind switch
        {
            "documentChar" => "Character",
            "documentPage" => "Page",
            "documentChunk" => "Chunk",
            "searchResultLocation" => "SearchResult",
            "web" => "Web",
            _ => kind,
        };
        Index = Number(place, "documentIndex") ?? Number(place, "searchResultIndex");
        Start = Number(place, "start");
        End = Number(place, "end");
        Url = place.Text("url"u8);
    }

    private static int? Number(JsonElement place, string name) =>
        place.ValueKind == JsonValueKind.Object && place.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : null;
}
