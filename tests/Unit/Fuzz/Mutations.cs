using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;

namespace BedrockPS.Unit.Fuzz;

/// <summary>
/// Samples changed at random, the same ones each time: bits flipped, pieces cut out, doubled, swapped for those of other samples.
/// BEDROCKPS_FUZZ_SECONDS makes each run that long, from a seed of its own that a failure names.
/// </summary>
internal sealed class Mutations
{
    private static readonly byte[][] s_tokens =
    [
        "null"u8.ToArray(), "-1"u8.ToArray(), "1e999"u8.ToArray(), "99999999999999999999"u8.ToArray(), "\"\""u8.ToArray(), "{}"u8.ToArray(), "[]"u8.ToArray(),
        "[[[[[[[[["u8.ToArray(), "\"\\ud800\""u8.ToArray(), "true"u8.ToArray(), [0xff, 0xfe], [0], "\r\n"u8.ToArray(),
    ];

    private readonly byte[][] _samples;
    private readonly Random _random;

    public Mutations(params byte[][] samples)
    {
        _samples = samples;
        Seconds = int.TryParse(Environment.GetEnvironmentVariable("BEDROCKPS_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : 0;
        Seed = Seconds > 0 ? Environment.TickCount : 20251;
        _random = new Random(Seed);
    }

    public int Seed { get; }

    private int Seconds { get; }

    /// <summary>So many, or in the long mode as many as there is time for. Each is told with its seed and number.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Take(int count)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; Seconds > 0 ? watch.Elapsed.TotalSeconds < Seconds : i < count; i++)
        {
            byte[] next = Next();
            yield return ($"seed {Seed}, number {i}: {Convert.ToBase64String(next)}", next);
        }
    }

    private byte[] Next()
    {
        List<byte> bytes = [.. _samples[_random.Next(_samples.Length)]];
        for (int changes = _random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = _random.Next(bytes.Count);
            int length = Math.Min(bytes.Count - at, _random.Next(1, 24));
            switch (_random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    byte[] token = s_tokens[_random.Next(s_tokens.Length)];
                    bytes.RemoveRange(at, Math.Min(token.Length, bytes.Count - at));
                    bytes.InsertRange(at, token);
                    break;
                default:
                    byte[] other = _samples[_random.Next(_samples.Length)];
                    int from = _random.Next(other.Length);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
