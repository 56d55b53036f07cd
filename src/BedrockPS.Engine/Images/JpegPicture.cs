using System;
using System.IO;
using System.Runtime.CompilerServices;
using JpegLibrary;

namespace BedrockPS.Engine.Images;

/// <summary>A decoded JPEG: four bytes a pixel, red, green, blue and an alpha of 255.</summary>
public sealed class JpegPicture
{
    private JpegPicture(int width, int height, byte[] rgba)
    {
        Width = width;
        Height = height;
        Rgba = rgba;
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Rgba { get; }

    /// <summary>Decodes baseline and progressive files, grey or in colour.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="maxPixels">Larger pictures are not decoded: a few bytes can claim any size.</param>
    /// <returns>Null where the bytes are damaged, too large, or of a kind that is not decoded, such as CMYK.</returns>
    public static JpegPicture? TryDecode(byte[] file, int maxPixels)
    {
        try
        {
            return Decode(file, maxPixels);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return null;
        }
    }

    private static JpegPicture? Decode(byte[] file, int maxPixels)
    {
        JpegDecoder decoder = new();
        decoder.SetInput(file);
        decoder.Identify();
        int width = decoder.Width;
        int height = decoder.Height;
        int components = decoder.NumberOfComponents;
        if ((long)width * height > maxPixels || width == 0 || height == 0 || decoder.Precision != 8 || components is not (1 or 3))
        {
            return null;
        }

        byte[] rgba = new byte[width * height * 4];
        decoder.SetOutputWriter(new PixelWriter(rgba, width, height, components));
        decoder.Decode();
        if (components == 3)
        {
            ToRgb(rgba);
        }

        return new JpegPicture(width, height, rgba);
    }

    // The library has no exception of its own: damage shows as whatever the code that met it throws.
    private static bool IsDamage(Exception exception) => exception
        is InvalidDataException or InvalidOperationException or ArgumentException or NotSupportedException
        or NullReferenceException or IndexOutOfRangeException or DivideByZeroException or OverflowException;

    private static void ToRgb(byte[] pixels)
    {
        for (int i = 0; i < pixels.Length; i += 4)
        {
            int y = pixels[i];
            int cb = pixels[i + 1] - 128;
            int cr = pixels[i + 2] - 128;

            // The factors of JFIF, in 65536ths.
            pixels[i] = Clamp(y + (((91881 * cr) + 32768) >> 16));
            pixels[i + 1] = Clamp(y - (((22554 * cb) + (46802 * cr) - 32768) >> 16));
            pixels[i + 2] = Clamp(y + (((116130 * cb) + 32768) >> 16));
        }
    }

    private static byte Clamp(int value) => (byte)(value < 0 ? 0 : value > 255 ? 255 : value);

    /// <summary>Takes the decoder's blocks of 8 by 8 samples.</summary>
    private sealed class PixelWriter : JpegBlockOutputWriter
    {
        private const int Side = 8;
        private readonly byte[] _pixels;
        private readonly int _width;
        private readonly int _height;
        private readonly bool _isGrey;

        public PixelWriter(byte[] pixels, int width, int height, int components)
        {
            _pixels = pixels;
            _width = width;
            _height = height;
            _isGrey = components == 1;
        }

        public override void WriteBlock(ref short blockRef, int componentIndex, int x, int y)
        {
            if (componentIndex > 2)
            {
                return;
            }

            for (int row = 0; row < Side && y + row < _height; row++)
            {
                for (int column = 0; column < Side && x + column < _width; column++)
                {
                    byte sample = Clamp(Unsafe.Add(ref blockRef, (row * Side) + column));
                    int at = (((y + row) * _width) + x + column) * 4;
                    if (_isGrey)
                    {
                        _pixels[at] = _pixels[at + 1] = _pixels[at + 2] = sample;
                    }
                    else
                    {
                        _pixels[at + componentIndex] = sample;
                    }

                    _pixels[at + 3] = 255;
                }
            }
        }
    }
}
