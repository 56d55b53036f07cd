using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Conformance.Hosting;

/// <summary>A public client nobody here wrote, told of the endpoint by environment variables alone.</summary>
internal sealed class Client
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    private readonly string _program;
    private readonly string _missing;
    private readonly Lazy<bool> _isInstalled;

    private Client(string program, string missing, params string[] probe)
    {
        _program = program;
        _missing = missing;
        _isInstalled = new Lazy<bool>(() => Responds(program, probe));
    }

    /// <summary>Python with boto3.</summary>
    public static Client Python { get; } = new(
        OperatingSystem.IsWindows() ? "python" : "python3", "Python with boto3 is not installed.", "-c", "import boto3");

    /// <summary>The AWS command line.</summary>
    public static Client Aws { get; } = new("aws", "The aws command line is not installed.", "--version");

    /// <summary>What it printed; a failure of it fails the test. Without the client the test is skipped.</summary>
    public string Run(EndpointProcess endpoint, params string[] arguments)
    {
        (int exitCode, string output, string error) = Try(endpoint, arguments);
        Assert.True(exitCode == 0, $"{_program} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}\n{error}");
        return output;
    }

    public (int ExitCode, string Output, string Error) Try(EndpointProcess endpoint, params string[] arguments)
    {
        Assert.SkipUnless(_isInstalled.Value, _missing);
        ProcessStartInfo start = Start(_program, arguments);
        foreach (KeyValuePair<string, string> variable in endpoint.Environment)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{_program} {string.Join(' ', arguments)} did not end within {s_limit.TotalSeconds} seconds.");
        }

        return (process.ExitCode, output.Result.Trim(), error.Result.Trim());
    }

    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Neither the machine's account nor its settings: only what the endpoint says of itself.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        string nowhere = Path.Combine(Path.GetTempPath(), "bedrockps-no-such-file");
        start.Environment["AWS_CONFIG_FILE"] = nowhere;
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = nowhere;
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        return start;
    }

    private static bool Responds(string program, string[] probe)
    {
        try
        {
            using Process process = Process.Start(Start(program, probe))!;
            process.StandardInput.Close();
            process.StandardOutput.ReadToEndAsync();
            process.StandardError.ReadToEndAsync();
            return process.WaitForExit(s_limit) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
