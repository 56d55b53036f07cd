using System;

namespace BedrockPS.Images;

/// <summary>Pixels of a picture: red, green, blue and alpha, a byte each, line by line from the top.</summary>
internal sealed class Raster
{
    public const int BytesPerPixel = 4;

    public Raster(int width, int height, byte[] rgba)
    {
        Width = width;
        Height = height;
        Rgba = rgba;
    }

    public Raster(int width, int height)
        : this(width, height, new byte[width * height * BytesPerPixel])
    {
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Rgba { get; }

    public Span<byte> Row(int y) => Rgba.AsSpan(y * Width * BytesPerPixel, Width * BytesPerPixel);

    /// <summary>Whether some pixel lets shine through what is behind it.</summary>
    public bool HasTransparency()
    {
        for (int i = 3; i < Rgba.Length; i += BytesPerPixel)
        {
            if (Rgba[i] != 255)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The picture in another size; each new pixel is the mean of those it stands for, or the nearest one.</summary>
    public Raster Resize(int width, int height)
    {
        if (width == Width && height == Height)
        {
            return this;
        }

        Raster result = new(width, height);
        for (int y = 0; y < height; y++)
        {
            int top = (int)((long)y * Height / height);
            int bottom = Math.Max(top + 1, (int)((long)(y + 1) * Height / height));
            for (int x = 0; x < width; x++)
            {
                int left = (int)((long)x * Width / width);
                int right = Math.Max(left + 1, (int)((long)(x + 1) * Width / width));
                Average(left, top, right, bottom, result.Rgba.AsSpan(((y * width) + x) * BytesPerPixel));
            }
        }

        return result;
    }

    private void Average(int left, int top, int right, int bottom, Span<byte> pixel)
    {
        long red = 0, green = 0, blue = 0, alpha = 0;
        for (int y = top; y < bottom; y++)
        {
            int at = ((y * Width) + left) * BytesPerPixel;
            for (int x = left; x < right; x++, at += BytesPerPixel)
            {
                // What cannot be seen has no colour to give.
                int weight = Rgba[at + 3];
                red += Rgba[at] * weight;
                green += Rgba[at + 1] * weight;
                blue += Rgba[at + 2] * weight;
                alpha += weight;
            }
        }

        if (alpha > 0)
        {
            pixel[0] = (byte)(red / alpha);
            pixel[1] = (byte)(green / alpha);
            pixel[2] = (byte)(blue / alpha);
        }

        pixel[3] = (byte)(alpha / ((long)(bottom - top) * (right - left)));
    }
}
