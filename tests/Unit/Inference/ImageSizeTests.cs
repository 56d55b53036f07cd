using System;
using System.Linq;
using BedrockPS.Inference;
using Xunit;

namespace BedrockPS.Unit.Inference;

public class ImageSizeTests
{
    public static TheoryData<string, string> Images => new()
    {
        // format, header in hexadecimal; each says 300 x 200
        { "png", "89504E470D0A1A0A 0000000D 49484452 0000012C 000000C8 0802000000" },
        { "gif", "474946383961 2C01 C800 000000" },
        { "jpeg", "FFD8 FFE0 0010 4A46494600010101004800480000 FFFF FFC0 0011 08 00C8 012C 03 011100021101031101" },
        { "jpeg", "FFD8 FFDB 0004 0000 FFC2 0011 08 00C8 012C 03 011100021101031101" },
        { "webp", "52494646 00000000 57454250 56503858 0A000000 00000000 2B0100 C70000" },
        { "webp", "52494646 00000000 57454250 5650384C 0A000000 2F 2BC13100 0000000000000000" },
        { "webp", "52494646 00000000 57454250 56503820 0A000000 000000 9D012A 2C01 C800 00000000" },
    };

    [Theory]
    [MemberData(nameof(Images))]
    public void Width_and_height_are_in_the_header(string format, string hex) =>
        Assert.Equal((300, 200), ImageSize.Of(Convert.FromHexString(hex.Replace(" ", "")), format));

    [Theory]
    [MemberData(nameof(Images))]
    public void A_header_cut_anywhere_says_nothing_and_harms_nothing(string format, string hex)
    {
        byte[] whole = Convert.FromHexString(hex.Replace(" ", ""));
        foreach (int length in Enumerable.Range(0, whole.Length))
        {
            (int Width, int Height)? size = ImageSize.Of(whole.AsSpan(0, length), format);
            Assert.True(size is null or (300, 200));
        }
    }
}
