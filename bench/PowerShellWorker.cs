using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace BedrockPS.Bench;

/// <summary>The same jobs through the real PowerShell pipeline, with the staged module.</summary>
internal static class PowerShellWorker
{
    public static string ModulePath { get; } = FindModule();

    /// <summary>Imports one module into the hosted engine.</summary>
    public static void Import(string module)
    {
        using PowerShell shell = Shell();
        Stopwatch watch = Stopwatch.StartNew();
        Invoke(shell, $"Import-Module '{module}'");
        Print(watch.Elapsed.TotalSeconds, 0);
    }

    public static void Run(string mode, string url)
    {
        using PowerShell shell = Shell();
        string connection = $"-EndpointUrl {url} -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey secret";
        Stopwatch watch = Stopwatch.StartNew();
        Invoke(shell, $"Import-Module '{ModulePath}'");
        if (mode == "cold")
        {
            Invoke(shell, $"$null = Invoke-BRModel hi -Model m.m-0 {connection}");
            Print(watch.Elapsed.TotalSeconds, 0);
            return;
        }

        const string Embedder = "amazon.titan-embed-text-v2:0";
        string job = mode switch
        {
            "call" => $"1..500 | ForEach-Object {{ 'hi' }} | Invoke-BRModel -Model m.m-0 {connection} | Out-Null",
            "parallel" => $"1..1000 | ForEach-Object {{ 'hi' }} | Invoke-BRModel -Model m.delay-100 -ThrottleLimit 64 {connection} | Out-Null",
            "embed" => $"1..10000 | ForEach-Object {{ 'hi' }} | Get-BREmbedding -Model {Embedder} {connection} | Out-Null",
            "embed-8" => $"1..10000 | ForEach-Object {{ 'hi' }} | Get-BREmbedding -Model {Embedder} -ThrottleLimit 8 {connection} | Out-Null",
            "first" => $"1..{FirstChunk.Answers} | ForEach-Object {{ [BedrockPS.Bench.FirstChunk]::Begin(); "
                + $"Invoke-BRModel hi -Model {FirstChunk.Model} -Stream {connection} | ForEach-Object {{ [BedrockPS.Bench.FirstChunk]::Arrived() }} }}",
            "memory" => "$n = 0; 1..100000 | ForEach-Object { \"prompt $_\" } "
                + $"| Invoke-BRModel -Model m.m-0 -ThrottleLimit 64 {connection} "
                + "| ForEach-Object { if (++$n -in 10000, 50000, 100000) { [BedrockPS.Bench.Memory]::Tell($n) } }",
            _ when mode.StartsWith("batch-write ", StringComparison.Ordinal) => BatchWrite(mode["batch-write ".Length..], isPiped: false, connection),
            _ when mode.StartsWith("batch-pipe ", StringComparison.Ordinal) => BatchWrite(mode["batch-pipe ".Length..], isPiped: true, connection),
            _ when mode.StartsWith("batch-read ", StringComparison.Ordinal) => BatchRead(mode["batch-read ".Length..]),
            _ => $"Invoke-BRModel hi -Model m.{mode} -Stream {connection} | Out-Null",
        };
        Invoke(shell, $"1..20 | ForEach-Object {{ 'hi' }} | Invoke-BRModel -Model m.m-0 {connection} | Out-Null");
        while (Console.ReadLine() is not null)
        {
            long before = GC.GetTotalAllocatedBytes();
            watch.Restart();
            Invoke(shell, job);
            double seconds = mode == "first" ? FirstChunk.Take() : watch.Elapsed.TotalSeconds;
            Print(seconds, GC.GetTotalAllocatedBytes() - before);
        }
    }

    private static string BatchWrite(string folder, bool isPiped, string connection)
    {
        string lines = $"[IO.File]::ReadLines('{folder}/tickets.txt')";
        string start = "Start-BRBatch 'Which team is it for?' -Model amazon.nova-lite-v1:0 -MaxTokens 50 -Temperature 0.2 -PrepareOnly "
            + $"-S3Uri s3://bench-bucket/ -RoleArn arn:aws:iam::123456789012:role/Batch -JournalPath '{folder}/run' {connection}";
        return $"if ([IO.Directory]::Exists('{folder}/run')) {{ [IO.Directory]::Delete('{folder}/run', $true) }}; "
            + (isPiped ? $"{lines} | {start} | Out-Null" : $"{start} -InputObject ({lines}) | Out-Null");
    }

    private static string BatchRead(string folder) =>
        $"$n = 0; Receive-BRBatch -Path '{folder}/answers.jsonl' -JournalPath '{folder}/run' | ForEach-Object {{ "
        + "if (-not $_.InputObject.StartsWith('Ticket ')) { throw 'Not joined.' }; "
        + "if (++$n -in 10000, 500000, 1000000) { [BedrockPS.Bench.Memory]::Tell($n) } }";

    private static PowerShell Shell()
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        PowerShell shell = PowerShell.Create(runspace);
        // The engine itself is warm before anything is timed: the subject is the module.
        Invoke(shell, "1..10 | ForEach-Object { $_ } | Out-Null");
        return shell;
    }

    private static void Invoke(PowerShell shell, string script)
    {
        shell.Commands.Clear();
        shell.AddScript(script).Invoke();
        if (shell.HadErrors)
        {
            throw new InvalidOperationException(shell.Streams.Error[0].ToString());
        }
    }

    private static void Print(double seconds, long bytes) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {bytes}"));

    private static string FindModule()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "out", "BedrockPS", "BedrockPS.psd1");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException("No staged module: run 'dotnet build src/BedrockPS.Shell -c Release' first.");
    }
}
