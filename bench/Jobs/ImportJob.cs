using System;
using System.IO;
using System.Linq;

namespace BedrockPS.Bench.Jobs;

/// <summary>Import-Module beside modules that hold nothing, in the PowerShell that people run where the machine has it.</summary>
internal sealed class ImportJob : IJob
{
    private const int Rounds = 15;

    public string Name => "import";

    public void Run(Bench bench, Report report)
    {
        string engine = PublishedShell.IsPresent ? PublishedShell.Describe() : "the hosted engine";
        (Side Side, string Path)[] modules =
        [
            (new Side("BedrockPS"), PowerShellWorker.ModulePath),
            (new Side("empty module"), Path.Combine(AppContext.BaseDirectory, "EmptyModule.psd1")),
            (new Side("empty module with a view"), Path.Combine(AppContext.BaseDirectory, "EmptyView.psd1")),
        ];
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((Side side, string path) in modules)
            {
                using Worker worker = PublishedShell.IsPresent ? PublishedShell.Import(path) : Worker.Self("import", path);
                side.Seconds.Add(worker.Read());
            }
        }

        Side[] sides = [.. modules.Select(static module => module.Side)];
        report.Add(Name, $"import in {engine}", 1, static seconds => $"{seconds * 1e3:N0} ms", sides);
        report.Tell("import, least", string.Join(", ", sides.Select(static side => $"{side.Name} {side.Seconds.Min() * 1e3:N0} ms")));
    }
}
