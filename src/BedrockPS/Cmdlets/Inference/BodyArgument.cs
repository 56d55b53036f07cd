using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text;
using BedrockPS.Api;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>What -Body takes, as the bytes to send: bytes and files as they are, JSON text, or an object written as JSON.</summary>
internal static class BodyArgument
{
    /// <exception cref="BedrockException">BodyInvalid, FileUnreadable, FileTooLarge, ParameterInvalid.</exception>
    public static byte[] ToBytes(object given, string contentType = "application/json", string name = "-Body")
    {
        object body = given is PSObject wrapped ? wrapped.BaseObject : given;
        switch (body)
        {
            case byte[] bytes:
                return bytes;
            case FileInfo file:
                return Material.ReadBytes(file, NativeBody.MaxLength);
            case string text:
                return !contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) || JsonText.IsJson(text)
                    ? Encoding.UTF8.GetBytes(text)
                    : throw new BedrockException("BodyInvalid", $"{name} is not valid JSON.");
            default:
                IReadOnlyDictionary<string, object?> map = PlainValue.ToMap(given, name);
                return JsonText.ToUtf8(writer => JsonValueWriter.WriteDocument(writer, map));
        }
    }
}
