using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Bench;
using BedrockPS.Engine;
using BenchmarkDotNet.Attributes;

namespace BedrockPS.Micro;

/// <summary>Event-stream frames taken apart, checksums and headers included, without their JSON.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class Decoder
{
    private const int Count = 1000;

    private readonly byte[] _frames = Frames.Deltas(Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public async Task<int> Frame()
    {
        using EventStreamReader reader = new(new MemoryStream(_frames));
        int bytes = 0;
        do
        {
            while (reader.TryRead(out EventFrame frame))
            {
                bytes += frame.Payload.Length;
            }
        }
        while (await reader.FillAsync(CancellationToken.None).ConfigureAwait(false));
        return bytes;
    }
}
