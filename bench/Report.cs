using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace BedrockPS.Bench;

/// <summary>Gathers what was measured: told as it comes, kept as JSON, and made into the page on performance.</summary>
internal sealed class Report
{
    private readonly List<Result> _results = [];
    private readonly List<Note> _notes = [];

    public Report(Bench bench)
    {
        List<string> machine =
        [
            $"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}",
            $"BedrockPS {Version()}, .NET {Environment.Version}, PowerShell {typeof(System.Management.Automation.PSObject).Assembly.GetName().Version?.ToString(3)} hosted",
        ];
        machine.AddRange(bench.Peers.Select(static peer => peer.Version is null ? $"{peer.Name}: absent" : $"{peer.Name} {peer.Version}"));
        Machine = machine;
    }

    public IReadOnlyList<string> Machine { get; }

    /// <summary>A job that several did. The first side is ours; ratios are of times, above 1 where we are quicker.</summary>
    /// <param name="name">Of the job.</param>
    /// <param name="title">What was done.</param>
    /// <param name="items">How many items one round has.</param>
    /// <param name="figure">Makes seconds of a round into what people want to read, such as items a second.</param>
    /// <param name="sides">Ours and the peers'.</param>
    public void Add(string name, string title, int items, Func<double, string> figure, params Side[] sides)
    {
        Result result = new(name, title, items, figure, sides);
        _results.Add(result);
        Console.WriteLine();
        Console.WriteLine($"{name}: {title}");
        foreach (Side side in sides)
        {
            string ratio = side == sides[0] ? "" : $"  time ratio {side.Median / sides[0].Median:0.00}";
            string bytes = side.BytesPerItem is double allocated ? $"  {allocated:N0} B an item" : "";
            string peak = side.Peak is long most and > 0 ? $"  peak {most / 1048576.0:N0} MB" : "";
            Console.WriteLine($"  {side.Name,-24} {figure(side.Median),20}{ratio}{bytes}{peak}");
        }
    }

    /// <summary>Something that is no comparison of times.</summary>
    public void Tell(string name, string text)
    {
        _notes.Add(new Note(name, text));
        Console.WriteLine();
        Console.WriteLine($"{name}: {text}");
    }

    public void WriteJson()
    {
        string path = Path.Combine(Repository(), "out", "bench.json");
        using (FileStream file = File.Create(path))
        using (Utf8JsonWriter json = new(file, new JsonWriterOptions { Indented = true }))
        {
            Write(json);
        }

        Console.WriteLine();
        Console.WriteLine(path);
    }

    public void WritePage()
    {
        string path = Path.Combine(Repository(), "docs", "performance.md");
        File.WriteAllText(path, Page(), new UTF8Encoding(false));
        Console.WriteLine(path);
    }

    private static string Version()
    {
        string manifest = File.ReadAllText(PowerShellWorker.ModulePath);
        int at = manifest.IndexOf("ModuleVersion", StringComparison.Ordinal);
        return manifest[at..].Split('\'')[1];
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString()
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Repository() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(PowerShellWorker.ModulePath)!, "..", ".."));

    private string Page()
    {
        StringBuilder page = new();
        page.AppendLine("# Performance").AppendLine()
            .AppendLine("`dotnet run --project bench -c Release -- --page` writes this page; `bench/README.md` says what each job does. Only the ratios of one")
            .AppendLine("run mean something: another machine has other times. A ratio is the peer's time divided by ours, so above 1 BedrockPS is quicker.")
            .AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"Written on {DateTime.UtcNow:yyyy-MM-dd}:").AppendLine();
        foreach (string line in Machine)
        {
            page.AppendLine("- " + line);
        }

        page.AppendLine().AppendLine("Medians of alternating rounds.").AppendLine();
        page.AppendLine("| Job | Who | | Ratio | Bytes an item | Peak |").AppendLine("|---|---|---:|---:|---:|---:|");
        foreach (Result result in _results)
        {
            Side ours = result.Sides[0];
            foreach (Side side in result.Sides)
            {
                (string job, string ratio) = side == ours
                    ? ($"**{result.Title}**", "")
                    : ("", (side.Median / ours.Median).ToString("0.00", CultureInfo.InvariantCulture));
                string bytes = side.BytesPerItem?.ToString("N0", CultureInfo.InvariantCulture) ?? "";
                string peak = side.Peak is long most and > 0 ? string.Create(CultureInfo.InvariantCulture, $"{most / 1048576.0:N0} MB") : "";
                page.AppendLine($"| {job} | {side.Name} | {result.Figure(side.Median)} | {ratio} | {bytes} | {peak} |");
            }
        }

        page.AppendLine();
        foreach (Note note in _notes)
        {
            page.AppendLine($"- {note.Name}: {note.Text.Replace("\n  ", "; ")}");
        }

        return page.ToString();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("time", DateTime.UtcNow);
        json.WriteStartArray("machine");
        foreach (string line in Machine)
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
        json.WriteStartArray("results");
        foreach (Result result in _results)
        {
            json.WriteStartObject();
            json.WriteString("name", result.Name);
            json.WriteString("title", result.Title);
            json.WriteNumber("items", result.Items);
            json.WriteStartArray("sides");
            foreach (Side side in result.Sides)
            {
                json.WriteStartObject();
                json.WriteString("name", side.Name);
                json.WriteNumber("medianSeconds", side.Median);
                json.WriteNumber("ratio", side.Median / result.Sides[0].Median);
                json.WriteStartArray("seconds");
                foreach (double seconds in side.Seconds)
                {
                    json.WriteNumberValue(seconds);
                }

                json.WriteEndArray();
                if (side.BytesPerItem is double bytes)
                {
                    json.WriteNumber("bytesPerItem", bytes);
                }

                if (side.Peak is long peak)
                {
                    json.WriteNumber("peakBytes", peak);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("notes");
        foreach (Note note in _notes)
        {
            json.WriteString(note.Name, note.Text);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private sealed record Result(string Name, string Title, int Items, Func<double, string> Figure, Side[] Sides);

    private sealed record Note(string Name, string Text);
}
