using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Storage;

namespace BedrockPS.Local.Async;

/// <summary>What an asynchronous invocation is asked for, found good; and how it is done.</summary>
internal abstract class AsyncJob
{
    /// <summary>Reads the model's input.</summary>
    /// <exception cref="ServiceFault">ValidationException: the input is not the model's, or it takes none asynchronously.</exception>
    public static AsyncJob Of(CatalogueModel model, JsonElement input) => model.Family switch
    {
        "nova-reel" => NovaReel.Read(model, input),
        "luma" => LumaRay.Read(input),
        "marengo" or "marengo-3" => MarengoMedia.Read(input, model.Family == "marengo-3"),
        "nova-embed" => NovaSegments.Read(input),
        _ => throw ServiceFault.Validation($"The model {model.Id} cannot be invoked asynchronously."),
    };

    /// <summary>Leaves its files in the folder; gives their names.</summary>
    public abstract Task<IReadOnlyList<string>> WriteAsync(IObjectStore store, S3Address folder, CancellationToken cancellationToken);

    protected static Task WriteAsync(
        IObjectStore store, S3Address folder, string name, string type, byte[] content, CancellationToken cancellationToken) =>
        store.WriteAsync(folder.Bucket, folder.Key + name, type, content, cancellationToken);

    /// <summary>The bytes of media that are in the input, or in S3.</summary>
    protected static async Task<byte[]> LoadAsync(IObjectStore store, MediaSource source, CancellationToken cancellationToken)
    {
        if (source.Bytes is byte[] bytes)
        {
            return bytes;
        }

        S3Address place = S3Address.Parse(source.Uri);
        using Stream stream = await store.OpenAsync(place.Bucket, place.Key, cancellationToken).ConfigureAwait(false);
        using MemoryStream content = new();
        await stream.CopyToAsync(content, 81920, cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    protected static void CheckText(string text, int most, string key)
    {
        if (text.Length < 1 || text.Length > most)
        {
            throw ServiceFault.Validation($"#/{key}: expected 1 to {most} characters, actual: {text.Length}");
        }
    }

    protected static byte[] Base64(JsonElement body, string key)
    {
        try
        {
            return Convert.FromBase64String(body.RequiredText(key));
        }
        catch (FormatException)
        {
            throw ServiceFault.Validation($"#/{key}: not base64");
        }
    }

    protected static void CheckOneOf(string? value, string key, params string[] allowed)
    {
        if (value is not null && Array.IndexOf(allowed, value) < 0)
        {
            throw ServiceFault.Validation($"#/{key}: '{value}' is none of {string.Join(", ", allowed)}");
        }
    }
}
