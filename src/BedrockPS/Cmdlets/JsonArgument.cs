using System.IO;
using BedrockPS.Files;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>JSON documents that are kept as they are: forms and policies, given as objects, text or files.</summary>
internal static class JsonArgument
{
    /// <param name="given">Hashtable, object, JSON text, bytes or a file.</param>
    /// <param name="name">What messages call it, such as -Policy.</param>
    /// <exception cref="BedrockException">BodyInvalid, FileUnreadable, FileTooLarge, ParameterInvalid.</exception>
    public static byte[] ToBytes(object given, string name) => BodyArgument.ToBytes(given, name: name);

    /// <exception cref="BedrockException">FileNotFound, FileUnreadable, FileTooLarge, BodyInvalid.</exception>
    public static byte[] FromFile(BedrockCmdlet cmdlet, string path)
    {
        FileInfo file = new(cmdlet.FullPathOf(path));
        byte[] bytes = Material.ReadBytes(file, NativeBody.MaxLength);
        return JsonText.IsJson(ValueBytes.Utf8.GetString(bytes))
            ? bytes
            : throw new BedrockException("BodyInvalid", $"'{file.FullName}' is not valid JSON.");
    }
}
