using System.Linq;

namespace BedrockPS.Bench.Jobs;

/// <summary>A new process each time: import and the first call. In the hosted engine, and in the PowerShell that people run where there is one.</summary>
internal sealed class ColdJob : IJob
{
    private const int Rounds = 9;

    public string Name => "cold";

    public void Run(Bench bench, Report report)
    {
        Side hosted = new("BedrockPS");
        Side published = new("BedrockPS");
        (Side Side, Peer Peer)[] peers = [.. bench.For(Name).Select(static peer => (new Side(peer.Name), peer))];
        for (int round = 0; round < Rounds; round++)
        {
            hosted.Seconds.Add(Once(bench.Ours(Name)));
            if (PublishedShell.IsPresent)
            {
                published.Seconds.Add(Once(PublishedShell.Import(PowerShellWorker.ModulePath, bench.Url)));
            }

            foreach ((Side side, Peer peer) in peers)
            {
                side.Seconds.Add(Once(peer.Start(Name, bench.Url)));
            }
        }

        Add(report, "the hosted engine", hosted);
        if (PublishedShell.IsPresent)
        {
            Add(report, PublishedShell.Describe(), published);
        }

        void Add(Report to, string engine, Side ours) => to.Add(
            Name,
            $"import and first call in {engine}, a new process each time",
            1,
            static seconds => $"{seconds * 1e3:N0} ms",
            [ours, .. peers.Select(static pair => pair.Side)]);
    }

    private static double Once(Worker worker)
    {
        using (worker)
        {
            return worker.Read();
        }
    }
}
