using System;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>
/// Reads answers whose shape the service may change: what is missing, null or of another kind is simply not there.
/// </summary>
internal static class LenientJson
{
    /// <summary>The member, or an element of kind Undefined.</summary>
    public static JsonElement At(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    /// <summary>The first item of an array member, or an element of kind Undefined.</summary>
    public static JsonElement FirstOf(this JsonElement element, ReadOnlySpan<byte> name)
    {
        JsonElement list = element.At(name);
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 ? list[0] : default;
    }

    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name)
    {
        JsonElement value = element.At(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>A count; 0 when there is none.</summary>
    public static long Count(this JsonElement element, ReadOnlySpan<byte> name)
    {
        JsonElement value = element.At(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) ? count : 0;
    }

    /// <summary>A count, or what is known already.</summary>
    public static long CountOr(this JsonElement element, ReadOnlySpan<byte> name, long known)
    {
        JsonElement value = element.At(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) ? count : known;
    }

    public static bool IsTrue(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.At(name).ValueKind == JsonValueKind.True;

    /// <summary>The items of an array member; none when there is no such array.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, ReadOnlySpan<byte> name)
    {
        JsonElement value = element.At(name);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
    }
}
