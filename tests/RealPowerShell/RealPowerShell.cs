using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;

namespace BedrockPS;

/// <summary>PowerShell and Pester as published, where the machine has them.</summary>
internal static class RealPowerShell
{
    /// <summary>What to tell whoever misses it.</summary>
    public const string Missing =
        "PowerShell and Pester are not in the package cache: 'dotnet restore tests/RealPowerShell' fetches them, BEDROCKPS_PWSH names another pwsh.";

    /// <summary>The versions of Pester that the test files are held to.</summary>
    public static IReadOnlyList<string> PesterVersions { get; } = Metadata("RealPesterVersions").Split(',');

    private static string? Program { get; } =
        Environment.GetEnvironmentVariable("BEDROCKPS_PWSH") is { Length: > 0 } named ? named
        : Existing("powershell", Metadata("RealPowerShellVersion"), "tools", "net10.0", "any", OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");

    public static bool IsPresent => Program is not null;

    /// <summary>The manifest of that version; null where it was not fetched.</summary>
    public static string? Pester(string version) => Existing("pester", version, "tools", "Pester.psd1");

    /// <summary>A pwsh without profile that runs this file, and whose nested processes are its own kind.</summary>
    public static ProcessStartInfo Start(string file, params string[] arguments)
    {
        string program = Program ?? throw new InvalidOperationException(Missing);
        ProcessStartInfo start = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new ProcessStartInfo("dotnet", [program])
            : new ProcessStartInfo(program);
        foreach (string argument in (string[])["-NoProfile", "-NonInteractive", "-File", file, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // Another PowerShell's modules are none of this one's.
        start.Environment.Remove("PSModulePath");
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }

    private static string? Existing(params string[] parts) =>
        Path.Combine([Metadata("PackageCache"), .. parts]) is string path && File.Exists(path) ? path : null;

    private static string Metadata(string key) => typeof(RealPowerShell).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key)
        .Value!;
}
