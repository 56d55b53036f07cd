using System;
using System.Globalization;
using System.Text;

namespace BedrockPS.Images;

/// <summary>Draws a picture with half blocks: each cell is two pixels, one above the other.</summary>
internal static class BlockGraphics
{
    private const byte Visible = 128;

    private static readonly (ConsoleColor Name, int Ansi, int Red, int Green, int Blue)[] s_sixteen =
    [
        (ConsoleColor.Black, 0, 0, 0, 0), (ConsoleColor.DarkRed, 1, 128, 0, 0), (ConsoleColor.DarkGreen, 2, 0, 128, 0),
        (ConsoleColor.DarkYellow, 3, 128, 128, 0), (ConsoleColor.DarkBlue, 4, 0, 0, 128), (ConsoleColor.DarkMagenta, 5, 128, 0, 128),
        (ConsoleColor.DarkCyan, 6, 0, 128, 128), (ConsoleColor.Gray, 7, 192, 192, 192), (ConsoleColor.DarkGray, 60, 128, 128, 128),
        (ConsoleColor.Red, 61, 255, 0, 0), (ConsoleColor.Green, 62, 0, 255, 0), (ConsoleColor.Yellow, 63, 255, 255, 0),
        (ConsoleColor.Blue, 64, 0, 0, 255), (ConsoleColor.Magenta, 65, 255, 0, 255), (ConsoleColor.Cyan, 66, 0, 255, 255),
        (ConsoleColor.White, 67, 255, 255, 255),
    ];

    /// <summary>One line of text for every two lines of pixels, with escape sequences.</summary>
    public static string[] Write(Raster picture, TerminalColour depth)
    {
        string[] lines = new string[(picture.Height + 1) / 2];
        for (int i = 0; i < lines.Length; i++)
        {
            StringBuilder text = new();
            string last = "";
            Walk(picture, i, (glyph, fore, back) =>
            {
                string style = Style(fore, depth, isBack: false) + Style(back, depth, isBack: true);
                if (style != last)
                {
                    text.Append("\u001b[0").Append(style).Append('m');
                    last = style;
                }

                text.Append(glyph);
            });
            lines[i] = text.Append("\u001b[0m").ToString();
        }

        return lines;
    }

    /// <summary>The same for hosts without escape sequences, a cell at a time.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="background">The host's own background.</param>
    /// <param name="cell">Draws a cell.</param>
    /// <param name="endLine">Ends a line.</param>
    public static void Draw(Raster picture, ConsoleColor background, Action<ConsoleColor, ConsoleColor, char> cell, Action endLine)
    {
        for (int i = 0; i < (picture.Height + 1) / 2; i++)
        {
            Walk(picture, i, (glyph, fore, back) => cell(
                fore is Rgb front ? s_sixteen[Nearest(front)].Name : background,
                back is Rgb behind ? s_sixteen[Nearest(behind)].Name : background,
                glyph));
            endLine();
        }
    }

    private static void Walk(Raster picture, int line, Action<char, Rgb?, Rgb?> cell)
    {
        for (int x = 0; x < picture.Width; x++)
        {
            Rgb? upper = PixelOf(picture, x, line * 2);
            Rgb? lower = PixelOf(picture, x, (line * 2) + 1);
            if (upper is null)
            {
                cell(lower is null ? ' ' : '▄', lower, null);
            }
            else
            {
                cell('▀', upper, lower);
            }
        }
    }

    private static Rgb? PixelOf(Raster picture, int x, int y)
    {
        if (y >= picture.Height)
        {
            return null;
        }

        ReadOnlySpan<byte> pixel = picture.Row(y).Slice(x * Raster.BytesPerPixel);
        return pixel[3] < Visible ? null : new Rgb(pixel[0], pixel[1], pixel[2]);
    }

    private static string Style(Rgb? colour, TerminalColour depth, bool isBack)
    {
        if (colour is not Rgb rgb)
        {
            return "";
        }

        return depth switch
        {
            TerminalColour.True => string.Format(CultureInfo.InvariantCulture, ";{0};2;{1};{2};{3}", isBack ? 48 : 38, rgb.Red, rgb.Green, rgb.Blue),
            TerminalColour.Ansi256 => string.Format(CultureInfo.InvariantCulture, ";{0};5;{1}", isBack ? 48 : 38, Cube(rgb)),
            _ => string.Format(CultureInfo.InvariantCulture, ";{0}", s_sixteen[Nearest(rgb)].Ansi + (isBack ? 40 : 30)),
        };
    }

    /// <summary>The nearest of the 216 colours, or of the 24 greys.</summary>
    private static int Cube(Rgb colour)
    {
        int spread = Math.Max(colour.Red, Math.Max(colour.Green, colour.Blue)) - Math.Min(colour.Red, Math.Min(colour.Green, colour.Blue));
        if (spread < 10)
        {
            int grey = (colour.Red + colour.Green + colour.Blue) / 3;
            return grey < 4 ? 16 : grey > 246 ? 231 : 232 + Math.Min(23, (grey - 3) / 10);
        }

        return 16 + (36 * Level(colour.Red)) + (6 * Level(colour.Green)) + Level(colour.Blue);
    }

    // The levels of the cube are 0, 95, 135, 175, 215 and 255.
    private static int Level(int value) => value < 48 ? 0 : value < 115 ? 1 : Math.Min(5, (value - 35) / 40);

    private static int Nearest(Rgb colour)
    {
        int best = 0;
        int least = int.MaxValue;
        for (int i = 0; i < s_sixteen.Length; i++)
        {
            int red = s_sixteen[i].Red - colour.Red;
            int green = s_sixteen[i].Green - colour.Green;
            int blue = s_sixteen[i].Blue - colour.Blue;
            int distance = (red * red * 3) + (green * green * 6) + (blue * blue);
            if (distance < least)
            {
                least = distance;
                best = i;
            }
        }

        return best;
    }

    private readonly struct Rgb
    {
        public Rgb(byte red, byte green, byte blue)
        {
            Red = red;
            Green = green;
            Blue = blue;
        }

        public int Red { get; }

        public int Green { get; }

        public int Blue { get; }
    }
}
