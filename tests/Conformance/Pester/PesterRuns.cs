using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using BedrockPS.Conformance.Hosting;
using Xunit;

namespace BedrockPS.Conformance.Pester;

/// <summary>One run of all files a version of Pester, begun when the first of its results is asked for.</summary>
public sealed class PesterRuns : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrockps-pester-");
    private readonly Dictionary<string, Lazy<PesterFileResult[]>> _runs;

    public PesterRuns() =>
        _runs = RealPowerShell.PesterVersions.ToDictionary(version => version, version => new Lazy<PesterFileResult[]>(() => Run(version)));

    public PesterFileResult[] Of(string version) => _runs[version].Value;

    public void Dispose() => _folder.Delete(recursive: true);

    private PesterFileResult[] Run(string version)
    {
        string results = Path.Combine(_folder.FullName, version + ".json");
        ProcessStartInfo start = RealPowerShell.Start(
            EndpointProcess.Metadata("PesterRun"), RealPowerShell.Pester(version)!, EndpointProcess.Metadata("PesterFiles"), results);
        (int exitCode, string output, string error) = CleanProcess.Run(CleanProcess.Prepare(start), s_limit);
        Assert.True(exitCode == 0 && File.Exists(results), $"Pester {version} ended with {exitCode}:\n{output}\n{error}");
        return JsonSerializer.Deserialize<PesterFileResult[]>(File.ReadAllText(results))!;
    }
}
