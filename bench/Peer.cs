using System;
using System.Diagnostics;
using System.IO;

namespace BedrockPS.Bench;

/// <summary>Something public that does the same work.</summary>
internal sealed class Peer
{
    private readonly Func<string, string, Worker> _start;
    private readonly string[] _not;

    private Peer(string name, string? version, Func<string, string, Worker> start, params string[] not)
    {
        Name = name;
        Version = version;
        _start = start;
        _not = not;
    }

    public string Name { get; }

    /// <summary>Null where it is not installed.</summary>
    public string? Version { get; }

    /// <summary>boto3, where python3 has it.</summary>
    public static Peer Boto3() => new(
        "boto3",
        Ask("python3", "-c", "import boto3, platform; print(boto3.__version__ + ', Python ' + platform.python_version())"),
        static (mode, url) => new Worker("python3", Path.Combine(AppContext.BaseDirectory, "peers", "boto3_peer.py"), mode, url));

    /// <summary>The AWS SDK for JavaScript v3, which is fetched with npm into a folder of the build's own where node is there.</summary>
    public static Peer JavaScript()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "peers", "js");
        string? version = Ask("node", "--version") is string node && Install(folder) is string sdk ? $"{sdk}, node {node.TrimStart('v')}" : null;
        return new Peer("AWS SDK for JavaScript", version, (mode, url) => new Worker("node", Path.Combine(folder, "peer.mjs"), mode, url), "parse");
    }

    /// <summary>HttpClient and nothing else, the floor: no signature, no decoding, the body read to its end.</summary>
    public static Peer HttpClient() => new(
        "HttpClient alone", Environment.Version.ToString(), static (mode, url) => Worker.Self("floor", mode, url), "parse", "cold");

    /// <summary>numpy's version; null where python3 has none.</summary>
    public static string? Numpy() => Ask("python3", "-c", "import numpy; print(numpy.__version__)");

    public bool Does(string mode) => Array.IndexOf(_not, mode) < 0;

    public Worker Start(string mode, string url) => _start(mode, url);

    private static string? Install(string folder)
    {
        string package = Path.Combine(folder, "node_modules", "@aws-sdk", "client-bedrock-runtime", "package.json");
        if (!File.Exists(package))
        {
            string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            Ask(npm, "install", "--prefix", folder, "--no-audit", "--no-fund", "--silent");
        }

        return File.Exists(package)
            ? System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(package)).RootElement.GetProperty("version").GetString()
            : null;
    }

    /// <summary>The last line a program prints; null where it is not there or fails.</summary>
    private static string? Ask(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
