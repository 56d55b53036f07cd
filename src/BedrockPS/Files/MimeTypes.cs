using System;
using System.Collections.Generic;

namespace BedrockPS.Files;

/// <summary>Media types of the kinds of files the services read.</summary>
internal static class MimeTypes
{
    private static readonly Dictionary<string, string> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pdf"] = "application/pdf",
        ["csv"] = "text/csv",
        ["html"] = "text/html",
        ["htm"] = "text/html",
        ["txt"] = "text/plain",
        ["log"] = "text/plain",
        ["md"] = "text/markdown",
        ["json"] = "application/json",
        ["yaml"] = "application/yaml",
        ["yml"] = "application/yaml",
        ["xml"] = "application/xml",
        ["doc"] = "application/msword",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["png"] = "image/png",
        ["jpg"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
    };

    /// <param name="extension">With or without its dot.</param>
    /// <returns>Null for a kind of file that is not known.</returns>
    public static string? Of(string extension) => s_types.TryGetValue(extension.TrimStart('.'), out string? type) ? type : null;
}
