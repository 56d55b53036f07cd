using System;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Conformance.Hosting;

/// <summary>
/// moto, an AWS simulator nobody here wrote, and shells whose module talks to it: a second opinion on what the cmdlets send and read.
/// </summary>
public sealed partial class MotoServer : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);
    private static readonly string s_python = OperatingSystem.IsWindows() ? "python" : "python3";

    private readonly Lazy<(Process Process, string Url)> _server = new(Start);

    /// <summary>What a script printed, a line each; an error in it fails the test. Without moto the test is skipped.</summary>
    public string[] Run(string script)
    {
        Assert.SkipUnless(Client.Responds(s_python, ["-c", "import moto.server"]), "Python with moto's server is not installed.");
        ProcessStartInfo start = CleanProcess.Prepare(
            new ProcessStartInfo("dotnet", [EndpointProcess.Metadata("Shell"), "-NonInteractive", "-Command", "$ErrorActionPreference = 'Stop'; " + script]));
        start.Environment["AWS_ENDPOINT_URL"] = _server.Value.Url;
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIDMOTO";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "moto";
        (int exitCode, string output, string error) = CleanProcess.Run(start, s_limit);
        Assert.True(exitCode == 0 && error.Length == 0, $"{output}\n{error}");
        return output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        if (_server.IsValueCreated)
        {
            _server.Value.Process.Kill(entireProcessTree: true);
            _server.Value.Process.Dispose();
        }
    }

    /// <summary>It takes a free port itself, and says which.</summary>
    private static (Process Process, string Url) Start()
    {
        TaskCompletionSource<string> url = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = new()
        {
            StartInfo = CleanProcess.Prepare(new ProcessStartInfo(s_python, ["-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }),
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += Read;
        process.ErrorDataReceived += Read;
        process.Exited += (_, _) => url.TrySetException(new InvalidOperationException("moto ended before it listened."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return url.Task.Wait(s_limit) ? (process, url.Task.Result) : throw new TimeoutException("moto did not start.");

        void Read(object sender, DataReceivedEventArgs line)
        {
            if (Address().Match(line.Data ?? "") is { Success: true } address)
            {
                url.TrySetResult(address.Value);
            }
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
