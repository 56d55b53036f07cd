using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Bench;
using BedrockPS.Bench.Jobs;

// Children of this program: the server, and one process a measured side.
switch (args)
{
    case ["serve"]:
        await LoadServer.RunAsync();
        return 0;
    case ["work", string mode, string url]:
        PowerShellWorker.Run(mode, url);
        return 0;
    case ["floor", string mode, string url]:
        await HttpClientWorker.RunAsync(mode, url);
        return 0;
    case ["import", string module]:
        PowerShellWorker.Import(module);
        return 0;
}

IJob[] jobs =
[
    new DecodeJob(),
    new PeerJob("stream", $"{PeerJob.Deltas:N0} deltas of one streamed answer", $"stream-{PeerJob.Deltas}", PeerJob.Deltas, "chunks/s"),
    new PeerJob("first", $"time to the first chunk, {FirstChunk.Answers} short answers", "first", FirstChunk.Answers, static seconds => $"{seconds * 1e3:0.00} ms"),
    new PeerJob("call", "500 calls one after the other", "call", 500, "calls/s"),
    new ColdJob(),
    new ImportJob(),
    new PeerJob("parallel", "1,000 prompts of 100 ms, 64 at a time", "parallel", 1000, "prompts/s") { IdealSeconds = Math.Ceiling(1000 / 64.0) * 0.1 },
    new ParseJob(),
    new PeerJob("embed", "10,000 embeddings one after the other", "embed", 10_000, "embeddings/s") { Rounds = 3 },
    new PeerJob("embed-8", "10,000 embeddings, 8 at a time", "embed-8", 10_000, "embeddings/s") { Rounds = 3 },
    new MemoryJob(),
    new BatchJob(),
    new SearchJob("search", 1_000_000),
    new SearchJob("search-quick", 100_000),
];

bool writesPage = args.Contains("--page");
List<string> names = args.Where(static name => !name.StartsWith('-')).ToList();
if (names.FirstOrDefault(name => jobs.All(job => job.Name != name)) is string unknown)
{
    Console.Error.WriteLine($"Unknown: {unknown}. There are {string.Join(", ", jobs.Select(static job => job.Name))}.");
    return 2;
}

using Worker server = Worker.Self("serve");
Bench bench = new(server.ReadLine());
Report report = new(bench);
Console.WriteLine(string.Join("\n", report.Machine));
foreach (IJob job in jobs.Where(job => names.Count == 0 || names.Contains(job.Name)))
{
    job.Run(bench, report);
}

report.WriteJson();
if (writesPage)
{
    report.WritePage();
}

return 0;
