using System;
using System.Globalization;
using System.Text;

namespace BedrockPS.Images;

/// <summary>Writes pixels as sixels: bands of six lines, a pass for each of up to 252 colours.</summary>
internal static class SixelGraphics
{
    private const int Reds = 6;
    private const int Greens = 7;
    private const int Blues = 6;
    private const int Colours = Reds * Greens * Blues;
    private const int Nothing = -1;
    private const int BandHeight = 6;

    public static string Write(Raster picture)
    {
        int[] colours = Dither(picture);
        bool[] used = new bool[Colours];
        foreach (int colour in colours)
        {
            if (colour != Nothing)
            {
                used[colour] = true;
            }
        }

        StringBuilder text = new(colours.Length / 2);
        text.AppendFormat(CultureInfo.InvariantCulture, "\u001bP0;1;0q\"1;1;{0};{1}", picture.Width, picture.Height);
        for (int colour = 0; colour < Colours; colour++)
        {
            if (used[colour])
            {
                (int red, int green, int blue) = Levels(colour);
                text.AppendFormat(
                    CultureInfo.InvariantCulture, "#{0};2;{1};{2};{3}", colour,
                    red * 100 / (Reds - 1), green * 100 / (Greens - 1), blue * 100 / (Blues - 1));
            }
        }

        byte[] sixels = new byte[picture.Width];
        for (int top = 0; top < picture.Height; top += BandHeight)
        {
            WriteBand(text, colours, picture.Width, top, Math.Min(BandHeight, picture.Height - top), sixels);
        }

        return text.Append("\u001b\\").ToString();
    }

    private static void WriteBand(StringBuilder text, int[] colours, int width, int top, int height, byte[] sixels)
    {
        bool[] here = new bool[Colours];
        for (int i = top * width; i < (top + height) * width; i++)
        {
            if (colours[i] != Nothing)
            {
                here[colours[i]] = true;
            }
        }

        for (int colour = 0; colour < Colours; colour++)
        {
            if (!here[colour])
            {
                continue;
            }

            for (int x = 0; x < width; x++)
            {
                int bits = 0;
                for (int y = 0; y < height; y++)
                {
                    bits |= colours[((top + y) * width) + x] == colour ? 1 << y : 0;
                }

                sixels[x] = (byte)(bits + '?');
            }

            text.Append('#').Append(colour);
            WriteRuns(text, sixels);
            text.Append('$');
        }

        text.Append('-');
    }

    private static void WriteRuns(StringBuilder text, byte[] sixels)
    {
        for (int start = 0; start < sixels.Length;)
        {
            int end = start + 1;
            while (end < sixels.Length && sixels[end] == sixels[start])
            {
                end++;
            }

            if (end - start > 3)
            {
                text.Append('!').Append(end - start).Append((char)sixels[start]);
            }
            else
            {
                text.Append((char)sixels[start], end - start);
            }

            start = end;
        }
    }

    /// <summary>The nearest of the colours for each pixel, what it misses given on to its neighbours.</summary>
    private static int[] Dither(Raster picture)
    {
        int width = picture.Width;
        int[] result = new int[width * picture.Height];
        int[] here = new int[(width + 2) * 3];
        int[] below = new int[(width + 2) * 3];
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            for (int x = 0; x < width; x++)
            {
                ReadOnlySpan<byte> pixel = row.Slice(x * Raster.BytesPerPixel, Raster.BytesPerPixel);
                result[(y * width) + x] = pixel[3] < 128 ? Nothing : Nearest(pixel, here, below, (x + 1) * 3);
            }

            (here, below) = (below, here);
            Array.Clear(below, 0, below.Length);
        }

        return result;
    }

    private static int Nearest(ReadOnlySpan<byte> pixel, int[] here, int[] below, int at)
    {
        int colour = 0;
        for (int channel = 0; channel < 3; channel++)
        {
            int most = (channel == 1 ? Greens : channel == 0 ? Reds : Blues) - 1;
            int wanted = Math.Max(0, Math.Min(255, pixel[channel] + (here[at + channel] / 16)));
            int level = ((wanted * most) + 127) / 255;
            int error = wanted - (level * 255 / most);
            here[at + channel + 3] += error * 7;
            below[at + channel - 3] += error * 3;
            below[at + channel] += error * 5;
            below[at + channel + 3] += error;
            colour = (colour * (most + 1)) + level;
        }

        return colour;
    }

    private static (int Red, int Green, int Blue) Levels(int colour) => (colour / Blues / Greens, colour / Blues % Greens, colour % Blues);
}
