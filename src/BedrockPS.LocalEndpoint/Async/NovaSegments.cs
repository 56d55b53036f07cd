using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Embeddings;
using BedrockPS.Local.Families;
using BedrockPS.Local.Http;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Storage;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Async;

/// <summary>Nova's embeddings of long texts, sound and video: a file of segments for each kind, and one that names these.</summary>
internal sealed class NovaSegments : AsyncJob
{
    private const double DefaultSeconds = 5;
    private const int DefaultCharacters = 32_000;

    private readonly string _kind;
    private readonly int _dimension;
    private readonly MediaSource _source;
    private readonly string? _text;
    private readonly double _seconds;
    private readonly int _characters;

    private NovaSegments(string kind, int dimension, MediaSource source, string? text, double seconds, int characters)
    {
        _kind = kind;
        _dimension = dimension;
        _source = source;
        _text = text;
        _seconds = seconds;
        _characters = characters;
    }

    public static NovaSegments Read(JsonElement input)
    {
        CheckOneOf(input.OptionalText("schemaVersion"), "schemaVersion", "nova-multimodal-embed-v1");
        CheckOneOf(input.RequiredText("taskType"), "taskType", "SEGMENTED_EMBEDDING");
        JsonElement parameters = input.Required("segmentedEmbeddingParams", JsonValueKind.Object);
        parameters.RequiredText("embeddingPurpose");
        int dimension = parameters.OptionalNumber("embeddingDimension", 256, 3072) ?? 3072;
        CheckOneOf(dimension.ToString(CultureInfo.InvariantCulture), "segmentedEmbeddingParams/embeddingDimension", "256", "384", "1024", "3072");
        foreach (string kind in new[] { "text", "audio", "video" })
        {
            if (parameters.Optional(kind, JsonValueKind.Object) is not JsonElement media)
            {
                continue;
            }

            JsonElement? segments = media.Optional("segmentationConfig", JsonValueKind.Object);
            string? value = kind == "text" ? media.OptionalText("value") : null;
            return new NovaSegments(
                kind,
                dimension,
                value is null ? ReadSource(media.Required("source", JsonValueKind.Object)) : default,
                value,
                segments?.OptionalReal("durationSeconds", 1, 30) ?? DefaultSeconds,
                segments?.OptionalNumber("maxLengthChars", 800, 50_000) ?? DefaultCharacters);
        }

        throw ServiceFault.Validation("#/segmentedEmbeddingParams: one of text, audio or video is required");
    }

    public override async Task<IReadOnlyList<string>> WriteAsync(IObjectStore store, S3Address folder, CancellationToken cancellationToken)
    {
        byte[] media = _text is null ? await LoadAsync(store, _source, cancellationToken).ConfigureAwait(false) : [];
        string text = _kind != "text" ? "" : _text ?? Encoding.UTF8.GetString(media);
        string name = $"embedding-{(_kind == "video" ? "audio-video" : _kind)}.jsonl";
        ByteBuffer lines = new(16 * 1024);
        int segments = _kind == "text" ? Math.Max(1, (text.Length + _characters - 1) / _characters) : 2 + (media.Length % 4);
        for (int i = 0; i < segments; i++)
        {
            using (Utf8JsonWriter json = new(lines, JsonText.WriterOptions))
            {
                WriteSegment(json, i, text, media);
            }

            lines.Add("\n"u8);
        }

        await WriteAsync(store, folder, name, "application/jsonl", lines.ToArray(), cancellationToken).ConfigureAwait(false);
        await store.WriteJsonAsync(
            folder.Bucket, folder.Key + "segmented-embedding-result.json", json => WriteResult(json, folder + name), cancellationToken).ConfigureAwait(false);
        return [name, "segmented-embedding-result.json"];
    }

    private void WriteSegment(Utf8JsonWriter json, int segment, string text, byte[] media)
    {
        int start = segment * _characters;
        int end = Math.Min(text.Length, start + _characters);
        float[] vector = _kind == "text"
            ? HashedVector.OfText(text.Substring(start, end - start), _dimension, unit: true)
            : HashedVector.OfBytes([.. media, (byte)segment], _dimension, unit: true);
        json.WriteStartObject();
        json.WriteStartArray("embedding");
        foreach (float value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
        json.WriteStartObject("segmentMetadata");
        json.WriteNumber("segmentIndex", segment);
        if (_kind == "text")
        {
            json.WriteNumber("segmentStartCharPosition", start);
            json.WriteNumber("segmentEndCharPosition", end);
        }
        else
        {
            json.WriteNumber("segmentStartSeconds", segment * _seconds);
            json.WriteNumber("segmentEndSeconds", (segment + 1) * _seconds);
        }

        json.WriteEndObject();
        json.WriteString("status", "SUCCESS");
        json.WriteEndObject();
    }

    private void WriteResult(Utf8JsonWriter json, string file)
    {
        json.WriteStartObject();
        if (_source.Uri is string uri)
        {
            json.WriteString("sourceFileUri", uri);
        }

        json.WriteNumber("embeddingDimension", _dimension);
        json.WriteStartArray("embeddingResults");
        json.WriteStartObject();
        json.WriteString("embeddingType", _kind == "video" ? "AUDIO_VIDEO_COMBINED" : _kind.ToUpperInvariant());
        json.WriteString("status", "SUCCESS");
        json.WriteString("outputFileUri", file);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static MediaSource ReadSource(JsonElement source) =>
        source.Optional("s3Location", JsonValueKind.Object) is JsonElement place
            ? new MediaSource(null, S3Address.Parse(place.RequiredText("uri")).ToString())
            : new MediaSource(Base64(source, "bytes"), null);
}
