using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
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
        ProcessStartInfo start = CleanProcess.Prepare(new ProcessStartInfo(_program, arguments));
        foreach (KeyValuePair<string, string> variable in endpoint.Environment)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        return CleanProcess.Run(start, s_limit);
    }

    /// <summary>Whether a program is there and does what it is asked.</summary>
    public static bool Responds(string program, string[] probe)
    {
        try
        {
            return CleanProcess.Run(CleanProcess.Prepare(new ProcessStartInfo(program, probe)), s_limit).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
