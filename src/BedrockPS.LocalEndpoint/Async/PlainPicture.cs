using System.Collections.Generic;

namespace BedrockPS.Local.Async;

/// <summary>
/// A video of plain pictures in H.264's baseline profile, the least a decoder takes: a picture of one colour is its first block and
/// the order to go on like it, and the pictures after it say that nothing has changed.
/// </summary>
internal sealed class PlainPicture
{
    private const int Block = 16;
    private const int FrameNumberBits = 4;

    private readonly int _width;
    private readonly int _height;
    private readonly int _columns;
    private readonly int _rows;

    /// <param name="width">An even number of pixels.</param>
    /// <param name="height">An even number of pixels.</param>
    public PlainPicture(int width, int height)
    {
        _width = width;
        _height = height;
        _columns = (width + Block - 1) / Block;
        _rows = (height + Block - 1) / Block;
    }

    /// <summary>The parameters of the sequence.</summary>
    public byte[] Sequence()
    {
        BitWriter bits = new();
        bits.Bits(66, 8);
        bits.Bits(0xC0, 8);
        bits.Bits(31, 8);
        bits.Number(0);
        bits.Number(FrameNumberBits - 4);
        bits.Number(2);
        bits.Number(1);
        bits.Bits(0, 1);
        bits.Number(_columns - 1);
        bits.Number(_rows - 1);
        bits.Bits(1, 1);
        bits.Bits(1, 1);
        int right = ((_columns * Block) - _width) / 2;
        int bottom = ((_rows * Block) - _height) / 2;
        bool crops = right + bottom > 0;
        bits.Bits(crops ? 1 : 0, 1);
        if (crops)
        {
            bits.Number(0);
            bits.Number(right);
            bits.Number(0);
            bits.Number(bottom);
        }

        bits.Bits(0, 1);
        return bits.ToUnit(0x67);
    }

    /// <summary>The parameters of all pictures.</summary>
    public static byte[] Parameters()
    {
        BitWriter bits = new();
        bits.Number(0);
        bits.Number(0);
        bits.Bits(0, 2);
        bits.Number(0);
        bits.Number(0);
        bits.Number(0);
        bits.Bits(0, 3);
        bits.Number(0);
        bits.Number(0);
        bits.Number(0);
        bits.Bits(0b100, 3);
        return bits.ToUnit(0x68);
    }

    /// <summary>A picture of one colour that needs no other.</summary>
    /// <param name="number">Number of such pictures before it.</param>
    /// <param name="luma">Brightness, 16 to 235.</param>
    /// <param name="blue">Towards blue, 16 to 240.</param>
    /// <param name="red">Towards red, 16 to 240.</param>
    public byte[] Key(int number, byte luma, byte blue, byte red)
    {
        BitWriter bits = new();
        bits.Number(0);
        bits.Number(7);
        bits.Number(0);
        bits.Bits(0, FrameNumberBits);
        bits.Number(number & 1);
        bits.Bits(0, 2);
        bits.Number(0);
        bits.Number(1);
        bits.Number(25);
        bits.Align();
        Fill(bits, luma, Block * Block);
        Fill(bits, blue, Block * Block / 4);
        Fill(bits, red, Block * Block / 4);
        for (int i = 1; i < _columns * _rows; i++)
        {
            // As its neighbours are on average, and nothing besides. How "nothing" is written depends on what the neighbours had: the
            // first block had everything.
            bits.Number(3);
            bits.Number(0);
            bits.Number(0);
            bool isBesideFirst = i == 1 || i == _columns;
            bits.Bits(isBesideFirst ? 0b000011 : 1, isBesideFirst ? 6 : 1);
        }

        return bits.ToUnit(0x65);
    }

    /// <summary>The picture before once more.</summary>
    /// <param name="number">How many pictures come before it from the last key picture on.</param>
    public byte[] Same(int number)
    {
        BitWriter bits = new();
        bits.Number(0);
        bits.Number(5);
        bits.Number(0);
        bits.Bits(number & ((1 << FrameNumberBits) - 1), FrameNumberBits);
        bits.Bits(0, 3);
        bits.Number(0);
        bits.Number(1);
        bits.Number(_columns * _rows);
        return bits.ToUnit(0x41);
    }

    private static void Fill(BitWriter bits, byte value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            bits.Bits(value, 8);
        }
    }
}
