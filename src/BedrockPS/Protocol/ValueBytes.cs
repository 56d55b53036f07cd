using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using BedrockPS.Files;

namespace BedrockPS.Protocol;

/// <summary>Bytes out of what callers pass for a blob.</summary>
internal static class ValueBytes
{
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Null when the value holds no bytes. A stream is read from where it stands and left open.</summary>
    /// <exception cref="BedrockException">FileUnreadable.</exception>
    public static byte[]? Read(object value)
    {
        switch (value)
        {
            case byte[] bytes:
                return bytes;
            case ReadOnlyMemory<byte> memory:
                return memory.ToArray();
            case Memory<byte> memory:
                return memory.ToArray();
            case ArraySegment<byte> segment:
                return segment.AsSpan().ToArray();
            case IReadOnlyCollection<byte> list:
                return [.. list];
            case MemoryStream { Position: 0 } memory:
                return memory.ToArray();
            case Stream stream:
                using (MemoryStream copy = new())
                {
                    stream.CopyTo(copy);
                    return copy.ToArray();
                }

            case FileInfo file:
                try
                {
                    return File.ReadAllBytes(file.FullName);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    throw FileFailure.Reading(file.FullName, exception);
                }

            case IReadOnlyList<object?> { Count: > 0 } items:
                return FromNumbers(items);
            default:
                return null;
        }
    }

    /// <summary>PowerShell arrays of numbers, such as 1, 2, 255.</summary>
    private static byte[]? FromNumbers(IReadOnlyList<object?> items)
    {
        byte[] bytes = new byte[items.Count];
        for (int index = 0; index < bytes.Length; index++)
        {
            switch (items[index])
            {
                case byte small:
                    bytes[index] = small;
                    break;
                case int number and >= 0 and <= 255:
                    bytes[index] = (byte)number;
                    break;
                case long number and >= 0 and <= 255:
                    bytes[index] = (byte)number;
                    break;
                default:
                    return null;
            }
        }

        return bytes;
    }
}
