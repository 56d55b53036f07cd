using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS;
using BedrockPS.Bench;
using BedrockPS.Embeddings;
using BedrockPS.Engine;

// Children of this program: the server, and one process a measured job.
if (args is ["serve"])
{
    await LoadServer.RunAsync();
    return 0;
}

if (args is ["work", string mode, string url])
{
    PowerShellWorker.Run(mode, url);
    return 0;
}

if (args is ["import", string module])
{
    PowerShellWorker.Import(module);
    return 0;
}

const int Deltas = 200_000;
const int Prompts = 1000;
const int Embeddings = 10_000;
string[] wanted = args.Length == 0 ? ["decode", "stream", "call", "cold", "import", "parallel", "parse", "embed", "embed-8", "memory"] : args;
bool boto3 = Worker.HasBoto3();
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, module {PowerShellWorker.ModulePath}{(boto3 ? "" : ", boto3 absent")}");
using Worker server = Worker.Self("serve");
string address = server.ReadLine();
foreach (string name in wanted)
{
    switch (name)
    {
        case "decode": Decode(); break;
        case "stream": Compare($"stream, {Deltas:N0} deltas", $"stream-{Deltas}", 5, seconds => $"{Deltas / seconds:N0} chunks/s"); break;
        case "call": Compare("warm call", "call", 5, seconds => $"{seconds / 500 * 1e6:N0} us a call"); break;
        case "parallel":
            double ideal = Math.Ceiling(Prompts / 64.0) * 0.1;
            Compare($"{Prompts:N0} prompts of 100 ms, 64 at a time", "parallel", 5, seconds => $"{seconds:0.00} s, {seconds / ideal:0.00} of ideal");
            break;
        case "parse": Parse(); break;
        case "embed": Compare($"{Embeddings:N0} embeddings one after the other", "embed", 3, seconds => $"{Embeddings / seconds:N0}/s"); break;
        case "embed-8": Compare($"{Embeddings:N0} embeddings, 8 at a time", "embed-8", 3, seconds => $"{Embeddings / seconds:N0}/s"); break;
        case "memory": Tell("100,000 piped prompts, 64 at a time", "memory", 3); break;
        case "cold": Cold(9); break;
        case "import": Import(15); break;
        default: Console.Error.WriteLine($"Unknown: {name}"); return 2;
    }
}

return 0;

void Compare(string title, string mode, int rounds, Func<double, string> rate)
{
    using Worker ours = Worker.Self("work", mode, address);
    using Worker? theirs = boto3 ? Worker.Python(mode, address) : null;
    List<double> mine = [];
    List<double> peer = [];
    ours.Run();
    for (int round = 0; round < rounds; round++)
    {
        mine.Add(ours.Run());
        if (theirs is not null)
        {
            peer.Add(theirs.Run());
        }
    }

    string beside = peer.Count == 0 ? "" : $", boto3 {rate(Median(peer))}, time ratio {Median(mine) / Median(peer):0.00}";
    Console.WriteLine($"{title}: BedrockPS {rate(Median(mine))}{beside}");
}

void Tell(string title, string mode, int lines)
{
    Console.WriteLine(title);
    using Worker worker = Worker.Self("work", mode, address);
    worker.Begin();
    for (int i = 0; i < lines; i++)
    {
        Console.WriteLine("  " + worker.ReadLine());
    }

    worker.ReadLine();
}

void Parse()
{
    using Worker? theirs = boto3 ? Worker.Python("parse", address) : null;
    List<double> mine = [];
    List<double> peer = [];
    // The first rounds are the compiler's.
    for (int round = -2; round < 5; round++)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < Embeddings; i++)
        {
            float[] vector = EmbeddingReader.Read(EmbeddingBody.Bytes, "embedding"u8, "embedding"u8).Vectors[0];
            if (vector.Length != EmbeddingBody.Dimensions)
            {
                throw new InvalidOperationException($"{vector.Length} dimensions");
            }
        }

        double own = watch.Elapsed.TotalSeconds;
        double other = theirs?.Run() ?? 0;
        if (round >= 0)
        {
            mine.Add(own);
            peer.Add(other);
        }
    }

    string beside = theirs is null ? "" : $", json.loads {Embeddings / Median(peer):N0}/s, {Median(peer) / Median(mine):0.0} times as fast";
    Console.WriteLine($"parse, {EmbeddingBody.Dimensions:N0} dimensions: BedrockPS {Embeddings / Median(mine):N0}/s{beside}");
}

void Cold(int rounds)
{
    List<double> mine = [];
    List<double> theirs = [];
    for (int round = 0; round < rounds; round++)
    {
        mine.Add(Once(Worker.Self("work", "cold", address)));
        if (boto3)
        {
            theirs.Add(Once(Worker.Python("cold", address)));
        }
    }

    string beside = boto3 ? $", boto3 {Median(theirs) * 1e3:N0} ms, ratio {Median(mine) / Median(theirs):0.00}" : "";
    Console.WriteLine($"cold import + first call: BedrockPS {Median(mine) * 1e3:N0} ms{beside}");
}

void Import(int rounds)
{
    // In the PowerShell that people run, where the machine has it.
    string engine = "the hosted engine";
    string script = Path.Combine(AppContext.BaseDirectory, "import.ps1");
    if (RealPowerShell.IsPresent)
    {
        using Worker asked = new(RealPowerShell.Start(script));
        engine = asked.ReadLine();
    }

    (string Name, string Path, List<double> Seconds)[] modules =
    [
        ("BedrockPS", PowerShellWorker.ModulePath, []),
        ("empty module", Path.Combine(AppContext.BaseDirectory, "EmptyModule.psd1"), []),
        ("empty module with a view", Path.Combine(AppContext.BaseDirectory, "EmptyView.psd1"), []),
    ];
    for (int round = 0; round < rounds; round++)
    {
        foreach ((_, string path, List<double> seconds) in modules)
        {
            seconds.Add(Once(RealPowerShell.IsPresent ? new Worker(RealPowerShell.Start(script, path)) : Worker.Self("import", path)));
        }
    }

    Console.WriteLine($"import in {engine}, median (least)");
    foreach ((string name, _, List<double> seconds) in modules)
    {
        string ratio = seconds == modules[0].Seconds ? "" : $", ratio {Median(modules[0].Seconds) / Median(seconds):0.00} ({modules[0].Seconds.Min() / seconds.Min():0.00})";
        Console.WriteLine($"  {name}: {Median(seconds) * 1e3:N0} ({seconds.Min() * 1e3:N0}) ms{ratio}");
    }
}

static double Once(Worker worker)
{
    using (worker)
    {
        return double.Parse(worker.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
    }
}

static void Decode()
{
    byte[] frames = [.. Frames.Start, .. Frames.Deltas(Deltas), .. Frames.End];
    List<double> seconds = [];
    long bytes = 0;
    // The first rounds are the compiler's: what is told is the code it ends with.
    for (int round = -5; round < 7; round++)
    {
        using EventStreamReader reader = new(new MemoryStream(frames));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        int count = Read(reader);
        if (round >= 0)
        {
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        if (count != Deltas)
        {
            throw new InvalidOperationException($"{count} deltas");
        }
    }

    Console.WriteLine($"decode: {Deltas / Median(seconds):N0} events/s, {(double)bytes / Deltas:N0} B an event (frames, CRCs, JSON to string)");
}

static int Read(EventStreamReader reader)
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

static string Text(ReadOnlySpan<byte> payload)
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

static double Median(List<double> values)
{
    double[] sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}
