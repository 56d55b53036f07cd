using System.Linq;

namespace BedrockPS.Bench.Jobs;

/// <summary>A new process each time: import and the first call.</summary>
internal sealed class ColdJob : IJob
{
    private const int Rounds = 9;

    public string Name => "cold";

    public void Run(Bench bench, Report report)
    {
        Side ours = new("BedrockPS");
        (Side Side, Peer Peer)[] peers = [.. bench.For(Name).Select(static peer => (new Side(peer.Name), peer))];
        for (int round = 0; round < Rounds; round++)
        {
            ours.Seconds.Add(Once(bench.Ours(Name)));
            foreach ((Side side, Peer peer) in peers)
            {
                side.Seconds.Add(Once(peer.Start(Name, bench.Url)));
            }
        }

        report.Add(
            Name, "import and first call, a new process each time", 1, static seconds => $"{seconds * 1e3:N0} ms", [ours, .. peers.Select(static pair => pair.Side)]);
    }

    private static double Once(Worker worker)
    {
        using (worker)
        {
            return worker.Read();
        }
    }
}
