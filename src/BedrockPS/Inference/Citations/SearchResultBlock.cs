using System.Collections.Generic;
using System.Text;
using System.Text.Json.Nodes;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>Search results as content a model can cite, and the wish for citations.</summary>
internal static class SearchResultBlock
{
    private static readonly string[] s_kinds = ["document", "searchResult"];

    public static ContentBlock Create(string source, string title, IReadOnlyList<string> content) =>
        ContentBlock.FromJson("searchResult", Encoding.UTF8.GetString(JsonText.ToUtf8(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("source", source);
            writer.WriteString("title", title);
            writer.WriteStartArray("content");
            foreach (string text in content)
            {
                writer.WriteStartObject();
                writer.WriteString("text", text);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        })));

    /// <summary>Asks for citations of every document and search result of the content.</summary>
    /// <exception cref="BedrockException">ParameterInvalid: there is none.</exception>
    public static void AskForCitations(List<ContentBlock> content)
    {
        bool found = false;
        for (int i = 0; i < content.Count; i++)
        {
            if (System.Array.IndexOf(s_kinds, content[i].Kind) >= 0)
            {
                content[i] = content[i].With("citations", new JsonObject { ["enabled"] = true });
                found = true;
            }
        }

        if (!found)
        {
            throw new BedrockException("ParameterInvalid", "-Citation needs something to cite.")
            {
                RecommendedAction = "Give documents with -Document, where a text file is a document too, or results with -SearchResult.",
            };
        }
    }
}
