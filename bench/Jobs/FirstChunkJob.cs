using System.Linq;

namespace BedrockPS.Bench.Jobs;

/// <summary>Time from the command to the first piece of an answer on the pipeline.</summary>
internal sealed class FirstChunkJob : IJob
{
    private const int Rounds = 5;

    public string Name => "first";

    public void Run(Bench bench, Report report)
    {
        (Side Side, Worker Worker)[] sides =
        [
            (new Side("BedrockPS"), bench.Ours(Name)),
            .. bench.For(Name).Select(peer => (new Side(peer.Name), peer.Start(Name, bench.Url))),
        ];
        foreach ((_, Worker worker) in sides)
        {
            worker.Run();
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach ((Side side, Worker worker) in sides)
            {
                side.Seconds.Add(worker.Run());
            }
        }

        foreach ((_, Worker worker) in sides)
        {
            worker.Dispose();
        }

        report.Add(
            Name, $"time to the first chunk, {FirstChunk.Answers} short answers", FirstChunk.Answers, static seconds => $"{seconds * 1e3:0.00} ms", [.. sides.Select(static pair => pair.Side)]);
    }
}
