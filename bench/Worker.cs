using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace BedrockPS.Bench;

/// <summary>A child process that does a job each time it is sent a line, and answers with the seconds it took.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process _process;

    public Worker(string file, params string[] arguments)
        : this(new ProcessStartInfo(file, arguments))
    {
    }

    public Worker(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
    }

    public static Worker Self(params string[] arguments) =>
        new(Environment.ProcessPath!, [.. Path.GetFileName(Environment.ProcessPath) == "dotnet" ? [typeof(Worker).Assembly.Location] : Array.Empty<string>(), .. arguments]);

    public static Worker Python(string mode, string url) =>
        new("python3", Path.Combine(AppContext.BaseDirectory, "peers", "boto3_peer.py"), mode, url);

    public string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The child ended: " + _process.StartInfo.FileName);

    /// <summary>Has the job done; its lines are there to be read.</summary>
    public void Begin()
    {
        _process.StandardInput.WriteLine("run");
        _process.StandardInput.Flush();
    }

    public double Run()
    {
        Begin();
        return double.Parse(ReadLine(), CultureInfo.InvariantCulture);
    }

    public static bool HasBoto3()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", ["-c", "import boto3"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
