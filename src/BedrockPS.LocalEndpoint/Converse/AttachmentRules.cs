using System.Collections.Generic;
using System.Text.RegularExpressions;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Converse;

/// <summary>What a request may have attached: kinds the model takes, counts, sizes, names.</summary>
internal static class AttachmentRules
{
    private const int MaxImages = 20;
    private const int MaxDocuments = 5;
    private const int MaxImageBytes = 3_932_160;
    private const int MaxDocumentBytes = 4_718_592;
    private const int MaxMediaBytes = 25_000_000;

    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static void Check(Dictionary<string, object?> input, CatalogueModel model)
    {
        int documents = 0;
        int message = 0;
        foreach (Dictionary<string, object?> turn in input.Maps("messages"))
        {
            int images = 0;
            bool hasText = false;
            bool hasDocument = false;
            int block = 0;
            foreach (Dictionary<string, object?> content in turn.Maps("content"))
            {
                string where = $"messages.{message}.content.{block++}";
                hasText |= content.ContainsKey("text");
                hasDocument |= content.ContainsKey("document");
                CheckBlock(content, model, where);
                foreach (Dictionary<string, object?> part in content.Map("toolResult")?.Maps("content") ?? [])
                {
                    CheckBlock(part, model, where);
                }

                images += content.ContainsKey("image") ? 1 : 0;
                documents += content.ContainsKey("document") ? 1 : 0;
            }

            if (hasDocument && !hasText)
            {
                throw ServiceFault.Validation($"messages.{message}: a message with a document must have a text as well.");
            }

            if (images > MaxImages && !model.Can("images"))
            {
                throw ServiceFault.Validation($"messages.{message}: the message has {images} images; at most {MaxImages} are allowed.");
            }

            message++;
        }

        if (documents > MaxDocuments)
        {
            throw ServiceFault.Validation($"The request has {documents} documents; at most {MaxDocuments} are allowed.");
        }
    }

    private static void CheckBlock(Dictionary<string, object?> content, CatalogueModel model, string where)
    {
        foreach (string kind in content.Keys)
        {
            bool isTaken = kind switch
            {
                "image" => CatalogueModel.Has(model.Input, "IMAGE"),
                "video" => CatalogueModel.Has(model.Input, "VIDEO"),
                "audio" => CatalogueModel.Has(model.Input, "AUDIO") || CatalogueModel.Has(model.Input, "SPEECH"),
                "document" => !CatalogueModel.Has(model.Lacks, "documents"),
                _ => true,
            };
            if (!isTaken)
            {
                throw ServiceFault.Validation(
                    $"{where}: This model doesn't support the {kind} content block that you provided. Remove it, or use a model with {kind} input.");
            }

            if (content.Map(kind) is Dictionary<string, object?> value && kind is "image" or "video" or "audio" or "document" or "searchResult")
            {
                CheckValue(kind, content.Map(kind)!, model, where);
            }
        }
    }

    private static void CheckValue(string kind, Dictionary<string, object?> value, CatalogueModel model, string where)
    {
        if (value.Map("citations")?.Flag("enabled") == true && !model.Can("citations"))
        {
            throw ServiceFault.Validation($"{where}: This model doesn't support citations.");
        }

        int most = MostOf(kind, value, model);
        if (value.Map("source")?.Get("bytes") is byte[] bytes && bytes.Length > most)
        {
            throw ServiceFault.Validation($"{where}: the {kind} has {bytes.Length} bytes; at most {most} are allowed.");
        }

        if (kind == "document" && !Regex.IsMatch(value.Text("name") ?? "", @"^[A-Za-z0-9\-()\[\]]+(\s[A-Za-z0-9\-()\[\]]+)*$"))
        {
            throw ServiceFault.Validation(
                $"{where}: The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and "
                + "square brackets. The name can't contain more than one consecutive whitespace character.");
        }
    }

    /// <summary>Bytes one may have; where a model takes larger ones, only the request as a whole is bounded.</summary>
    private static int MostOf(string kind, Dictionary<string, object?> value, CatalogueModel model) => kind switch
    {
        "image" => model.Can("images") ? MaxMediaBytes : MaxImageBytes,
        "document" => model.Can(value.Text("format") ?? "") ? MaxMediaBytes : MaxDocumentBytes,
        _ => MaxMediaBytes,
    };
}
