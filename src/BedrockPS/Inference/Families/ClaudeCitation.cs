using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Inference.Families;

/// <summary>Turns Anthropic's citations into Converse's.</summary>
internal static class ClaudeCitation
{
    public static string ToConverse(JsonElement citation)
    {
        BodyMembers converse = new();
        converse
            .Set("title", citation.Text("document_title"u8) ?? citation.Text("title"u8))
            .Set("source", citation.Text("source"u8));
        if (citation.Text("cited_text"u8) is string text)
        {
            converse.Set("sourceContent", new List<object?> { new Dictionary<string, object?> { ["text"] = text } });
        }

        (string Kind, Dictionary<string, object?> Place)? location = citation.Text("type"u8) switch
        {
            "char_location" => ("documentChar", Place(citation, "document_index", "start_char_index", "end_char_index")),
            "page_location" => ("documentPage", Place(citation, "document_index", "start_page_number", "end_page_number")),
            "content_block_location" => ("documentChunk", Place(citation, "document_index", "start_block_index", "end_block_index")),
            "search_result_location" => ("searchResultLocation", Place(citation, "search_result_index", "start_block_index", "end_block_index", "searchResultIndex")),
            "web_search_result_location" => ("web", new Dictionary<string, object?> { ["url"] = citation.Text("url"u8) }),
            _ => null,
        };
        if (location is (string kind, Dictionary<string, object?> place))
        {
            converse.Set("location", new Dictionary<string, object?> { [kind] = place });
        }

        return JsonText.Of(converse.Values);
    }

    private static Dictionary<string, object?> Place(JsonElement citation, string index, string start, string end, string indexName = "documentIndex")
    {
        Dictionary<string, object?> place = [];
        Add(indexName, index);
        Add("start", start);
        Add("end", end);
        return place;

        void Add(string name, string member)
        {
            if (citation.TryGetProperty(member, out JsonElement value) && value.TryGetInt64(out long number))
            {
                place[name] = number;
            }
        }
    }
}
