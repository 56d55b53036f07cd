using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Http;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Storage;

/// <summary>Small objects in one go.</summary>
internal static class ObjectStoreWriting
{
    public static async Task WriteAsync(
        this IObjectStore store, string bucket, string key, string contentType, byte[] content, CancellationToken cancellationToken)
    {
        using ObjectWriter writer = await store.CreateAsync(bucket, key, contentType, cancellationToken).ConfigureAwait(false);
        await writer.Stream.WriteAsync(content, 0, content.Length, cancellationToken).ConfigureAwait(false);
        await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    public static Task WriteJsonAsync(
        this IObjectStore store, string bucket, string key, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        ByteBuffer content = new(1024);
        using (Utf8JsonWriter json = new(content, JsonText.WriterOptions))
        {
            write(json);
        }

        return store.WriteAsync(bucket, key, "application/json", content.ToArray(), cancellationToken);
    }
}
