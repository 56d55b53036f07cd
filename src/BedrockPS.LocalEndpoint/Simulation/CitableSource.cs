using System.Collections.Generic;

namespace BedrockPS.Local.Simulation;

/// <summary>A document or search result that answers are to cite.</summary>
internal sealed class CitableSource
{
    public CitableSource(string locationKind, int index, string title, string text)
    {
        LocationKind = locationKind;
        Index = index;
        Title = title;
        Text = text;
    }

    /// <summary>documentChar, documentPage, documentChunk or searchResultLocation: how places in it are told.</summary>
    public string LocationKind { get; }

    /// <summary>Its number among the documents, or among the search results, of the conversation.</summary>
    public int Index { get; }

    public string Title { get; }

    /// <summary>Where it comes from; null for a document.</summary>
    public string? Source { get; set; }

    public string Text { get; }

    /// <summary>The first sentence, as a quotation.</summary>
    public Quotation Quote()
    {
        int stop = Text.IndexOfAny(['.', '!', '?', '\n']);
        string first = (stop < 0 ? Text : Text.Substring(0, stop + 1)).Trim();
        first = first.Length > 200 ? first.Substring(0, char.IsHighSurrogate(first[199]) ? 199 : 200) : first;
        return new Quotation(this, first, LocationKind == "documentChar" ? first.Length : LocationKind == "documentPage" ? 2 : 1);
    }

    /// <summary>The sources of a conversation in the order they came.</summary>
    public static List<CitableSource> Of(Conversation conversation)
    {
        List<CitableSource> sources = [];
        foreach (Turn turn in conversation.Turns)
        {
            foreach (Part part in turn.Parts)
            {
                sources.AddRange(part.Sources);
            }
        }

        return sources;
    }
}
