using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace BedrockPS.Unit.Batches;

/// <summary>Runs of tests stay out of the user's own folder, and go with the process.</summary>
internal static class TestBatches
{
    private static readonly string s_root = Path.Combine(Path.GetTempPath(), "bedrockps-test-batches-" + Guid.NewGuid().ToString("N"));

    public static string NewFolder() => Path.Combine(s_root, Guid.NewGuid().ToString("N"));

    [ModuleInitializer]
    internal static void Prepare()
    {
        Environment.SetEnvironmentVariable("BEDROCKPS_BATCHES", s_root);
        AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
        {
            if (Directory.Exists(s_root))
            {
                Directory.Delete(s_root, recursive: true);
            }
        };
    }
}
