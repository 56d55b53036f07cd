using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Conformance.Hosting;

/// <summary>A process that sees neither the machine's account nor its settings.</summary>
internal static class CleanProcess
{
    /// <summary>Takes away what the machine says of an account; what a test says of one is added after it.</summary>
    public static ProcessStartInfo Prepare(ProcessStartInfo start)
    {
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        string nowhere = Path.Combine(Path.GetTempPath(), "bedrockps-no-such-file");
        start.Environment["AWS_CONFIG_FILE"] = nowhere;
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = nowhere;
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["BEDROCKPS_CACHE"] = nowhere;
        start.Environment["BEDROCKPS_BATCHES"] = Path.Combine(Path.GetTempPath(), "bedrockps-test-batches");
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        return start;
    }

    /// <summary>Runs it to its end with nothing to read; one that does not end in time fails the test.</summary>
    public static (int ExitCode, string Output, string Error) Run(ProcessStartInfo start, TimeSpan limit)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end within {limit.TotalSeconds} seconds.");
        }

        return (process.ExitCode, output.Result.Trim(), error.Result.Trim());
    }
}
