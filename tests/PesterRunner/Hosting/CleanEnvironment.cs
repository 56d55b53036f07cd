using System;
using System.Collections;
using System.IO;
using System.Runtime.CompilerServices;

namespace BedrockPS.PesterRunner.Hosting;

/// <summary>The tests see nobody's AWS account: no variables, no files, no instance metadata.</summary>
internal static class CleanEnvironment
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (((string)variable.Key).StartsWith("AWS_", StringComparison.OrdinalIgnoreCase))
            {
                Environment.SetEnvironmentVariable((string)variable.Key, null);
            }
        }

        string nowhere = Path.Combine(Path.GetTempPath(), "bedrockps-no-such-file");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", nowhere);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", nowhere);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");

        // Nor anybody's kept answers.
        Environment.SetEnvironmentVariable("BEDROCKPS_CACHE", nowhere);
        Environment.SetEnvironmentVariable("BEDROCKPS_BATCHES", Path.Combine(Path.GetTempPath(), "bedrockps-test-batches"));

        // For tests that need a fresh process of "this PowerShell": under pwsh that is the process itself.
        Environment.SetEnvironmentVariable("BEDROCKPS_TEST_SHELL", Path.ChangeExtension(Places.Shell, OperatingSystem.IsWindows() ? ".exe" : null));
    }
}
