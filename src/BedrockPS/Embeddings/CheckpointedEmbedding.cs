using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Storage;

namespace BedrockPS.Embeddings;

/// <summary>Takes embeddings from a checkpoint, and has the rest made and kept there. Each input is kept by itself, however calls were shared.</summary>
internal sealed class CheckpointedEmbedding
{
    private readonly CheckpointFile _checkpoint;
    private readonly EmbeddingClient _client;
    private readonly Action<string> _warn;

    /// <param name="checkpoint">The run's checkpoint.</param>
    /// <param name="client">Makes embeddings.</param>
    /// <param name="warn">Told when one cannot be kept; may run on any thread.</param>
    public CheckpointedEmbedding(CheckpointFile checkpoint, EmbeddingClient client, Action<string> warn)
    {
        _checkpoint = checkpoint;
        _client = client;
        _warn = warn;
    }

    /// <summary>One result an input, in their order.</summary>
    /// <exception cref="BedrockException">The checkpoint cannot be read.</exception>
    public async Task<IReadOnlyList<EmbeddingResult>> EmbedAsync(IReadOnlyList<EmbeddingInput> inputs, CancellationToken cancellationToken)
    {
        CheckpointEntry[] entries = new CheckpointEntry[inputs.Count];
        for (int i = 0; i < entries.Length; i++)
        {
            // Before the first wait, so that inputs take their places in order.
            entries[i] = _checkpoint.OpenEntry(_client.Describe(inputs[i]));
        }

        EmbeddingResult[] results = new EmbeddingResult[entries.Length];
        List<int> missing = [];
        for (int i = 0; i < entries.Length; i++)
        {
            EmbeddingInput input = inputs[i];
            if (await entries[i].ReadAsync(root => Read(root, input), cancellationToken).ConfigureAwait(false) is Embedding kept)
            {
                results[i] = new EmbeddingResult(input, kept);
            }
            else
            {
                missing.Add(i);
            }
        }

        if (missing.Count == 0)
        {
            return results;
        }

        IReadOnlyList<EmbeddingResult> made =
            await _client.EmbedAsync(missing.ConvertAll(index => inputs[index]), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < made.Count; i++)
        {
            results[missing[i]] = made[i];
            if (made[i].Embedding is Embedding embedding)
            {
                await KeepAsync(entries[missing[i]], embedding, cancellationToken).ConfigureAwait(false);
            }
        }

        return results;
    }

    private async Task KeepAsync(CheckpointEntry entry, Embedding embedding, CancellationToken cancellationToken)
    {
        try
        {
            await entry.AppendAsync(writer => Write(writer, embedding), cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            // It is here and paid for.
            _warn($"An embedding could not be kept in {_checkpoint.Name}: {exception.Message}");
        }
    }

    /// <summary>The numbers as the bytes they are in memory: a third of what their digits take, and nothing is rounded.</summary>
    private static void Write(Utf8JsonWriter writer, Embedding embedding)
    {
        byte[] bytes = new byte[embedding.Vector.Length * sizeof(float)];
        Buffer.BlockCopy(embedding.Vector, 0, bytes, 0, bytes.Length);
        writer.WriteStartObject();
        writer.WriteString("model", embedding.Model);
        writer.WriteString("type", embedding.EmbeddingType);
        if (embedding.TokenCount is int tokens)
        {
            writer.WriteNumber("tokens", tokens);
        }

        writer.WriteBase64String("vector", bytes);
        writer.WriteEndObject();
    }

    private static Embedding Read(JsonElement root, EmbeddingInput input)
    {
        byte[] bytes = root.GetProperty("vector").GetBytesFromBase64();
        if (bytes.Length == 0 || bytes.Length % sizeof(float) != 0)
        {
            throw new FormatException("The vector is cut.");
        }

        float[] vector = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, vector, 0, bytes.Length);
        return new Embedding(
            vector,
            root.GetProperty("model").GetString()!,
            root.GetProperty("type").GetString()!,
            input.Source,
            root.TryGetProperty("tokens", out JsonElement tokens) ? tokens.GetInt32() : null)
        {
            FromCache = true,
        };
    }
}
