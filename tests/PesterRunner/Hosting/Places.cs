using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace BedrockPS.PesterRunner.Hosting;

/// <summary>Where things are in the repository the runner was built in.</summary>
internal static class Places
{
    public static string Repository { get; } = Metadata("RepositoryRoot");

    public static string Module { get; } = Path.Combine(Repository, "out", "BedrockPS", "BedrockPS.psd1");

    /// <summary>The shell's assembly, run by the dotnet host.</summary>
    public static string Shell { get; } = Metadata("Shell");

    public static string Tests { get; } = Path.Combine(Repository, "tests", "Pester");

    public static string Samples { get; } = Path.Combine(Repository, "tests", "PesterRunner", "Samples");

    private static string Metadata(string key) => Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key)
        .Value ?? throw new InvalidOperationException($"The assembly does not say where {key} is.");
}
