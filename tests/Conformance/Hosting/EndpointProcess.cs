using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;

namespace BedrockPS.Conformance.Hosting;

/// <summary>A local endpoint in a shell of its own, which ends when its standard input does.</summary>
public sealed class EndpointProcess : IDisposable
{
    private readonly Process _process;

    private EndpointProcess(Process process, Dictionary<string, string> environment)
    {
        _process = process;
        Environment = environment;
    }

    /// <summary>The variables that point other clients at it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <param name="parameters">Parameters of Start-BRLocalEndpoint, such as -Fault throttle:2.</param>
    public static EndpointProcess Start(string parameters = "")
    {
        string script = $$"""
            $ErrorActionPreference = 'Stop'
            $endpoint = Start-BRLocalEndpoint {{parameters}}
            foreach ($pair in $endpoint.Environment.GetEnumerator()) { "$($pair.Key)=$($pair.Value)" }
            'ready'
            $null = [Console]::In.ReadToEnd()
            """;
        ProcessStartInfo start = new("dotnet", [Metadata("Shell"), "-NonInteractive", "-Command", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        Dictionary<string, string> environment = [];
        while (process.StandardOutput.ReadLine() is string line)
        {
            if (line == "ready")
            {
                process.ErrorDataReceived += static (_, _) => { };
                process.BeginErrorReadLine();
                return new EndpointProcess(process, environment);
            }

            string[] pair = line.Split('=', 2);
            if (pair.Length == 2)
            {
                environment[pair[0]] = pair[1];
            }
        }

        throw new InvalidOperationException("The endpoint did not start: " + process.StandardError.ReadToEnd());
    }

    public static string Metadata(string key) => Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key)
        .Value!;

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
