using System.Text.Json;

namespace BedrockPS.Local.Images;

/// <summary>The answer of Stability's models: parallel lists with one place each.</summary>
internal static class StabilityAnswer
{
    /// <param name="json">Takes the answer.</param>
    /// <param name="prompt">Its words decide what the filter does.</param>
    /// <param name="seed">The seed used.</param>
    /// <param name="paint">Makes the picture; not called where the filter keeps it.</param>
    public static void Write(Utf8JsonWriter json, string? prompt, long seed, System.Func<byte[]> paint)
    {
        string? reason = ImageFilter.RefusesPrompt(prompt) ? "Filter reason: prompt"
            : ImageFilter.WithholdsPicture(prompt) ? "Filter reason: output image"
            : null;
        json.WriteStartObject();
        if (reason is not null)
        {
            json.WriteStartArray("finish_reasons");
            json.WriteStringValue(reason);
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartArray("seeds");
            json.WriteNumberValue(seed);
            json.WriteEndArray();
            json.WriteStartArray("finish_reasons");
            json.WriteNullValue();
            json.WriteEndArray();
            json.WriteStartArray("images");
            json.WriteBase64StringValue(paint());
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
