using System;
using System.Linq;
using BedrockPS.Images;
using BedrockPS.Local.Images;
using Xunit;

namespace BedrockPS.Unit.Images;

public sealed class PictureDecoderTests
{
    // 24x16 pixels: red x*10, green y*15, blue 128; written by libjpeg.
    private const string Baseline =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/"
        + "2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wAARCAAQABgDASIAAhEBAxEB/8QA"
        + "HwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkK"
        + "FhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXG"
        + "x8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC"
        + "AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOE"
        + "hYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDwzTfC/T93"
        + "+ldNpvhfp+7/AEr0rTfC/T93+ldPpvhfp+7/AEr18ZxJ5nz/AA1xdt7x5ppvhfp+7/SivcdN8L9P3f6UV8zW4k97c/bsu4u/cr3j/9k=";

    private const string Progressive =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/"
        + "2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wgARCAAQABgDASIAAhEBAxEB/8QA"
        + "FgABAQEAAAAAAAAAAAAAAAAABgAF/8QAFgEBAQEAAAAAAAAAAAAAAAAABQQG/9oADAMBAAIQAxAAAAELppdSs8zOYzb/AP/EABYQAAMAAAAAAAAAAAAAAAAA"
        + "AAADBP/aAAgBAQABBQJcouUXKLlFyi5T/8QAGREAAgMBAAAAAAAAAAAAAAAAAAUEIjFh/9oACAEDAQE/AVrfpHb00//EABgRAAIDAAAAAAAAAAAAAAAAAAAF"
        + "AgMh/9oACAECAQE/AbmRNlp//8QAFRABAQAAAAAAAAAAAAAAAAAAADH/2gAIAQEABj8CiIiI/8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQABPyFSSSf/"
        + "2gAMAwEAAgADAAAAEOsv/8QAFhEBAQEAAAAAAAAAAAAAAAAAACEx/9oACAEDAQE/EMiQ/8QAFhEBAQEAAAAAAAAAAAAAAAAAAFFh/9oACAECAQE/ENFD/8QA"
        + "FhAAAwAAAAAAAAAAAAAAAAAAADHB/9oACAEBAAE/EEQIgRAiBECIP//Z";

    private const string Grey =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/"
        + "wAALCAAQABgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEI"
        + "I0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ip"
        + "qrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APDNN8L9P3f6V02m+F+n7v8ASum03wv0/d/pXSab4X6f"
        + "u/0rp9N8L9P3f6V02m+F+n7v9K//2Q==";

    [Fact]
    public void A_png_comes_back_as_it_was_with_alpha_and_without()
    {
        Raster picture = Pictures.Gradient(37, 21);
        Assert.Equal(picture.Rgba, PictureDecoder.Decode(PngWriter.Write(picture), "it").Rgba);
        picture.Rgba[3] = 0;
        picture.Rgba[7] = 77;
        Assert.Equal(picture.Rgba, PictureDecoder.Decode(PngWriter.Write(picture), "it").Rgba);
    }

    [Fact]
    public void Every_kind_of_png_is_decoded()
    {
        // Four bits of palette, the second colour half transparent; the line filtered by "up".
        Raster palette = Decode(Pictures.Png(3, 2, 4, 3, 0, [0, 0x01, 0x20, 2, 0x11, 0x00], ("PLTE", [255, 0, 0, 0, 255, 0, 0, 0, 255]), ("tRNS", [255, 128])));
        Assert.Equal([255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 255], palette.Row(0).ToArray());
        Assert.Equal([0, 255, 0, 128, 0, 0, 255, 255, 0, 0, 255, 255], palette.Row(1).ToArray());

        // One bit of grey; sixteen bits with a colour that stands for nothing; grey with alpha.
        Assert.Equal([255, 255, 255, 255, 0, 0, 0, 255], Decode(Pictures.Png(2, 1, 1, 0, 0, [0, 0b1000_0000])).Rgba);
        Assert.Equal([1, 2, 3, 0, 1, 2, 4, 255], Decode(Pictures.Png(2, 1, 16, 2, 0, [0, 1, 0, 2, 0, 3, 0, 1, 0, 2, 0, 4, 0], ("tRNS", [1, 0, 2, 0, 3, 0]))).Rgba);
        Assert.Equal([9, 9, 9, 200], Decode(Pictures.Png(1, 1, 8, 4, 0, [0, 9, 200])).Rgba);

        // The filters "left", "average" and "Paeth".
        Assert.Equal(
            [10, 15, 12, 18, 22, 24],
            Decode(Pictures.Png(2, 3, 8, 0, 0, [1, 10, 5, 3, 7, 5, 4, 10, 2])).Rgba.Where((_, i) => i % 4 == 0).Select(static value => (int)value));
    }

    [Fact]
    public void Interlaced_pngs_are_put_together()
    {
        // 3x3 pixels of grey, numbered line by line, in the passes of Adam7 that such a picture has: 1, 4, 5, 6 and 7.
        byte[] passes = [0, 0, 0, 2, 0, 6, 8, 0, 1, 0, 7, 0, 3, 4, 5];
        Raster picture = Decode(Pictures.Png(3, 3, 8, 0, 1, passes));
        Assert.Equal(Enumerable.Range(0, 9), picture.Rgba.Where((_, i) => i % 4 == 0).Select(static value => (int)value));
    }

    [Theory]
    [InlineData(Baseline)]
    [InlineData(Progressive)]
    public void Jpegs_are_decoded(string file)
    {
        Raster picture = Decode(Convert.FromBase64String(file));
        Assert.Equal((24, 16), (picture.Width, picture.Height));
        for (int i = 0; i < 24 * 16; i++)
        {
            Assert.InRange(picture.Rgba[i * 4] - (i % 24 * 10), -30, 30);
            Assert.InRange(picture.Rgba[(i * 4) + 1] - (i / 24 * 15), -30, 30);
            Assert.InRange(picture.Rgba[(i * 4) + 2] - 128, -45, 45);
            Assert.Equal(255, picture.Rgba[(i * 4) + 3]);
        }
    }

    [Fact]
    public void A_grey_jpeg_is_grey() =>
        Assert.All(Decode(Convert.FromBase64String(Grey)).Rgba.Chunk(4), static pixel => Assert.True(pixel[0] == pixel[1] && pixel[1] == pixel[2]));

    [Fact]
    public void The_local_endpoints_jpegs_are_jpegs()
    {
        Raster picture = Pictures.Gradient(83, 45);
        Raster decoded = Decode(MosaicJpeg.Write(picture));
        Assert.Equal((83, 45), (decoded.Width, decoded.Height));
        for (int i = 0; i < picture.Rgba.Length; i++)
        {
            Assert.InRange(decoded.Rgba[i] - picture.Rgba[i], -40, 40);
        }
    }

    [Fact]
    public void Damage_is_an_error_at_once()
    {
        Random random = new(4);
        byte[][] files = [Pictures.Png(40, 30), Convert.FromBase64String(Baseline), Convert.FromBase64String(Progressive)];
        for (int i = 0; i < 600; i++)
        {
            byte[] file = (byte[])files[i % files.Length].Clone();
            for (int j = 0; j < 1 + (i % 4); j++)
            {
                file[random.Next(4, file.Length)] = (byte)random.Next(256);
            }

            Array.Resize(ref file, i % 3 == 0 ? file.Length : random.Next(4, file.Length));
            try
            {
                Decode(file);
            }
            catch (BedrockException exception)
            {
                Assert.Equal("ImageUnreadable", exception.Code);
            }
        }
    }

    [Fact]
    public void Nobody_gets_memory_by_claiming_a_size()
    {
        byte[] png = Pictures.Png(8, 8);
        png[16] = 0x7F;
        Assert.Equal("ImageUnreadable", Assert.Throws<BedrockException>(() => Decode(png)).Code);
        Assert.Equal("ImageUnreadable", Assert.Throws<BedrockException>(() => Decode(Pictures.Png(60_000, 60_000, 8, 0, 0, [0, 0]))).Code);
        Assert.Equal("FileUnsupported", Assert.Throws<BedrockException>(() => Decode("GIF89a"u8.ToArray())).Code);
    }

    [Fact]
    public void A_smaller_picture_is_the_mean_of_the_larger()
    {
        Raster picture = new(2, 2, [0, 0, 0, 255, 100, 0, 0, 255, 200, 0, 0, 255, 255, 255, 255, 0]);
        Assert.Equal([100, 0, 0, 191], picture.Resize(1, 1).Rgba);
        Assert.Equal((4, 6), (picture.Resize(4, 6).Width, picture.Resize(4, 6).Height));
    }

    private static Raster Decode(byte[] file) => PictureDecoder.Decode(file, "it");
}
