using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using BedrockPS.Files;
using BedrockPS.Inference;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>A resource as a JSON file for source control: what makes it, in a steady order, without ids and times of its own.</summary>
internal static class BundleFile
{
    private const string Format = "BedrockPS.Resource";
    private const int Version = 1;

    /// <summary>A reader sees the old file or the new one.</summary>
    public static void Write(string path, ResourceBundle bundle)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = true, Encoder = JsonText.WriterOptions.Encoder }))
        {
            JsonValueWriter.WriteDocument(writer, ToValue(bundle, isRoot: true));
        }

        // The same bytes on every system: line ends are no difference between two versions.
        byte[] bytes = ValueBytes.Utf8.GetBytes(ValueBytes.Utf8.GetString(buffer.ToArray()).Replace("\r\n", "\n") + "\n");
        PrivateFile.Write(path, stream => stream.Write(bytes, 0, bytes.Length));
    }

    /// <exception cref="BedrockException">ResourceFileInvalid, ResourceFileVersion, and what reading a file may give.</exception>
    public static ResourceBundle Read(string path)
    {
        byte[] bytes = Material.ReadBytes(new FileInfo(path), long.MaxValue);
        IReadOnlyDictionary<string, object?> root;
        try
        {
            root = JsonText.Parse(bytes) as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>();
        }
        catch (JsonException exception)
        {
            throw Invalid(path, "it is no JSON: " + exception.Message, exception);
        }

        if (root.Text("format") != Format)
        {
            throw Invalid(path, $"it does not say \"format\": \"{Format}\".");
        }

        int version = root.TryGetValue("version", out object? value) ? Convert.ToInt32(value) : 0;
        return version <= Version
            ? ToBundle(path, root)
            : throw new BedrockException("ResourceFileVersion", $"'{path}' has version {version}; this module reads up to version {Version}.");
    }

    private static Dictionary<string, object?> ToValue(ResourceBundle bundle, bool isRoot)
    {
        Dictionary<string, object?> value = [];
        if (isRoot)
        {
            value["format"] = Format;
            value["version"] = Version;
        }

        value["type"] = bundle.Type.Name;
        value["content"] = bundle.Content;
        if (bundle.Children.Count > 0)
        {
            value["children"] = bundle.Children.ConvertAll(static child => (object?)ToValue(child, isRoot: false));
        }

        return value;
    }

    private static ResourceBundle ToBundle(string path, IReadOnlyDictionary<string, object?> value)
    {
        if (ResourceTypes.Named(value.Text("type")) is not { Create: not null } type)
        {
            throw Invalid(path, $"'{value.Text("type")}' is no type this module can make.");
        }

        ResourceBundle bundle = new(type, value.Map("content").ToDictionary(static member => member.Key, static member => member.Value));
        bundle.Children.AddRange(value.Maps("children").Select(child => ToBundle(path, child)));
        return bundle;
    }

    private static BedrockException Invalid(string path, string why, Exception? cause = null) =>
        new("ResourceFileInvalid", $"'{path}' is not a resource that Export-BRResource wrote: {why}", cause);
}
