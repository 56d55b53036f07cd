using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace BedrockPS.Bench;

/// <summary>
/// A child process that does a job each time it is sent a line, and answers with the seconds it took and, where it knows, the bytes it
/// allocated.
/// </summary>
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
        start.Environment["NODE_NO_WARNINGS"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
    }

    /// <summary>Bytes the last job allocated; 0 where nobody counted.</summary>
    public long Bytes { get; private set; }

    /// <summary>Greatest working set of the process so far, bytes; 0 where the system does not say.</summary>
    public long Peak
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.PeakWorkingSet64;
        }
    }

    public static Worker Self(params string[] arguments) =>
        new(Environment.ProcessPath!, [.. Path.GetFileName(Environment.ProcessPath) == "dotnet" ? [typeof(Worker).Assembly.Location] : Array.Empty<string>(), .. arguments]);

    public string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The child ended: " + _process.StartInfo.FileName);

    /// <summary>Has the job done; its lines are there to be read.</summary>
    public void Begin()
    {
        _process.StandardInput.WriteLine("run");
        _process.StandardInput.Flush();
    }

    /// <returns>Seconds.</returns>
    public double Run()
    {
        Begin();
        return Read();
    }

    /// <summary>Seconds of a job that needs no telling.</summary>
    public double Read()
    {
        string[] words = ReadLine().Split(' ');
        Bytes = words.Length > 1 ? long.Parse(words[1], CultureInfo.InvariantCulture) : 0;
        return double.Parse(words[0], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
