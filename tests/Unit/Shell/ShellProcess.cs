using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.ShellTests;

/// <summary>The shell as a process of its own, which sees nothing of the machine's AWS settings.</summary>
internal static class ShellProcess
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static ShellOutcome Run(params string[] arguments) => Run("", arguments);

    /// <param name="input">Standard input.</param>
    /// <param name="arguments">The command line.</param>
    public static ShellOutcome Run(string input, string[] arguments)
    {
        using Process process = Start(arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The shell did not end.");
        }

        return new ShellOutcome(process.ExitCode, Lines(output.Result), Lines(error.Result));
    }

    /// <summary>One that is still running, all three streams at hand.</summary>
    public static Process Start(params string[] arguments) => Start(static _ => { }, arguments);

    /// <param name="set">Sets environment variables.</param>
    /// <param name="arguments">The command line.</param>
    public static Process Start(Action<IDictionary<string, string?>> set, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Metadata("Shell"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        set(start.Environment);
        return Process.Start(start)!;
    }

    /// <summary>Whether this process was told to ignore a signal, as nohup and background jobs of a script are: its children ignore it too.</summary>
    /// <param name="signal">Its number.</param>
    public static bool Ignores(int signal) =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is string ignored
        && (Convert.ToUInt64(ignored.Split('\t')[1].Trim(), 16) & (1UL << (signal - 1))) != 0;

    public static string Metadata(string key) => Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key)
        .Value!;

    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}

/// <summary>What the process left: its code and the lines of both streams, empty ones dropped.</summary>
internal sealed record ShellOutcome(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Error);
