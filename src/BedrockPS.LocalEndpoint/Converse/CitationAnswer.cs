using System.Text.Json;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Converse;

/// <summary>Writes where a text was taken from, in Converse's words.</summary>
internal static class CitationAnswer
{
    /// <summary>The citationsContent of a block.</summary>
    public static void Write(Utf8JsonWriter json, AnswerBlock block, string text)
    {
        json.WriteStartObject("citationsContent");
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("citations");
        foreach (Quotation quotation in block.Quotations)
        {
            json.WriteStartObject();
            WriteMembers(json, quotation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The members of one citation, which a stream has as a delta.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Quotation quotation)
    {
        CitableSource source = quotation.Source;
        json.WriteString("title", source.Title);
        if (source.Source is string address)
        {
            json.WriteString("source", address);
        }

        json.WriteStartArray("sourceContent");
        json.WriteStartObject();
        json.WriteString("text", quotation.Text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("location");
        json.WriteStartObject(source.LocationKind);
        json.WriteNumber(source.LocationKind == "searchResultLocation" ? "searchResultIndex" : "documentIndex", source.Index);
        json.WriteNumber("start", source.LocationKind == "documentPage" ? 1 : 0);
        json.WriteNumber("end", quotation.End);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
