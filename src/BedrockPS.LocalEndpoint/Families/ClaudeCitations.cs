using System.Text.Json;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>Where a text was taken from, in Anthropic's words.</summary>
internal static class ClaudeCitations
{
    public static void WriteAll(Utf8JsonWriter json, AnswerBlock block)
    {
        json.WriteStartArray("citations");
        foreach (Quotation quotation in block.Quotations)
        {
            json.WriteStartObject();
            WriteMembers(json, quotation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteMembers(Utf8JsonWriter json, Quotation quotation)
    {
        bool isPage = quotation.Source.LocationKind == "documentPage";
        json.WriteString("type", isPage ? "page_location" : "char_location");
        json.WriteString("cited_text", quotation.Text);
        json.WriteNumber("document_index", quotation.Source.Index);
        json.WriteString("document_title", quotation.Source.Title);
        json.WriteNumber(isPage ? "start_page_number" : "start_char_index", isPage ? 1 : 0);
        json.WriteNumber(isPage ? "end_page_number" : "end_char_index", quotation.End);
    }
}
