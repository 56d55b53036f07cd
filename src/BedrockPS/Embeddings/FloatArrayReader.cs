using System;
using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>
/// Reads a JSON array of numbers into floats. Embeddings are little else than numbers, so they are read by hand: several times as
/// fast as token by token, and rounded to the same nearest float.
/// </summary>
internal static class FloatArrayReader
{
    /// <summary>Digits that fit a long whatever they are; later ones cannot change a float but in the cases left to the slow way.</summary>
    private const int MaxDigits = 18;

    /// <summary>Smallest float with full precision.</summary>
    private const double SmallestNormal = 1.17549435082228751e-38;

    private const int LargestExactPower = 22;

    private static readonly double[] s_powers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <param name="json">What follows an array's opening bracket.</param>
    public static bool IsNumberArray(ReadOnlySpan<byte> json)
    {
        int i = SkipSpace(json, 0);
        return i < json.Length && (json[i] == '-' || IsDigit(json[i]));
    }

    /// <param name="json">What follows the opening bracket.</param>
    /// <param name="end">Index of the closing bracket.</param>
    /// <exception cref="JsonException">Anything but numbers and commas up to the closing bracket.</exception>
    public static float[] Read(ReadOnlySpan<byte> json, out int end)
    {
        float[] buffer = ArrayPool<float>.Shared.Rent(4096);
        try
        {
            int count = 0;
            int i = 0;
            while (true)
            {
                if (count == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                i = SkipSpace(json, i);
                i = ReadNumber(json, i, out buffer[count]);
                count++;
                i = SkipSpace(json, i);
                if (i >= json.Length)
                {
                    throw Invalid();
                }

                byte separator = json[i];
                if (separator == ']')
                {
                    end = i;
                    return buffer.AsSpan(0, count).ToArray();
                }

                if (separator != ',')
                {
                    throw Invalid();
                }

                i++;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <returns>Index behind the number.</returns>
    private static int ReadNumber(ReadOnlySpan<byte> json, int start, out float value)
    {
        int i = start;
        bool isNegative = i < json.Length && json[i] == '-';
        if (isNegative)
        {
            i++;
        }

        long mantissa = 0;
        int digits = 0;
        int exponent = 0;
        int first = i;
        while (i < json.Length && IsDigit(json[i]))
        {
            if (digits < MaxDigits)
            {
                mantissa = (mantissa * 10) + (json[i] - '0');
                digits += mantissa == 0 ? 0 : 1;
            }
            else
            {
                exponent++;
            }

            i++;
        }

        if (i == first)
        {
            throw Invalid();
        }

        if (i < json.Length && json[i] == '.')
        {
            i++;
            first = i;
            while (i < json.Length && IsDigit(json[i]))
            {
                if (digits < MaxDigits)
                {
                    mantissa = (mantissa * 10) + (json[i] - '0');
                    digits += mantissa == 0 ? 0 : 1;
                    exponent--;
                }

                i++;
            }

            if (i == first)
            {
                throw Invalid();
            }
        }

        if (i < json.Length && (json[i] | 0x20) == 'e')
        {
            i = ReadExponent(json, i + 1, ref exponent);
        }

        if (mantissa == 0)
        {
            value = isNegative ? -0f : 0f;
        }
        else if (!TryScale(mantissa, exponent, out value))
        {
            value = ReadSlowly(json.Slice(start, i - start));
        }
        else if (isNegative)
        {
            value = -value;
        }

        return i;
    }

    private static int ReadExponent(ReadOnlySpan<byte> json, int i, ref int exponent)
    {
        bool isNegative = i < json.Length && json[i] == '-';
        if (isNegative || (i < json.Length && json[i] == '+'))
        {
            i++;
        }

        int value = 0;
        int first = i;
        while (i < json.Length && IsDigit(json[i]))
        {
            value = Math.Min((value * 10) + (json[i] - '0'), 10_000);
            i++;
        }

        if (i == first)
        {
            throw Invalid();
        }

        exponent += isNegative ? -value : value;
        return i;
    }

    /// <summary>
    /// Computes in doubles, which errs by a few units of their last place, and takes the result only where that cannot change which
    /// float is nearest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryScale(long mantissa, int exponent, out float value)
    {
        value = 0;
        if (exponent is < -66 or > LargestExactPower)
        {
            return false;
        }

        double number = mantissa;
        if (exponent >= 0)
        {
            number *= s_powers[exponent];
        }
        else
        {
            while (exponent < -LargestExactPower)
            {
                number /= 1e22;
                exponent += LargestExactPower;
            }

            number /= s_powers[-exponent];
        }

        // A double has 29 bits more than a float; half of what they count is where rounding turns.
        const long ExtraBits = (1L << 29) - 1;
        long distance = (BitConverter.DoubleToInt64Bits(number) & ExtraBits) - (1L << 28);
        if (distance is > -16 and < 16 || number < SmallestNormal || number > float.MaxValue)
        {
            return false;
        }

        value = (float)number;
        return true;
    }

    private static float ReadSlowly(ReadOnlySpan<byte> number) =>
        Utf8Parser.TryParse(number, out float value, out int consumed) && consumed == number.Length ? value : throw Invalid();

    private static float[] Grow(float[] buffer)
    {
        float[] larger = ArrayPool<float>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<float>.Shared.Return(buffer);
        return larger;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipSpace(ReadOnlySpan<byte> json, int i)
    {
        while (i < json.Length && json[i] <= ' ')
        {
            i++;
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    private static JsonException Invalid() => new("An array of numbers holds something else.");
}
