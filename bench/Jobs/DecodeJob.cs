using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading;
using BedrockPS.Engine;

namespace BedrockPS.Bench.Jobs;

/// <summary>Event-stream frames to text, in memory: frames, checksums, JSON to string.</summary>
internal sealed class DecodeJob : IJob
{
    private const int Deltas = PeerJob.Deltas;

    public string Name => "decode";

    public void Run(Bench bench, Report report)
    {
        byte[] frames = [.. Frames.Start, .. Frames.Deltas(Deltas), .. Frames.End];
        Side ours = new("BedrockPS");

        // The first rounds are the compiler's: what is told is the code it ends with.
        for (int round = -5; round < 7; round++)
        {
            using EventStreamReader reader = new(new MemoryStream(frames));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Stopwatch watch = Stopwatch.StartNew();
            int count = Read(reader);
            double seconds = watch.Elapsed.TotalSeconds;
            if (count != Deltas)
            {
                throw new InvalidOperationException($"{count} deltas");
            }

            if (round >= 0)
            {
                ours.Seconds.Add(seconds);
                ours.BytesPerItem = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Deltas;
            }
        }

        report.Add(Name, $"{Deltas:N0} frames decoded in memory", Deltas, static seconds => $"{Deltas / seconds:N0} events/s", ours);
    }

    private static int Read(EventStreamReader reader)
    {
        int count = 0;
        do
        {
            while (reader.TryRead(out EventFrame frame))
            {
                if (frame.Type == "contentBlockDelta" && Text(frame.Payload.Span).Length > 0)
                {
                    count++;
                }
            }
        }
        while (reader.FillAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
        return count;
    }

    private static string Text(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader json = new(payload);
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("text"u8))
            {
                json.Read();
                return json.GetString()!;
            }
        }

        return "";
    }
}
