using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Embeddings;
using BedrockPS.Local.Families;
using BedrockPS.Local.Storage;

namespace BedrockPS.Local.Async;

/// <summary>
/// Marengo on texts, pictures, sound and video. How long media are is not looked up: their number of segments comes from their bytes.
/// </summary>
internal sealed class MarengoMedia : AsyncJob
{
    private const double SegmentSeconds = 6;

    private readonly string _kind;
    private readonly int _dimension;
    private readonly string? _text;
    private readonly MediaSource? _source;
    private readonly double _start;
    private readonly double _segment;
    private readonly string[] _options;

    private MarengoMedia(string kind, int dimension, string? text, MediaSource? source, double start, double segment, string[] options)
    {
        _kind = kind;
        _dimension = dimension;
        _text = text;
        _source = source;
        _start = start;
        _segment = segment;
        _options = options;
    }

    public static MarengoMedia Read(JsonElement input, bool isNested)
    {
        string kind = input.RequiredText("inputType");
        CheckOneOf(kind, "inputType", "text", "image", "text_image", "audio", "video");
        JsonElement body = isNested ? input.Required(kind, JsonValueKind.Object) : input;
        string? text = kind is "text" or "text_image" ? body.RequiredText("inputText") : null;
        MediaSource? source = kind == "text" ? null : ReadSource(body.Required("mediaSource", JsonValueKind.Object));
        string[] options = [.. body.Texts("embeddingOption")];
        if (options.Length == 0)
        {
            options = kind == "video" ? ["visual-text", "visual-image", "audio"] : [kind];
        }

        return new MarengoMedia(
            kind,
            isNested ? 512 : 1024,
            text,
            source,
            body.OptionalReal("startSec", 0, 36_000) ?? 0,
            body.OptionalReal("useFixedLengthSec", 2, 10) ?? SegmentSeconds,
            options);
    }

    public override async Task<IReadOnlyList<string>> WriteAsync(IObjectStore store, S3Address folder, CancellationToken cancellationToken)
    {
        byte[] media = _source is MediaSource source ? await LoadAsync(store, source, cancellationToken).ConfigureAwait(false) : [];
        await store.WriteJsonAsync(folder.Bucket, folder.Key + "output.json", json => Write(json, media), cancellationToken).ConfigureAwait(false);
        return ["output.json"];
    }

    private void Write(Utf8JsonWriter json, byte[] media)
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        bool hasTime = _kind is "audio" or "video";
        int segments = hasTime ? 2 + (media.Length % 4) : 1;
        for (int segment = 0; segment < segments; segment++)
        {
            foreach (string option in _options)
            {
                json.WriteStartObject();
                json.WriteStartArray("embedding");
                foreach (float value in Vector(media, segment, option))
                {
                    json.WriteNumberValue(value);
                }

                json.WriteEndArray();
                json.WriteString("embeddingOption", option);
                if (hasTime)
                {
                    json.WriteNumber("startSec", _start + (segment * _segment));
                    json.WriteNumber("endSec", _start + ((segment + 1) * _segment));
                }

                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private float[] Vector(byte[] media, int segment, string option)
    {
        if (_kind == "text")
        {
            return HashedVector.OfText(_text!, _dimension, unit: true);
        }

        byte[] salt = Encoding.UTF8.GetBytes($"{option} {segment}");
        float[] vector = HashedVector.OfBytes([.. media, .. salt], _dimension, unit: true);
        return _text is null ? vector : HashedVector.Mean(HashedVector.OfText(_text, _dimension, unit: true), vector, unit: true);
    }

    private static MediaSource ReadSource(JsonElement source) =>
        source.Optional("s3Location", JsonValueKind.Object) is JsonElement place
            ? new MediaSource(null, S3Address.Parse(place.RequiredText("uri")).ToString())
            : new MediaSource(Base64(source, "base64String"), null);
}
