using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Storage;

namespace BedrockPS.Local.Knowledge;

/// <summary>Documents that are sent with a question, or lie in the endpoint's storage. Those that are no text are known by their name alone.</summary>
internal static class ExternalSources
{
    private const int MaxLength = 10_485_760;

    private static readonly string[] s_texts = [".txt", ".md", ".html", ".csv"];

    /// <exception cref="ServiceFault">ValidationException: the source has no content of its type.</exception>
    public static async Task<IEnumerable<StoredPassage>> ReadAsync(Dictionary<string, object?> source, IObjectStore objects, CancellationToken cancellationToken)
    {
        if (source.Text("sourceType") == "S3")
        {
            string uri = source.Map("s3Location")?.Text("uri") ?? throw ServiceFault.Validation("s3Location is required with the source type S3.");
            string text = await ReadAsync(uri, objects, cancellationToken).ConfigureAwait(false) ?? $"The document {uri}.";
            return DocumentChunks.Of(text).Select(chunk => new StoredPassage(uri, chunk, []));
        }

        Dictionary<string, object?> content = source.Map("byteContent")
            ?? throw ServiceFault.Validation("byteContent is required with the source type BYTE_CONTENT.");
        string name = content.Text("identifier")!;
        string type = content.Text("contentType")!;
        string said = type.StartsWith("text/", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString((byte[])content.Get("data")!)
            : $"The document {name}, {type}.";
        return DocumentChunks.Of(said).Select(chunk => new StoredPassage(name, chunk, []) { IsCustom = true });
    }

    /// <summary>Null for what is not there, or no text.</summary>
    private static async Task<string?> ReadAsync(string uri, IObjectStore objects, CancellationToken cancellationToken)
    {
        string[] parts = uri.Substring("s3://".Length).Split(['/'], 2);
        if (!s_texts.Contains(Path.GetExtension(uri)))
        {
            return null;
        }

        try
        {
            if (await objects.FindAsync(parts[0], parts[1], cancellationToken).ConfigureAwait(false) is not { Length: <= MaxLength })
            {
                return null;
            }

            using Stream stream = await objects.OpenAsync(parts[0], parts[1], cancellationToken).ConfigureAwait(false);
            using StreamReader reader = new(stream, Encoding.UTF8);
            return await reader.ReadToEndAsync().ConfigureAwait(false);
        }
        catch (ServiceFault)
        {
            return null;
        }
    }
}
