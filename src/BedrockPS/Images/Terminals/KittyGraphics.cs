using System;
using System.Globalization;
using System.Text;

namespace BedrockPS.Images;

/// <summary>Writes a PNG as kitty's terminals read it: base64 in pieces of 4096 characters.</summary>
internal static class KittyGraphics
{
    private const int PieceLength = 4096;

    public static string Write(byte[] png, CellBox box)
    {
        string data = Convert.ToBase64String(png);
        StringBuilder text = new(data.Length + (data.Length / PieceLength * 16) + 64);
        for (int at = 0; at < data.Length; at += PieceLength)
        {
            int length = Math.Min(PieceLength, data.Length - at);
            int more = at + length < data.Length ? 1 : 0;
            text.Append("\u001b_G");
            if (at == 0)
            {
                // Show it at once, say nothing back, and be so wide and high.
                text.AppendFormat(CultureInfo.InvariantCulture, "a=T,f=100,q=2,c={0},r={1},", box.Columns, box.Rows);
            }

            text.Append("m=").Append(more).Append(';').Append(data, at, length).Append("\u001b\\");
        }

        return text.ToString();
    }
}
