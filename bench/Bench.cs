using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Bench;

/// <summary>The server, and who is there to be compared with.</summary>
internal sealed class Bench
{
    public Bench(string url)
    {
        Url = url;
        Peers = [Peer.Boto3(), Peer.JavaScript(), Peer.HttpClient()];
    }

    public string Url { get; }

    /// <summary>Those that are absent too: the report says so.</summary>
    public IReadOnlyList<Peer> Peers { get; }

    public Peer Boto3 => Peers[0];

    /// <summary>Peers that are there and do this job.</summary>
    public IEnumerable<Peer> For(string mode) => Peers.Where(peer => peer.Version is not null && peer.Does(mode));

    public Worker Ours(string mode) => Worker.Self("work", mode, Url);
}
