using System;
using System.Globalization;

namespace BedrockPS.Images;

/// <summary>Writes a picture's file as iTerm2's inline images; the terminal decodes it.</summary>
internal static class ITermGraphics
{
    public static string Write(byte[] file, CellBox box) => string.Format(
        CultureInfo.InvariantCulture,
        "\u001b]1337;File=inline=1;size={0};width={1};height={2};preserveAspectRatio=1:{3}\u0007",
        file.Length,
        box.Columns,
        box.Rows,
        Convert.ToBase64String(file));
}
