using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace BedrockPS.Bench.Jobs;

/// <summary>
/// Lines of a file made into records of a batch by Start-BRBatch, beside a loop of json.dumps; ours keeps each line for the join with the
/// answers, and an index of both, besides. Then answers to all of them in random order, joined to their lines by Receive-BRBatch.
/// </summary>
internal sealed class BatchJob : IJob
{
    private const int Records = 1_000_000;
    private const int Lines = 3;

    public string Name => "batch";

    public void Run(Bench bench, Report report)
    {
        string folder = Directory.CreateTempSubdirectory("bedrockps-bench-").FullName;
        try
        {
            string tickets = Path.Combine(folder, "tickets.txt");
            using (StreamWriter file = new(tickets))
            {
                for (int i = 0; i < Records; i++)
                {
                    file.WriteLine($"Ticket {i}: the printer on floor {i % 9} does not print since this morning and shows error {i * 7 % 1000}; the \"ink\" is new.");
                }
            }

            Write(bench, report, folder, tickets);
            Answer(folder);
            Read(bench, report, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Write(Bench bench, Report report, string folder, string tickets)
    {
        Side ours = new("BedrockPS");
        Side piped = new("BedrockPS, piped");
        Side python = new("json.dumps");
        using Worker pipe = bench.Ours("batch-pipe " + folder);
        using Worker write = bench.Ours("batch-write " + folder);
        using Worker? dumps = bench.Boto3.Version is null ? null : new Worker("python3", Path.Combine(AppContext.BaseDirectory, "peers", "dumps_peer.py"), tickets);
        write.Run();
        pipe.Run();
        for (int round = 0; round < 5; round++)
        {
            ours.Seconds.Add(write.Run());
            piped.Seconds.Add(pipe.Run());
            python.Seconds.Add(dumps?.Run() ?? 0);
        }

        ours.BytesPerItem = (double)write.Bytes / Records;
        ours.Peak = write.Peak;
        report.Add(
            Name, $"{Records:N0} records of a batch written", Records, static seconds => $"{Records / seconds:N0} records/s", dumps is null ? [ours, piped] : [ours, piped, python]);
    }

    private void Read(Bench bench, Report report, string folder)
    {
        using Worker read = bench.Ours("batch-read " + folder);
        read.Begin();
        List<string> lines = [.. Enumerable.Range(0, Lines).Select(_ => read.ReadLine())];
        double seconds = read.Read();
        report.Tell(Name + "-read", string.Join("\n  ", lines.Prepend($"{Records:N0} answers in random order joined to their lines: {Records / seconds:N0} answers/s")));
    }

    /// <summary>Writes an answer to each record, in another order.</summary>
    private static void Answer(string folder)
    {
        List<byte[]> files = [.. Directory.EnumerateFiles(Path.Combine(folder, "run"), "*.jsonl").Where(static path => !path.EndsWith("journal.jsonl", StringComparison.Ordinal)).Order().Select(File.ReadAllBytes)];
        List<(int File, int Start, int Length)> records = new(Records);
        for (int file = 0; file < files.Count; file++)
        {
            for (int start = 0, end; (end = Array.IndexOf(files[file], (byte)'\n', start)) >= 0; start = end + 1)
            {
                records.Add((file, start, end - start));
            }
        }

        (int, int, int)[] order = [.. records];
        new Random(1).Shuffle(order);
        using FileStream answers = File.Create(Path.Combine(folder, "answers.jsonl"), 1 << 20);
        foreach ((int file, int start, int length) in order)
        {
            answers.Write(files[file], start, length - 1);
            answers.Write(
                ",\"modelOutput\":{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"The team for printers.\"}]}},\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":40,\"outputTokens\":5}}}\n"u8);
        }
    }
}
