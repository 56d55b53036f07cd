using System.Collections.Generic;

namespace BedrockPS.Local.Async;

/// <summary>Bits as H.264 writes them, and the unit they become.</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];
    private int _byte;
    private int _bits;

    /// <summary>The lowest bits of a number, the highest of them first.</summary>
    public void Bits(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            _byte = (_byte << 1) | ((value >> i) & 1);
            if (++_bits == 8)
            {
                _bytes.Add((byte)_byte);
                (_byte, _bits) = (0, 0);
            }
        }
    }

    /// <summary>A number in the code that is short for small ones (Exp-Golomb).</summary>
    public void Number(int value)
    {
        int length = 0;
        while ((value + 1) >> (length + 1) > 0)
        {
            length++;
        }

        Bits(0, length);
        Bits(value + 1, length + 1);
    }

    public void Align()
    {
        while (_bits > 0)
        {
            Bits(0, 1);
        }
    }

    /// <summary>Ends the unit: a one, zeros to the end of the byte, and a 3 wherever the bytes would look like the start of another.</summary>
    /// <param name="header">First byte: importance and kind of the unit.</param>
    public byte[] ToUnit(byte header)
    {
        Bits(1, 1);
        Align();
        List<byte> unit = [header];
        int zeros = 0;
        foreach (byte item in _bytes)
        {
            if (zeros == 2 && item <= 3)
            {
                unit.Add(3);
                zeros = 0;
            }

            unit.Add(item);
            zeros = item == 0 ? zeros + 1 : 0;
        }

        return [.. unit];
    }
}
