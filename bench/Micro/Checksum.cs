using System;
using System.IO.Hashing;
using BedrockPS.Engine.Hashing;
using BenchmarkDotNet.Attributes;

namespace BedrockPS.Micro;

/// <summary>The checksum of a frame of usual length and of a large one, and the hash that contents are known by.</summary>
[ShortRunJob]
public class Checksum
{
    private byte[] _bytes = [];

    [Params(200, 64 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _bytes = new byte[Bytes];
        new Random(1).NextBytes(_bytes);
    }

    [Benchmark]
    public uint Crc() => Crc32.HashToUInt32(_bytes);

    [Benchmark]
    public ulong Content() => ContentHash.Of(_bytes);
}
