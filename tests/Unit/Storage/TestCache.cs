using System;
using System.IO;
using System.Runtime.CompilerServices;
using BedrockPS.Storage;

namespace BedrockPS.Unit.Storage;

/// <summary>A cache of the tests' own: no test may read or empty that of whoever runs them.</summary>
internal static class TestCache
{
    [ModuleInitializer]
    internal static void Redirect()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"bedrockps-test-cache-{Environment.ProcessId}");
        Environment.SetEnvironmentVariable(CacheFolder.PathVariable, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        };
    }
}
